// MACs that are worked on side by side are those that are made one after the other.
#include "aes/random_bytes.hpp"
#include "hmac/hmac.hpp"
#include "support/catch.hpp"

using namespace cce;

namespace {

using Mac = std::array<uint8_t, 32>;

void check(const hmac::Key& key, std::span<const Bytes> msgs) {
  std::array<Mac, hmac::max_side_by_side> got;
  for (Mac& m : got) m.fill(0xaa);
  hmac::mac_each(key, msgs, std::span(got).first(msgs.size()));
  for (size_t i = 0; i < msgs.size(); ++i) {
    INFO("message " << i << " of " << msgs.size() << ", " << msgs[i].size() << " bytes");
    Mac expected;
    hmac::mac(key, msgs[i], expected);
    CHECK(got[i] == expected);
  }
  for (size_t i = msgs.size(); i < got.size(); ++i) CHECK(got[i][0] == 0xaa);
}

}  // namespace

TEST_CASE("MACs side by side") {
  RandomBytes random(7);
  const std::vector<uint8_t> data = random.bytes(hmac::max_side_by_side * 2048), K = random.bytes(32);
  for (const cpu::Features have : {cpu::detect(), cpu::Features{0}}) {
    sha2::select(have);
    hmac::Key key;
    key.init(hmac::Hash::sha256, K);
    for (size_t count = 1; count <= hmac::max_side_by_side; ++count)
      for (const size_t size : {0u, 1u, 55u, 56u, 63u, 64u, 65u, 119u, 120u, 128u, 640u, 1000u})
        // Of one length; of lengths around it; and one of them empty.
        for (const int kind : {0, 1, 2}) {
          std::array<Bytes, hmac::max_side_by_side> msgs;
          for (size_t i = 0; i < count; ++i) {
            const size_t n = kind == 0 ? size : kind == 1 ? size + random.below(300) : i == 1 ? 0 : size;
            msgs[i] = Bytes(data).subspan(2048 * i + random.below(64), n);
          }
          check(key, std::span(msgs).first(count));
        }
  }
  sha2::select(cpu::detect());
}
