#include "row.hpp"

namespace cce::bench {

std::vector<Row> hkdf_rows() {
  constexpr size_t okm_size = 32;
  const Bytes salt = pattern(32), ikm = pattern(48).last(32), info = pattern(16);
  return {{.id = "hkdf-sha256/32",
           .title = "HKDF-SHA-256, to 32 B",
           .bytes = okm_size,
           .shown = Shown::always,
           .prepare = [=](Peer& peer) { return peer.hkdf(CCE_SHA256, salt, ikm, info, okm_size); }}};
}

}  // namespace cce::bench
