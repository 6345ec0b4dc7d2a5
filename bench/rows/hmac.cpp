#include "row.hpp"

namespace cce::bench {

// The three ways in which programs use HMAC on short messages; the cost of the key decides.
std::vector<Row> hmac_rows() {
  constexpr size_t size = 64;
  const Bytes message = pattern(size), key = pattern(32);
  return {
      {.id = "hmac-sha256/64",
       .title = "HMAC-SHA-256, 64 B, key each time, one call",
       .bytes = size,
       .shown = Shown::always,
       .prepare = [=](Peer& peer) { return peer.hmac_one_call(CCE_SHA256, key, message); }},
      {.id = "hmac-sha256-new-key/64",
       .title = "HMAC-SHA-256, 64 B, key each time, context",
       .bytes = size,
       .shown = Shown::always,
       .prepare = [=](Peer& peer) { return peer.hmac_new_key(CCE_SHA256, key, message); }},
      {.id = "hmac-sha256-keyed/64",
       .title = "HMAC-SHA-256, 64 B, keyed context",
       .bytes = size,
       .shown = Shown::always,
       .prepare = [=](Peer& peer) { return peer.hmac_keyed(CCE_SHA256, key, message); }},
  };
}

}  // namespace cce::bench
