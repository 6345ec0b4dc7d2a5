#include "reference.hpp"

#include <algorithm>

namespace reference {
namespace {

uint8_t times_x(uint8_t a) { return static_cast<uint8_t>(a << 1 ^ (a & 0x80 ? 0x1b : 0)); }

// FIPS 197 section 4.2.
uint8_t multiply_bytes(uint8_t a, uint8_t b) {
  uint8_t product = 0;
  for (; b != 0; b >>= 1, a = times_x(a))
    if (b & 1) product ^= a;
  return product;
}

// Section 5.1.1: the inverse, then the affine map.
std::array<uint8_t, 256> make_sbox() {
  std::array<uint8_t, 256> sbox;
  for (int a = 0; a < 256; ++a) {
    uint8_t inverse = 0;
    for (int b = 0; b < 256 && inverse == 0; ++b)
      if (multiply_bytes(static_cast<uint8_t>(a), static_cast<uint8_t>(b)) == 1) inverse = static_cast<uint8_t>(b);
    uint8_t s = 0x63;
    for (int shift = 0; shift < 5; ++shift) s ^= static_cast<uint8_t>(inverse << shift | inverse >> (8 - shift));
    sbox[static_cast<size_t>(a)] = s;
  }
  return sbox;
}

const std::array<uint8_t, 256>& sbox() {
  static const auto table = make_sbox();
  return table;
}

Block add(const Block& a, const Block& b) {
  Block sum;
  for (size_t i = 0; i < 16; ++i) sum[i] = a[i] ^ b[i];
  return sum;
}

// SP 800-38D section 6.2: the last 32 bits as a number, plus one.
Block inc32(Block x) {
  for (size_t i = 16; i > 12 && ++x[i - 1] == 0; --i) {
  }
  return x;
}

Block lengths(uint64_t first, uint64_t second) {
  Block block;
  for (size_t i = 0; i < 8; ++i) {
    block[i] = static_cast<uint8_t>(8 * first >> (56 - 8 * i));
    block[8 + i] = static_cast<uint8_t>(8 * second >> (56 - 8 * i));
  }
  return block;
}

}  // namespace

std::array<uint8_t, 240> key_expansion(const Key& key) {
  std::array<uint8_t, 240> w;
  std::copy(key.begin(), key.end(), w.begin());
  uint8_t Rcon = 1;
  for (size_t i = 8; i < 60; ++i) {
    std::array<uint8_t, 4> temp;
    std::copy_n(&w[4 * (i - 1)], 4, temp.begin());
    if (i % 8 == 0) std::rotate(temp.begin(), temp.begin() + 1, temp.end());
    if (i % 4 == 0)
      for (uint8_t& b : temp) b = sbox()[b];
    if (i % 8 == 0) {
      temp[0] ^= Rcon;
      Rcon = times_x(Rcon);
    }
    for (size_t j = 0; j < 4; ++j) w[4 * i + j] = w[4 * (i - 8) + j] ^ temp[j];
  }
  return w;
}

Block encrypt(const Key& key, const Block& in) {
  const auto w = key_expansion(key);
  auto round_key = [&w](size_t r) {
    Block k;
    std::copy_n(&w[16 * r], 16, k.begin());
    return k;
  };
  Block state = add(in, round_key(0));
  for (size_t r = 1; r <= 14; ++r) {
    Block shifted;
    for (size_t row = 0; row < 4; ++row)
      for (size_t column = 0; column < 4; ++column)
        shifted[row + 4 * column] = sbox()[state[row + 4 * ((column + row) % 4)]];
    state = shifted;
    if (r != 14)
      for (size_t column = 0; column < 4; ++column)
        for (size_t row = 0; row < 4; ++row) {
          auto s = [&](size_t i) { return shifted[(row + i) % 4 + 4 * column]; };
          state[row + 4 * column] =
              static_cast<uint8_t>(multiply_bytes(s(0), 2) ^ multiply_bytes(s(1), 3) ^ s(2) ^ s(3));
        }
    state = add(state, round_key(r));
  }
  return state;
}

Block multiply(const Block& x, const Block& y) {
  Block Z{}, V = y;
  for (size_t i = 0; i < 128; ++i) {
    if (x[i / 8] >> (7 - i % 8) & 1) Z = add(Z, V);
    const bool last_bit = V[15] & 1;
    for (size_t j = 16; j-- > 0;) V[j] = static_cast<uint8_t>(V[j] >> 1 | (j > 0 ? V[j - 1] << 7 : 0));
    if (last_bit) V[0] ^= 0xe1;  // R
  }
  return Z;
}

Block inverse(const Block& x) {  // x^(2^128 - 2), by Fermat
  Block power{}, square = x;
  power[0] = 0x80;
  for (int i = 1; i < 128; ++i) {
    square = multiply(square, square);
    power = multiply(power, square);
  }
  return power;
}

Block ghash(const Block& H, Bytes X, Block Y) {
  for (; !X.empty(); X = X.subspan(std::min<size_t>(16, X.size()))) {
    Block block{};
    std::copy_n(X.begin(), std::min<size_t>(16, X.size()), block.begin());
    Y = multiply(add(Y, block), H);
  }
  return Y;
}

Sealed seal_from(const Key& key, const Block& J0, Bytes aad, Bytes pt) {
  Sealed sealed{{pt.begin(), pt.end()}, {}};
  Block counter = J0, pad{};
  for (size_t i = 0; i < pt.size(); ++i) {
    if (i % 16 == 0) pad = encrypt(key, counter = inc32(counter));
    sealed.ct[i] ^= pad[i % 16];
  }
  const Block H = encrypt(key, {});
  const Block S = ghash(H, lengths(aad.size(), pt.size()), ghash(H, sealed.ct, ghash(H, aad)));
  sealed.tag = add(S, encrypt(key, J0));
  return sealed;
}

Block pre_counter_block(const Key& key, Bytes iv) {
  if (iv.size() == 12) {
    Block J0{};
    std::copy(iv.begin(), iv.end(), J0.begin());
    J0[15] = 1;
    return J0;
  }
  const Block H = encrypt(key, {});
  return ghash(H, lengths(0, iv.size()), ghash(H, iv));
}

Block iv_for(const Key& key, const Block& J0) {  // J0 = (IV·H + lengths)·H
  const Block H_inverse = inverse(encrypt(key, {}));
  return multiply(add(multiply(J0, H_inverse), lengths(0, 16)), H_inverse);
}

Sealed seal(const Key& key, Bytes iv, Bytes aad, Bytes pt) {
  return seal_from(key, pre_counter_block(key, iv), aad, pt);
}

}  // namespace reference
