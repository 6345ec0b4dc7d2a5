// Keys in step make the MACs that each of them makes alone, with every implementation of SHA-256.
#include <algorithm>
#include <cstring>
#include <memory>

#include "hmac/in_step.hpp"
#include "sha2/rows.hpp"

using namespace cce;
using hmac::InStep;

namespace {

using Mac = std::array<uint8_t, InStep::mac_size>;

// Keys of one lane, as hmac.hpp has them.
struct Alone {
  hmac::Key key;
  Mac mac;
};

Bytes mac_of(const InStep& lanes, size_t l) { return Bytes(lanes.blocks[l]).first(InStep::mac_size); }

void check(const InStep& lanes, const std::vector<Alone>& alone) {
  for (size_t l = 0; l < alone.size(); ++l) {
    INFO("lane " << l << " of " << alone.size());
    REQUIRE(lanes.inner[l] == alone[l].key.inner.w32);
    REQUIRE(lanes.outer[l] == alone[l].key.outer.w32);
    REQUIRE(std::ranges::equal(mac_of(lanes, l), alone[l].mac));
  }
}

}  // namespace

TEST_CASE("MACs and keys in step") {
  RandomBytes random(8);
  rows::each<uint32_t>([&](const auto&) {
    for (size_t count = 1; count <= InStep::max; ++count)
      for (const size_t size : {0u, 1u, 32u, 54u, 55u, 56u, 63u, 64u, 118u, 119u, 120u, 145u, 183u}) {
        INFO(count << " lanes of " << size << " bytes");
        const size_t n = hmac::text_blocks(size), distance = 64 * n + random.below(2) * 24;
        std::vector<uint8_t> texts = random.bytes(distance * count);
        hmac::Key first;
        first.init(hmac::Hash::sha256, random.bytes(32));
        std::vector<Alone> alone(count, Alone{first, {}});

        auto lanes = std::make_unique<InStep>();
        std::memset(static_cast<void*>(lanes.get()), 0xaa, sizeof *lanes);
        lanes->init(count, first);
        for (int turn = 0; turn < 3; ++turn) {
          for (size_t l = 0; l < count; ++l) {
            random.fill(std::span(texts).subspan(distance * l, size));
            hmac::mac(alone[l].key, Bytes(texts).subspan(distance * l, size), alone[l].mac);
            hmac::end_text(texts.data() + distance * l, size);
          }
          lanes->mac(texts.data(), distance, n);
          check(*lanes, alone);
          lanes->mac_again();
          for (Alone& a : alone) hmac::mac(a.key, Mac(a.mac), a.mac);
          check(*lanes, alone);

          // The next keys, and a text in the place of each MAC.
          lanes->take_keys();
          for (size_t l = 0; l < count; ++l) {
            alone[l].key.init(hmac::Hash::sha256, Mac(alone[l].mac));
            random.fill(alone[l].mac);
            std::ranges::copy(alone[l].mac, lanes->blocks[l].begin());
          }
          check(*lanes, alone);
          lanes->mac_again();
          for (Alone& a : alone) hmac::mac(a.key, Mac(a.mac), a.mac);
          check(*lanes, alone);
        }
        for (size_t l = count; l < InStep::max; ++l) {
          REQUIRE(std::ranges::count(lanes->blocks[l], 0xaa) == 64);
          REQUIRE(std::ranges::count(lanes->inner[l], 0xaaaaaaaa) == 8);
          REQUIRE(std::ranges::count(lanes->outer[l], 0xaaaaaaaa) == 8);
        }
      }
  });
}
