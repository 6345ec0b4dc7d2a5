#include <array>
#include <stdexcept>

#include "row.hpp"

namespace cce::bench {
namespace {

struct Family {
  const char* name;
  std::vector<Row> (*rows)();
};
constexpr Family families[] = {{"Hash", hash_rows},       {"HMAC, HKDF", hmac_rows}, {"HMAC, HKDF", hkdf_rows},
                               {"AES-256-GCM", gcm_rows}, {"Random", random_rows},   {"Elliptic curves", ec_rows}};

}  // namespace

std::vector<Row> all_rows() {
  std::vector<Row> rows;
  for (const Family& family : families) {
    for (Row& row : family.rows()) {
      row.family = family.name;
      rows.push_back(std::move(row));
    }
  }
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
