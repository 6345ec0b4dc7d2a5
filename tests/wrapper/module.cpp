#include <algorithm>
#include <string>

#include "samples.hpp"
#include "support/catch.hpp"

namespace module = cce::module;
using module::State;

namespace {

// Leaves an operational module behind, also when a check in between ends the test.
struct Zeroized {
  Zeroized() { REQUIRE(module::zeroize().approved()); }
  ~Zeroized() {
    if (module::state() != State::operational) static_cast<void>(module::restart());
  }
};

}  // namespace

TEST_CASE("the module says what the C ABI says of it") {
  cce_module_info c{};
  c.size = sizeof c;
  REQUIRE(cce_module_get_info(&c) == CCE_OK);
  const module::Info info = module::info();
  CHECK(module::state() == State::operational);
  CHECK(info.state == State::operational);
  CHECK(cce::version() == cce_version());
  CHECK(info.version == cce::version());
  CHECK(info.name == c.name);
  CHECK(std::ranges::equal(info.integrity_expected, c.integrity_expected));
  CHECK(std::ranges::equal(info.integrity_computed, c.integrity_computed));
  CHECK(info.integrity_expected == info.integrity_computed);
  CHECK(info.integrity_expected != std::array<uint8_t, 32>{});
  CHECK(info.cpu_features == c.cpu_features);
  CHECK(info.implementations == c.implementations);
  CHECK(info.implementations.find("sha256=") != std::string_view::npos);
  CHECK(info.power_up_ns == c.power_up_ns);
  CHECK(info.power_up_ns > 0);
  CHECK(info.failure.empty());
}

TEST_CASE("every state has its name, and its number of the C ABI") {
  CHECK(module::name(State::operational) == "operational");
  for (int state = CCE_STATE_POWER_OFF; state <= CCE_STATE_ZEROIZED; ++state)
    CHECK(module::name(static_cast<State>(state)) == cce_state_name(static_cast<cce_state>(state)));
  CHECK(module::name(static_cast<State>(7)) == "unknown");
  CHECK(static_cast<int>(State::zeroized) == CCE_STATE_ZEROIZED);
}

TEST_CASE("the self-tests are those of the C ABI, in their order, and have passed") {
  size_t index = 0;
  for (const module::SelfTest& test : module::self_tests()) {
    cce_self_test c{};
    c.size = sizeof c;
    REQUIRE(cce_self_test_get(index++, &c) == CCE_OK);
    CHECK(test.name == c.name);
    CHECK(test.algorithm == c.algorithm);
    CHECK(static_cast<int>(test.kind) == static_cast<int>(c.kind));
    CHECK(test.outcome == module::TestOutcome::passed);
    CHECK(test.ns == c.ns);
    CHECK(test.detail == c.detail);
  }
  CHECK(index == cce_self_test_count());
  CHECK(module::self_tests().size() == index);
  CHECK(index > 0);

  const auto tests = module::self_tests();
  const auto integrity = std::find_if(tests.begin(), tests.end(),
                                      [](const auto& test) { return test.kind == module::TestKind::integrity; });
  CHECK(integrity != tests.end());
  CHECK((*tests.end()).detail == "there is no such self-test");
}

TEST_CASE("self-tests on demand pass, and there is nothing to restart from") {
  CHECK(module::self_test().approved());
  CHECK(module::state() == State::operational);
  CHECK(module::restart().code() == CCE_ERR_STATE);
}

TEST_CASE("a zeroized module refuses everything in every form, and comes back") {
  const auto key = samples::message(20);
  std::array<uint8_t, 64> out{};
  cce::Digest<cce::Hash::sha256> digest;
  REQUIRE(digest.update(key).approved());
  {
    const Zeroized zeroized;
    CHECK(module::state() == State::zeroized);
    CHECK(module::info().state == State::zeroized);
    CHECK(module::self_test().code() == CCE_ERR_STATE);

    const auto refused = cce::digest<cce::Hash::sha256>(key);
    CHECK((!refused.approved() && !refused.done() && refused.code() == CCE_ERR_STATE));
    CHECK(cce::digest(cce::Hash::sha256, key, out).code() == CCE_ERR_STATE);
    CHECK(cce::hmac<cce::Hash::sha256>(key, key).code() == CCE_ERR_STATE);
    CHECK(cce::hmac_verify(cce::Hash::sha256, key, key, cce::Bytes(out).first(32)).code() == CCE_ERR_STATE);
    CHECK(cce::hkdf(cce::Hash::sha256, {.ikm = key}, out).code() == CCE_ERR_STATE);
    CHECK(cce::hkdf_extract(cce::Hash::sha256, {.ikm = key}, out).code() == CCE_ERR_STATE);
    CHECK(cce::hkdf_expand(cce::Hash::sha256, {.prk = key}, out).code() == CCE_ERR_STATE);
    CHECK(cce::Digest<cce::Hash::sha256>().result().code() == CCE_ERR_STATE);
    CHECK(cce::Hmac<cce::Hash::sha256>(key).result().code() == CCE_ERR_STATE);
    CHECK(digest.update(key).code() == CCE_ERR_STATE);
    CHECK(out == std::array<uint8_t, 64>{});

    CHECK(module::restart().approved());
  }
  CHECK(module::state() == State::operational);
  CHECK(cce::digest<cce::Hash::sha256>(key).approved());
  // Its refusal in the zeroized module stays, though the module is back.
  CHECK(digest.finish().code() == CCE_ERR_STATE);
}
