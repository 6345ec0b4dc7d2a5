#include "row.hpp"

namespace cce::bench {
namespace {

// Nothing of random bytes can be compared.
std::vector<uint8_t> nothing(Bytes) { return {}; }

std::string id(size_t size) { return "random/" + std::to_string(size); }

Row random_row(size_t size, Unit unit) {
  return {.id = id(size),
          .title = "Random, " + size_text(size),
          .bytes = size,
          .unit = unit,
          .shown = Shown::always,
          .prepare = [=](Peer& peer) { return peer.random(size); },
          .comparable = nothing};
}

// The time until either thread's next request is done: half of the time of one thread, where nothing is shared.
Row two_threads_row(size_t size) {
  Row row = random_row(size, Unit::nanoseconds);
  row.id = "random-2-threads/" + std::to_string(size);
  row.title += ", two threads";
  row.threads = 2;
  row.one_thread = id(size);
  return row;
}

}  // namespace

std::vector<Row> random_rows() {
  return {random_row(16, Unit::nanoseconds), random_row(32, Unit::nanoseconds), random_row(65536, Unit::gigabytes),
          two_threads_row(32)};
}

}  // namespace cce::bench
