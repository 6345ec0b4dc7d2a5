// Points whose formulas are worked on in four lanes: three squarings of four numbers in a row for a doubling; two of them
// and two multiplications for an addition. In Jacobian coordinates, with W = 2Y.
//
// A squaring has hardly more than half the products of limbs that a multiplication has, and wants one number carried, not two. So
// 2ab is (a + b)^2 - a^2 - b^2 where the lanes have room for the squares that are not known anyway. It is twice what the usual
// formula has, which goes into the denominator: Z' is twice, X' four times and W' eight times what they are there.
//
// What is done between products goes limb by limb, in loops that are left as such: the limbs of one step do not wait for each
// other, and in line they are twice the code for a hundredth of the time.
//
// The formulas are those of any curve with a = -3. Of a prime they want its Form, with the bounds of a square and of a product, and
// what they find by it: square_call, multiply_call, carry, carry_and_square, from_words and to_words.
#pragma once

#include "ec/lanes4_ifma.hpp"
#include "ec/point.hpp"

namespace cce::ec::lanes4 {
namespace {

// The coordinates, and what comes without waiting for them: M = 3 (X^2 - Z^4), of the next doubling, and the powers of Z that the
// next sum begins with. Z = 0 is what comes of adding P and P or P and -P, and stays zero in every sum from then on.
template <class Form>
struct PointOf {
  NumberOf<Form> W_WZ_M_X;          // W, W + Z, M, X
  NumberOf<Form> Z;                 // in lane 1
  NumberOf<Form> ZZ;                // in every lane
  SumOf<Form, Form::product> ZZZZ;  // in lane 3
};

// The coordinates that a doubling or an addition ends with: from W'/2 in the lanes 0 and 1, M'/3 in lane 2, X' in lane 3 and Z' in
// lane 1.
template <class Form, int a, int b>
[[CCE_IFMA]] inline auto coordinates(TermOf<Form, a> half, TermOf<Form, b> X, TermOf<Form, 1> Z) {
  const auto twice_half = add_in<7>(X, half, half);
  return add_in<2>(add_in<4>(twice_half, twice_half, half), twice_half, Z);
}
// t_0 - t_1 in the lanes 0 and 1, t_2 - t_3 in the others.
template <class Form, int a>
[[CCE_IFMA]] inline auto differences(TermOf<Form, a> t) {
  return arranged<0, 0, 2, 2>(t) - arranged<1, 1, 3, 3>(t);
}

// The point with Z = 1, and M = 3 (X - 1)(X + 1).
template <class Form, class Words>
[[CCE_IFMA_ENTRY, gnu::cold]] void start(PointOf<Form>& P, const Words& X, const Words& W, const Words& M,
                                         const Words& one) {
  const Words* const pairs[][2] = {{&W, &M}, {&X, &one}};
  NumberOf<Form> numbers[2];
#pragma GCC unroll 1
  for (size_t i = 0; i < 2; ++i) from_words(numbers[i], *pairs[i][0], *pairs[i][1]);
  const auto& [W_M, X_1] = numbers;
#pragma GCC unroll 1
  for (size_t i = 0; i < Form::limbs; ++i) {
    const auto ones = everywhere<1>(X_1, i), W_W_M_X = lane_in<8, 0>(arranged<0, 0, 1, 1>(W_M[i]), X_1[i]);
    P.W_WZ_M_X.l[i] = add_in<2>(W_W_M_X, W_W_M_X, ones).v;
    P.Z.l[i] = P.ZZ.l[i] = ones.v;
    P.ZZZZ.put(i, ones);
  }
}
template <class Form, class Words>
[[CCE_IFMA_ENTRY, gnu::cold]] void get(const PointOf<Form>& P, Words& X, Words& W, Words& Z) {
  X = to_words(P.W_WZ_M_X, 3);
  W = to_words(P.W_WZ_M_X, 0);
  Z = to_words(P.Z, 1);
}

// Hot, though what calls the formulas is cold: compilers would make them small.

// 2P.
//   D = 2 X W^2, X' = 4 (M^2 - D), T = 2 D - X', W' = 2 ((M + T)^2 - T^2 - M^2 - 4 W^4), Z' = 2 W Z
template <class Form>
[[CCE_IFMA_ENTRY, gnu::hot]] void twice(PointOf<Form>& P) {
  SumOf<Form, Form::square> s, t;
  SumOf<Form, Form::most> next;
  SumOf<Form, 16 * Form::square> X;
  square_call(s, P.W_WZ_M_X);
  // W^2, (W + Z)^2, M^2, X^2
#pragma GCC unroll 1
  for (size_t i = 0; i < Form::limbs; ++i) {
    const auto WW = everywhere<0>(s, i);
    const auto WW_Z = subtract_in<2>(subtract_in<2>(WW, s[i], WW), s[i] - WW, P.ZZ[i]);
    next.put(i, add_in<8>(WW_Z, WW, P.W_WZ_M_X[i]));
  }
  carry_and_square(t, P.Z, next);  // W^2, Z', ., X + W^2
  // W^4, Z'^2, ., (X + W^2)^2
  SumOf<Form, 5 * Form::square> c;
#pragma GCC unroll 1
  for (size_t i = 0; i < Form::limbs; ++i) {
    const auto MM = everywhere<2>(s, i), WWWW = everywhere<0>(t, i);
    const auto D = everywhere<3>(t, i) - everywhere<3>(s, i) - WWWW;
    const auto new_X = multiple<4>(MM - D);
    const auto T_X = subtract_in<3>(new_X, D + D, new_X);
    next.put(i, lane_in<8, 1>(add_in<1>(T_X, T_X, everywhere<2>(P.W_WZ_M_X, i)), t[i]));
    X.put(i, new_X);
    c.put(i, MM + multiple<4>(WWWW));
  }
  NumberOf<Form> a;
  carry_and_square(t, a, next);  // M + T, T, X', Z'^2
#pragma GCC unroll 1
  for (size_t i = 0; i < Form::limbs; ++i) {
    const auto half = differences(t[i]);
    next.put(i, coordinates(subtract_in<3>(half, half, c[i]), X[i], P.Z[i]));
    P.ZZ.l[i] = everywhere<3>(a, i).v;
    P.ZZZZ.put(i, t[i]);
  }
  carry(P.W_WZ_M_X, next);
}

// P + Q, or P - Q where negative is 1 and not 0; Q = (x, y).
//   h = 2 (x Z^2 - X), r = 2 (2 y Z^3 - W), I = h^2, X' = r^2 - 2 h I - 8 X I, W' = 2 (r (4 X I - X') - 4 W h I), Z' = 2 Z h
template <class Form, class Words>
[[CCE_IFMA_ENTRY, gnu::hot]] void add(PointOf<Form>& P, const Affine<Words>& Q, uint64_t negative) {
  NumberOf<Form> x_y;
  from_words(x_y, Q.x, Q.y);
  SumOf<Form, Form::square> s, t;
  SumOf<Form, Form::most> next;
  SumOf<Form, 11 * Form::product> X;
  NumberOf<Form> factors;
#pragma GCC unroll 1
  for (size_t i = 0; i < Form::limbs; ++i) {
    const auto x_Z_x_y = select<2>(x_y[i], P.Z[i]);
    factors.l[i] = add_in<3>(x_Z_x_y, x_Z_x_y, P.ZZ[i]).v;
  }
  square_call(s, factors);
  // (x + Z^2)^2, (Z + Z^2)^2, x^2, y^2
#pragma GCC unroll 1
  for (size_t i = 0; i < Form::limbs; ++i) {
    const auto xZZ_ZZZ = arranged<0, 0, 1, 1>(s[i]) - lane_in<3, 2>(P.ZZ[i], s[i]) - everywhere<3>(P.ZZZZ, i);
    const auto x = everywhere<3>(P.W_WZ_M_X, i);
    const auto h_ZZZ = subtract_in<3>(xZZ_ZZZ, xZZ_ZZZ, multiple<2>(x));
    next.put(i, add_in<8>(add_in<2>(h_ZZZ, h_ZZZ, P.Z[i]), h_ZZZ, x_y[i]));
  }
  NumberOf<Form> a;
  carry_and_square(t, a, next);  // h, h + Z, 2 Z^3, 2 Z^3 + y
#pragma GCC unroll 1
  for (size_t i = 0; i < Form::limbs; ++i) {
    // Z' and 4 y Z^3, but for its sign, in the lanes 1 and 3
    const auto Z_r = t[i] - arranged<0, 0, 2, 2>(t[i]) - select<8>(P.ZZ[i], s[i]);
    const auto W = everywhere<0>(P.W_WZ_M_X, i);
    const auto Z_signed = with_sign<8>(Z_r, negative);
    next.put(i, lane_in<5, 0>(subtract_in<8>(Z_signed, Z_signed, multiple<2>(W)), t[i]));
  }
  carry(P.Z, next);  // I, Z', I, r
  SumOf<Form, Form::product> u;
#pragma GCC unroll 1
  for (size_t i = 0; i < Form::limbs; ++i) factors.l[i] = lane_in<4, 3>(select<1>(P.Z.l[i], a.l[i]), P.W_WZ_M_X.l[i]);
  multiply_call(u, factors, P.Z);
  // h I, Z'^2, X I, r^2
#pragma GCC unroll 1
  for (size_t i = 0; i < Form::limbs; ++i) {
    const auto hI2 = multiple<2>(everywhere<0>(u, i));
    const auto XI4 = multiple<4>(everywhere<2>(u, i));
    const auto new_X = everywhere<3>(u, i) - hI2 - multiple<2>(XI4);
    next.put(i, lane_in<8, 1>(add_in<2>(subtract_in<1>(new_X, XI4, new_X), hI2, hI2), u[i]));
    X.put(i, new_X);
  }
  NumberOf<Form> c;
  carry(c, next);  // 4 X I - X', 4 h I, X', Z'^2
#pragma GCC unroll 1
  for (size_t i = 0; i < Form::limbs; ++i) {
    factors.l[i] = lane_in<2, 0>(lane_in<1, 3>(c.l[i], P.Z.l[i]), P.W_WZ_M_X.l[i]);
    P.ZZ.l[i] = everywhere<3>(c, i).v;
  }
  multiply_call(P.ZZZZ, factors, c);
  // r (4 X I - X'), 4 W h I, X'^2, Z'^4
#pragma GCC unroll 1
  for (size_t i = 0; i < Form::limbs; ++i) next.put(i, coordinates(differences(P.ZZZZ[i]), X[i], P.Z[i]));
  carry(P.W_WZ_M_X, next);
}

}  // namespace
}  // namespace cce::ec::lanes4
