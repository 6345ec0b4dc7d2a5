// The limits of SP 800-90A Rev. 1, tables 2 and 3, and what each function answers beyond them and on misuse.
#include <algorithm>
#include <cstring>
#include <set>

#include "aes/block.hpp"
#include "drbg/block_cipher_df.hpp"
#include "mechanism.hpp"
#include "support/catch.hpp"

namespace {

using namespace cce;
using drbg_test::counting;
using Octets = std::vector<uint8_t>;

// A length with nothing behind it: whoever looks at more than the length crashes.
Bytes phantom(uint64_t size) { return {reinterpret_cast<const uint8_t*>(uintptr_t{64}), size}; }

void start(drbg_test::Mechanism& m) { REQUIRE(m.instantiate(counting(32), counting(16), {}) == Status::ok); }

bool is_wiped(Bytes state) {
  return std::all_of(state.begin(), state.end(), [](uint8_t b) { return b == 0; });
}

}  // namespace

TEST_CASE("inputs that are too short or too long are refused, unread") {
  constexpr uint64_t table_2_and_3 = uint64_t{1} << 32;  // 2^35 bits
  for (const char* name : drbg_test::names) {
    INFO(name);
    const auto m = drbg_test::make(name);
    CHECK(m->instantiate(counting(31), counting(16), {}) == Status::argument);
    CHECK(m->instantiate({}, counting(16), {}) == Status::argument);
    CHECK(m->instantiate(counting(32), counting(15), {}) == Status::argument);
    CHECK(m->instantiate(phantom(table_2_and_3 + 1), counting(16), {}) == Status::limit);
    CHECK(m->instantiate(counting(32), phantom(table_2_and_3 + 1), {}) == Status::limit);
    CHECK(m->instantiate(counting(32), counting(16), phantom(table_2_and_3 + 1)) == Status::limit);
    CHECK(m->reseed_counter() == 0);

    start(*m);
    const Octets before(m->state().begin(), m->state().end());
    CHECK(m->reseed(counting(31), {}) == Status::argument);
    CHECK(m->reseed(phantom(table_2_and_3 + 1), {}) == Status::limit);
    CHECK(m->reseed(counting(32), phantom(table_2_and_3 + 1)) == Status::limit);
    Octets out(8, 0x5a);
    CHECK(m->generate(phantom(table_2_and_3 + 1), out) == Status::limit);
    CHECK(out == Octets(8, 0x5a));
    CHECK(std::equal(before.begin(), before.end(), m->state().begin()));
  }
}

TEST_CASE("the derivation function's 32-bit length is not wrapped around") {
  // Each part is within its own limit, and together they are 2^32 bytes.
  drbg_test::Ctr m;
  CHECK(m.instantiate(counting(32), counting(16), phantom((uint64_t{1} << 32) - 48)) == Status::limit);
  start(m);
  CHECK(m.reseed(counting(32), phantom((uint64_t{1} << 32) - 32)) == Status::limit);
}

TEST_CASE("a request has at most 2^16 bytes") {
  for (const char* name : drbg_test::names) {
    INFO(name);
    const auto m = drbg_test::make(name);
    start(*m);
    Octets out((1u << 16) + 1, 0);
    CHECK(m->generate({}, out) == Status::limit);
    CHECK(is_wiped(out));
    CHECK(m->generate({}, MutableBytes(out).first(1u << 16)) == Status::ok);
    CHECK(out.back() == 0);
    CHECK(!is_wiped(Bytes(out).subspan((1u << 16) - 16, 16)));
    CHECK(m->generate({}, {}) == Status::ok);
  }
}

TEST_CASE("after 2^48 requests a reseed is due, and helps") {
  for (const char* name : drbg_test::names) {
    INFO(name);
    const auto m = drbg_test::make(name);
    start(*m);
    CHECK(m->reseed_counter() == 1);
    m->reseed_counter() = uint64_t{1} << 48;
    Octets out(16, 0x5a);
    CHECK(m->generate({}, out) == Status::ok);
    const Octets last = out;
    CHECK(m->generate({}, out) == Status::limit);
    CHECK(out == last);
    CHECK(m->reseed(counting(32, 7), {}) == Status::ok);
    CHECK(m->reseed_counter() == 1);
    CHECK(m->generate({}, out) == Status::ok);
    CHECK(out != last);
  }
}

TEST_CASE("what is not instantiated, or no longer is, gives nothing") {
  for (const char* name : drbg_test::names) {
    INFO(name);
    const auto m = drbg_test::make(name);
    Octets out(16, 0x5a);
    CHECK(m->generate({}, out) == Status::argument);
    CHECK(m->reseed(counting(32), {}) == Status::argument);
    start(*m);
    m->uninstantiate();
    CHECK(is_wiped(m->state()));
    CHECK(m->generate({}, out) == Status::argument);
    CHECK(m->reseed(counting(32), {}) == Status::argument);
    CHECK(out == Octets(16, 0x5a));
  }
}

TEST_CASE("a hash that HMAC_DRBG is not offered with is refused") {
  for (const auto hash : {sha2::Hash::sha224, sha2::Hash::sha512_256}) {
    drbg_test::Hmac m(hash);
    CHECK(m.instantiate(counting(32), counting(16), {}) == Status::argument);
  }
}

TEST_CASE("every input changes the output") {
  for (const char* name : drbg_test::names) {
    INFO(name);
    std::set<Octets> outputs;
    const auto draw = [&](Bytes entropy, Bytes nonce, Bytes personalization, Bytes reseed_entropy, Bytes additional) {
      const auto m = drbg_test::make(name);
      REQUIRE(m->instantiate(entropy, nonce, personalization) == Status::ok);
      if (!reseed_entropy.empty()) REQUIRE(m->reseed(reseed_entropy, {}) == Status::ok);
      Octets out(48);
      REQUIRE(m->generate(additional, out) == Status::ok);
      outputs.insert(out);
    };
    draw(counting(32), counting(16), {}, {}, {});
    draw(counting(32, 1), counting(16), {}, {}, {});
    draw(counting(32), counting(16, 1), {}, {}, {});
    draw(counting(32), counting(16), counting(1), {}, {});
    draw(counting(32), counting(16), {}, counting(32), {});
    draw(counting(32), counting(16), {}, {}, counting(1));
    CHECK(outputs.size() == 6);
  }
}

TEST_CASE("CTR_DRBG's counter V wraps around at 2^128") {
  drbg_test::Ctr m;
  start(m);
  m.s.V.fill(0xff);
  m.s.V[15] = 0xfe;  // the second block is the one after the wrap
  aes::Block expected[3], V = m.s.V;
  for (aes::Block& block : expected) {
    for (size_t i = V.size(); i-- > 0 && ++V[i] == 0;) {
    }
    aes::encrypt_block(m.s.Key, V, block);
  }
  std::array<uint8_t, 48> out;
  REQUIRE(m.generate({}, out) == Status::ok);
  CHECK(std::memcmp(out.data(), expected, sizeof out) == 0);
  CHECK(V[0] == 0);
}
