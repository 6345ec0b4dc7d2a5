// What a kernel of several lanes leaves to arithmetic in one: inversions, everything mod n, and bytes. An inversion is shared
// by all lanes (Montgomery's trick): a product of them all is inverted, and each one's inverse is that times the others.
#pragma once

#include "ec/operations.hpp"

namespace cce::ec {

template <class Curve>
struct LanesOf : OperationsOf<Curve> {
  using Base = OperationsOf<Curve>;
  using Base::load, Base::store;
  using typename Base::Field;
  using typename Base::Integer;
  using typename Base::Order;
  using Point = LanePoint<Base::n>;
  static constexpr size_t stack = 2048 + 1024 * Base::n;
  static constexpr Sums one_lane = Sums::in_one_lane;

  // The coordinates of a point that is not the identity. With z^2 = ZZ and z^3 = ZZZ, 1 / z = ZZ / ZZZ.
  [[gnu::noinline]] static void to_affine(const Point& P, uint8_t* x, uint8_t* y) {
    to_affine_body(P, x, y);
    Base::template leave_nothing<stack>();
  }

  // The signatures, from R = k * G of each lane. Of R's coordinates only X and ZZ are needed. At most max_lanes.
  [[gnu::noinline]] static void sign(const Point* R, SignLane* lanes, size_t count) {
    sign_body(R, lanes, count);
    Base::template leave_nothing<stack>();
  }

  // Steps 1 to 5 of FIPS 186-5 section 6.4.2: the numbers of u * G + v * Q, in every lane something that can be computed
  // with. lanes[i].verifies <- there is something to compute.
  [[gnu::noinline, gnu::cold]] static void prepare_verify_vartime(VerifyLane* lanes, size_t count,
                                                                  VerifyNumbers* numbers) {
    Shared<Order> s;
    for (size_t i = 0; i < count; ++i) {
      const Integer S = load(lanes[i].s);
      lanes[i].verifies = Base::in_range(load(lanes[i].r)) == 1 && Base::in_range(S) == 1;
      s.x[i] = lanes[i].verifies ? Order::from_integer(S) : Order::one();
    }
    s.unfold(Divsteps<typename Order::Modulus>::inverse(s.product(count)), count);
    for (size_t i = 0; i < count; ++i) {
      VerifyNumbers& number = numbers[i];
      // In Montgomery form the inverse makes an integer of the product with an integer.
      number.u = Order::multiply(s.x[i], load(lanes[i].e));
      number.v = Order::multiply(s.x[i], lanes[i].verifies ? load(lanes[i].r) : Integer{1});
      number.x = Field::from_integer(load(lanes[i].qx));
      number.y = Field::from_integer(load(lanes[i].qy));
    }
  }

  // Steps 6 to 9, from what the lanes made of it. ZZ = 0 tells nothing, nor does u = 0, which lanes do not take: such a
  // signature is verified by itself. Nobody comes by one but on purpose.
  [[gnu::noinline, gnu::cold]] static void finish_verify_vartime(const Point* R, const VerifyNumbers* numbers,
                                                                 VerifyLane* lanes, size_t count) {
    for (size_t i = 0; i < count; ++i) {
      VerifyLane& lane = lanes[i];
      if (!lane.verifies) continue;
      lane.verifies = zero_bit(numbers[i].u) == 1 || Field::is_zero(R[i].ZZ) == 1
                          ? Base::verify_vartime(one_lane, lane.qx, lane.qy, lane.e, lane.r, lane.s)
                          : Base::has_x_mod_n_vartime(R[i].X, R[i].ZZ, load(lane.r));
    }
  }

  // Steps 1 to 5 for one signature: u and v as integers. False when r or s is none of a signature.
  static bool prepare_verify_one_vartime(const VerifyLane& one, Integer& u, Integer& v) {
    return Base::numbers_vartime(one.e, one.r, one.s, u, v);
  }

  // Steps 6 to 9, from u * G, which is not the identity, and v; with the table of the key where there is one.
  static bool finish_verify_one_vartime(const Point& uG, const Integer& v, const VerifyLane& one, const void* table) {
    const auto verify = [&](const typename Base::Rows& of_Q) { return verify_with_vartime(uG, v, of_Q, one); };
    return table != nullptr ? verify(Base::rows_of(table)) : Base::with_rows_vartime(one_lane, one.qx, one.qy, verify);
  }

 private:
  // u G has denominators, ZZ = z^2 and ZZZ = z^3. On the curve of the points (x z^2, y z^3) it is (X, Y), which has none, and an
  // addition takes no notice of a curve's coefficients: there the two are added.
  [[gnu::noinline]] static bool verify_with_vartime(const Point& uG, const Integer& v, const typename Base::Rows& of_Q,
                                                    const VerifyLane& one) {
    // Not the identity: v is not zero mod n.
    const auto vQ = Base::M::multiply_both_vartime(Integer{}, v, of_Q, Sums::in_lanes);
    const auto sum =
        Base::G::add_unequal({Field::multiply(vQ.X, uG.ZZ), Field::multiply(vQ.Y, uG.ZZZ), vQ.Z}, {uG.X, uG.Y});
    // The points were equal, or each other's negatives. Nobody comes by that but on purpose.
    if (Base::G::is_identity(sum) == 1) return Base::verify_by_vartime(one_lane, of_Q, one.e, one.r, one.s);
    return Base::has_x_mod_n_vartime(sum.X, Field::multiply(Field::square(sum.Z), uG.ZZ), load(one.r));
  }

  [[gnu::noinline]] static void to_affine_body(const Point& P, uint8_t* x, uint8_t* y) {
    const auto inverse = Field::invert(P.ZZZ);
    store(x, Field::to_integer(Field::multiply(P.X, Field::square(Field::multiply(P.ZZ, inverse)))));
    store(y, Field::to_integer(Field::multiply(P.Y, inverse)));
  }

  // The numbers of all lanes, none of which is zero, and their products x_0 .. x_i.
  template <class F>
  struct Shared {
    typename F::Element x[max_lanes]{}, products[max_lanes]{};

    // What is to be inverted, as Divsteps takes it.
    typename F::Element product(size_t count) {
      products[0] = x[0];
      for (size_t i = 1; i < count; ++i) products[i] = F::multiply(products[i - 1], x[i]);
      return F::least(products[count - 1]);
    }
    // x_i <- x_i^-1, from what Divsteps made of that.
    void unfold(const typename F::Element& inverted, size_t count) {
      auto inverse = F::from_inverse(inverted);  // of x_0 .. x_i
      for (size_t i = count - 1; i > 0; --i) {
        const auto xi = x[i];
        x[i] = F::multiply(inverse, products[i - 1]);
        inverse = F::multiply(inverse, xi);
      }
      x[0] = inverse;
    }
  };

  [[gnu::noinline]] static void sign_body(const Point* R, SignLane* lanes, size_t count) {
    Shared<Field> z;
    Shared<Order> k;
    for (size_t i = 0; i < count; ++i) {
      z.x[i] = R[i].ZZ;
      k.x[i] = Order::from_integer(load(lanes[i].k));
    }
    auto z_inverse = z.product(count), k_inverse = k.product(count);
    Divsteps<typename Field::Modulus>::template invert_both<typename Order::Modulus>(z_inverse, k_inverse);
    z.unfold(z_inverse, count);
    k.unfold(k_inverse, count);
    for (size_t i = 0; i < count; ++i) {
      SignLane& lane = lanes[i];
      const Integer x = Field::to_integer(Field::multiply(R[i].X, z.x[i]));
      lane.refused = Base::sign_with(x, k.x[i], lane.d, lane.e, lane.r, lane.s);
    }
  }
};

template <class Tag>
void KernelOfLanes<Tag>::to_affine(const Point& P, uint8_t* x, uint8_t* y) {
  LanesOf<CurveFor<Tag>>::to_affine(P, x, y);
}
template <class Tag>
void KernelOfLanes<Tag>::sign(const Point* R, SignLane* lanes, size_t count) {
  LanesOf<CurveFor<Tag>>::sign(R, lanes, count);
}
template <class Tag>
void KernelOfLanes<Tag>::prepare_verify_vartime(VerifyLane* lanes, size_t count, VerifyNumbers* numbers) {
  LanesOf<CurveFor<Tag>>::prepare_verify_vartime(lanes, count, numbers);
}
template <class Tag>
void KernelOfLanes<Tag>::finish_verify_vartime(const Point* R, const VerifyNumbers* numbers, VerifyLane* lanes,
                                               size_t count) {
  LanesOf<CurveFor<Tag>>::finish_verify_vartime(R, numbers, lanes, count);
}
template <class Tag>
bool KernelOfLanes<Tag>::prepare_verify_one_vartime(const VerifyLane& one, Limbs<4>& u, Limbs<4>& v) {
  return LanesOf<CurveFor<Tag>>::prepare_verify_one_vartime(one, u, v);
}
template <class Tag>
bool KernelOfLanes<Tag>::finish_verify_one_vartime(const Point& uG, const Limbs<4>& v, const VerifyLane& one,
                                                   const void* table) {
  return LanesOf<CurveFor<Tag>>::finish_verify_one_vartime(uG, v, one, table);
}

}  // namespace cce::ec
