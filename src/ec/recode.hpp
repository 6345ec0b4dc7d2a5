// Scalars as signed digits.
#pragma once

#include <bit>

#include "ec/limbs.hpp"

namespace cce::ec {

// An odd number k < 2^bits in `count` digits of `width` bits, k = sum of d_i 2^(width i), every d_i odd with |d_i| < 2^width,
// and the last one positive. No digit is zero, so nothing has to be hidden about zeros, and 2^(width - 1) multiples in a
// table serve all.
//
// d_i = 2 floor(k / 2^(width i + 1)) mod 2^(width + 1) + 1 - 2^width: bit `width` of the window stands for the sign, and what
// it takes too much the next digit, odd for that reason, puts back.
template <size_t bits, size_t digit_width>
struct OddDigits {
  static constexpr size_t width = digit_width, count = (bits + width - 1) / width;

  struct Digit {
    uint64_t index;     // (|d_i| - 1) / 2
    uint64_t negative;  // 0 or 1
  };

  // A k that is known to be below 2^(width (last + 1)) needs no digit behind that one.
  template <size_t n>
  static constexpr Digit digit(const Limbs<n>& k, size_t i, size_t last = count - 1) {
    uint64_t window = bits_at(k, width * i, width + 1);
    if (i == last) window |= uint64_t{1} << width;
    const uint64_t negative = window >> width ^ 1;
    return {((window ^ mask_of(negative)) & ((1 << width) - 1)) >> 1, negative};
  }
};

// Any k < 2^bits in digits that are zero or odd with |d_i| < 2^(width - 1), k = sum of d_i 2^i; of `width` digits in a row at
// most one is not zero. For public numbers.
template <size_t bits>
struct SparseDigits {
  std::array<int8_t, bits + 1> d{};

  template <size_t n>
  [[gnu::noinline]] static constexpr SparseDigits of_vartime(const Limbs<n>& k, size_t width) {
    SparseDigits r;
    uint64_t carry = 0;
    for (size_t i = 0;;) {
      // On to the next place where the carry is not what is there; at most 62 at once.
      i += static_cast<size_t>(std::countr_zero((bits_at(k, i, 62) ^ (0 - carry)) | uint64_t{1} << 62));
      if (i > bits) break;
      if (bits_at(k, i, 1) == carry) continue;
      const int64_t window = static_cast<int64_t>(bits_at(k, i, width) + carry);
      carry = static_cast<uint64_t>(window) >> (width - 1);
      r.d[i] = static_cast<int8_t>(window - static_cast<int64_t>(carry << width));
      i += width;
    }
    return r;
  }
};

}  // namespace cce::ec
