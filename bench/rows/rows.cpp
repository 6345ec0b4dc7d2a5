#include <array>
#include <stdexcept>

#include "row.hpp"

namespace cce::bench {

std::vector<Row> all_rows() {
  std::vector<Row> rows;
  for (const auto family : {hash_rows, hmac_rows, hkdf_rows, gcm_rows, random_rows, ec_rows})
    for (Row& row : family()) rows.push_back(std::move(row));
  return rows;
}

Bytes pattern(size_t size) {
  alignas(64) static std::array<uint8_t, bulk_size> bytes;
  static const bool filled = [] {
    for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(i * 167 + (i >> 8) + 13);
    return true;
  }();
  if (!filled || size > bytes.size()) throw std::length_error("the input pattern is shorter than that");
  return Bytes(bytes).first(size);
}

std::string size_text(size_t bytes) {
  constexpr size_t kib = 1024, mib = 1024 * kib;
  if (bytes >= mib && bytes % mib == 0) return std::to_string(bytes / mib) + " MiB";
  if (bytes >= kib && bytes % kib == 0) return std::to_string(bytes / kib) + " KiB";
  return std::to_string(bytes) + " B";
}

}  // namespace cce::bench
