// The counter wraps within its 32 bits and leaves the rest of the block alone (inc32, SP 800-38D section 6.2).
#include "aes/gcm.hpp"
#include "random_bytes.hpp"
#include "reference.hpp"
#include "rows.hpp"

using cce::Status;

namespace {

reference::Block pre_counter(RandomBytes& random, uint32_t counter) {
  auto J0 = random.array<reference::Block>();
  for (size_t i = 0; i < 4; ++i) J0[12 + i] = static_cast<uint8_t>(counter >> (24 - 8 * i));
  J0[11] = 0xff;  // a carry that got out would show here
  return J0;
}

// Counters of J0 from which a message of some hundred blocks wraps in each place of an implementation's loops.
std::vector<uint32_t> counters_before_the_wrap() {
  std::vector<uint32_t> counters;
  for (uint32_t back = 0; back <= 70; ++back) counters.push_back(0xffffffff - back);
  counters.push_back(0x7fffffff);  // where a signed counter would turn negative
  counters.push_back(0x00fffffe);
  return counters;
}

}  // namespace

TEST_CASE("the counter wraps, started by the kernel's own entry") {
  RandomBytes random(30);
  const auto K = random.array<reference::Key>();
  const auto aad = random.bytes(9), pt = random.bytes(80 * 16 + 5);
  for (const uint32_t counter : counters_before_the_wrap()) {
    const auto J0 = pre_counter(random, counter);
    const auto expected = reference::seal_from(K, J0, aad, pt);
    rows::each_gcm([&](const auto& row) {
      INFO("counter " << counter);
      cce::gcm::Key key;
      row.operations.init(key, K.data());
      std::vector<uint8_t> ct(pt.size()), opened(pt.size());
      reference::Block tag, open_tag;
      row.operations.seal(key, J0.data(), counter, aad, pt.data(), pt.size(), ct.data(), tag.data());
      REQUIRE(ct == expected.ct);
      REQUIRE(tag == expected.tag);
      row.operations.open(key, J0.data(), counter, aad, ct.data(), ct.size(), opened.data(), open_tag.data());
      REQUIRE(opened == pt);
      REQUIRE(open_tag == expected.tag);
    });
  }
}

TEST_CASE("the counter wraps, started by an IV that hashes to it") {
  RandomBytes random(31);
  const auto K = random.array<reference::Key>();
  const auto aad = random.bytes(20), pt = random.bytes(333);
  for (const uint32_t counter : {0xffffffffu, 0xfffffffeu, 0xfffffff0u, 0x00000000u}) {
    const auto J0 = pre_counter(random, counter);
    const auto iv = reference::iv_for(K, J0);
    REQUIRE(reference::pre_counter_block(K, iv) == J0);
    const auto expected = reference::seal_from(K, J0, aad, pt);
    rows::each_gcm([&](const auto&) {
      cce::gcm::Key key;
      cce::gcm::init(key, K);
      std::vector<uint8_t> ct(pt.size());
      reference::Block tag;
      REQUIRE(cce::gcm::seal(key, iv, aad, pt, ct.data(), tag) == Status::ok);
      REQUIRE(ct == expected.ct);
      REQUIRE(tag == expected.tag);
    });
  }
}
