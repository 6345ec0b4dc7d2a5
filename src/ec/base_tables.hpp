// Multiples of the base points, in rows j of 2^(width * stride * j) * (1, 3, ..., 2^width - 1) G; cmake/ec_tables.py writes
// them. Their sizes are a compromise: every byte is read by each signature (its row, whole) and is hashed at each load.
//   P-256   52 * 16 * 64 bytes = 52 KB: 51 additions, no doubling
//   P-384   20 * 8 * 96 bytes = 15 KB: 95 additions, 16 doublings
//   P-521   11 * 8 * 144 bytes = 12 KB: 130 additions, 48 doublings
#pragma once

#include "ec/limbs.hpp"
#include "ec/point.hpp"

namespace cce::ec {

struct P256BaseTable {
  static constexpr size_t width = 5, stride = 1;
  alignas(64) static const Affine<Limbs<4>> rows[52][16];
};

struct P384BaseTable {
  static constexpr size_t width = 4, stride = 5;
  alignas(64) static const Affine<Limbs<6>> rows[20][8];
};

struct P521BaseTable {
  static constexpr size_t width = 4, stride = 13;
  alignas(64) static const Affine<Limbs<9>> rows[11][8];
};

}  // namespace cce::ec
