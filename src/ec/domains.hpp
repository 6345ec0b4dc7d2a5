// The domain parameters of SP 800-186 sections 3.2.1.3 to 3.2.1.5: p, n, b and the base point G = (G_x, G_y). a is -3 and
// the cofactor 1 in all three.
#pragma once

#include "ec/limbs.hpp"

namespace cce::ec {

struct P256Prime {
  static constexpr size_t bits = 256, limbs = 4;
  static constexpr Limbs<limbs> value =
      from_hex<limbs>("ffffffff 00000001 00000000 00000000 00000000 ffffffff ffffffff ffffffff");
};

struct P256Order {
  static constexpr size_t bits = 256, limbs = 4;
  static constexpr Limbs<limbs> value =
      from_hex<limbs>("ffffffff 00000000 ffffffff ffffffff bce6faad a7179e84 f3b9cac2 fc632551");
};

struct P256Domain {
  using Prime = P256Prime;
  using Order = P256Order;
  static constexpr Limbs<4> b = from_hex<4>("5ac635d8 aa3a93e7 b3ebbd55 769886bc 651d06b0 cc53b0f6 3bce3c3e 27d2604b");
  static constexpr Limbs<4> G_x =
      from_hex<4>("6b17d1f2 e12c4247 f8bce6e5 63a440f2 77037d81 2deb33a0 f4a13945 d898c296");
  static constexpr Limbs<4> G_y =
      from_hex<4>("4fe342e2 fe1a7f9b 8ee7eb4a 7c0f9e16 2bce3357 6b315ece cbb64068 37bf51f5");
};

struct P384Prime {
  static constexpr size_t bits = 384, limbs = 6;
  static constexpr Limbs<limbs> value = from_hex<limbs>(
      "ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff fffffffe ffffffff 00000000 "
      "00000000 ffffffff");
};

struct P384Order {
  static constexpr size_t bits = 384, limbs = 6;
  static constexpr Limbs<limbs> value = from_hex<limbs>(
      "ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff c7634d81 f4372ddf 581a0db2 48b0a77a "
      "ecec196a ccc52973");
};

struct P384Domain {
  using Prime = P384Prime;
  using Order = P384Order;
  static constexpr Limbs<6> b = from_hex<6>(
      "b3312fa7 e23ee7e4 988e056b e3f82d19 181d9c6e fe814112 0314088f 5013875a c656398d 8a2ed19d "
      "2a85c8ed d3ec2aef");
  static constexpr Limbs<6> G_x = from_hex<6>(
      "aa87ca22 be8b0537 8eb1c71e f320ad74 6e1d3b62 8ba79b98 59f741e0 82542a38 5502f25d bf55296c "
      "3a545e38 72760ab7");
  static constexpr Limbs<6> G_y = from_hex<6>(
      "3617de4a 96262c6f 5d9e98bf 9292dc29 f8f41dbd 289a147c e9da3113 b5f0b8c0 0a60b1ce 1d7e819d "
      "7a431d7c 90ea0e5f");
};

struct P521Prime {
  static constexpr size_t bits = 521, limbs = 9;
  static constexpr Limbs<limbs> value = from_hex<limbs>(
      "000001ff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff "
      "ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff");
};

struct P521Order {
  static constexpr size_t bits = 521, limbs = 9;
  static constexpr Limbs<limbs> value = from_hex<limbs>(
      "000001ff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff fffffffa 51868783 "
      "bf2f966b 7fcc0148 f709a5d0 3bb5c9b8 899c47ae bb6fb71e 91386409");
};

struct P521Domain {
  using Prime = P521Prime;
  using Order = P521Order;
  static constexpr Limbs<9> b = from_hex<9>(
      "00000051 953eb961 8e1c9a1f 929a21a0 b68540ee a2da725b 99b315f3 b8b48991 8ef109e1 56193951 "
      "ec7e937b 1652c0bd 3bb1bf07 3573df88 3d2c34f1 ef451fd4 6b503f00");
  static constexpr Limbs<9> G_x = from_hex<9>(
      "000000c6 858e06b7 0404e9cd 9e3ecb66 2395b442 9c648139 053fb521 f828af60 6b4d3dba a14b5e77 "
      "efe75928 fe1dc127 a2ffa8de 3348b3c1 856a429b f97e7e31 c2e5bd66");
  static constexpr Limbs<9> G_y = from_hex<9>(
      "00000118 39296a78 9a3bc004 5c8a5fb4 2c7d1bd9 98f54449 579b4468 17afbd17 273e662c 97ee7299 "
      "5ef42640 c550b901 3fad0761 353c7086 a272c240 88be9476 9fd16650");
};

}  // namespace cce::ec
