// What is measured: one row of the comparison each, in one short file an algorithm family.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "peer.hpp"

namespace cce::bench {

enum class Shown { always, by_filter };

enum class Unit { nanoseconds, microseconds, gigabytes };  // an operation; an operation; a second

struct Row {
  std::string family = {};  // the heading that it stands under; all_rows sets it
  std::string id;           // what --filter looks at: "sha256/64"
  std::string title;        // "SHA-256, 64 B"
  size_t bytes;             // input or output that one operation works through, for throughput
  Unit unit = Unit::nanoseconds;
  Shown shown;
  std::function<MaybeOperation(Peer&)> prepare;
  // What every library must produce alike, out of an operation's output; null: the output itself. May throw.
  std::function<std::vector<uint8_t>(Bytes output)> comparable = nullptr;
  int threads = 1;              // 1 or 2; each thread has an operation of its own, and they run at once
  std::string one_thread = {};  // with 2 threads: the id of the row of the same work with one
};

std::vector<Row> hash_rows();
std::vector<Row> hmac_rows();
std::vector<Row> hkdf_rows();
std::vector<Row> gcm_rows();
std::vector<Row> random_rows();
std::vector<Row> ec_rows();

// Every row, in the order of the table.
std::vector<Row> all_rows();

// Of `size` bytes, the same in every call and for every library; lives until the end of the program. size <= 1 MiB.
Bytes pattern(size_t size);

// The longest input. Rows of it are told in GB/s.
constexpr size_t bulk_size = size_t{1} << 20;

// "64 B", "16 KiB", "1 MiB".
std::string size_text(size_t bytes);

}  // namespace cce::bench
