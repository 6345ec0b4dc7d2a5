#include "row.hpp"

namespace cce::bench {

std::vector<Row> hash_rows() {
  struct Function {
    cce_hash hash;
    const char *id, *title;
    Shown shown;
  };
  // The others run the same two compression functions and differ in the initial value and the length of the digest.
  constexpr Function functions[] = {
      {CCE_SHA256, "sha256", "SHA-256", Shown::always},
      {CCE_SHA512, "sha512", "SHA-512", Shown::always},
      {CCE_SHA224, "sha224", "SHA-224", Shown::by_filter},
      {CCE_SHA384, "sha384", "SHA-384", Shown::by_filter},
      {CCE_SHA512_256, "sha512-256", "SHA-512/256", Shown::by_filter},
  };
  std::vector<Row> rows;
  for (const Function& f : functions) {
    for (const size_t size : {size_t{64}, size_t{1024}, size_t{16384}, bulk_size}) {
      rows.push_back({.id = std::string(f.id) + "/" + std::to_string(size),
                      .title = std::string(f.title) + ", " + size_text(size),
                      .bytes = size,
                      .unit = size == bulk_size ? Unit::gigabytes : Unit::nanoseconds,
                      .shown = f.shown,
                      .prepare = [=](Peer& peer) { return peer.digest(f.hash, pattern(size)); }});
    }
  }
  return rows;
}

}  // namespace cce::bench
