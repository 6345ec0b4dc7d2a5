// The operations of curve.hpp over any curve and arithmetic: bytes in, bytes out, and nothing secret left on the stack. Cold:
// see multiply.hpp.
#pragma once

#include "base/registers.hpp"
#include "base/residue.hpp"
#include "ec/kernels.hpp"
#include "ec/multiply.hpp"

namespace cce::ec {

template <class Curve>
struct OperationsOf {
  using Field = typename Curve::Field;
  using Order = typename Curve::Order;
  using G = Group<Field>;
  using M = Multiplication<Curve>;
  using AffinePoint = typename G::AffinePoint;
  static constexpr size_t n = Field::n, size = Curve::size;
  using Integer = Limbs<n>;

  // What the operations on secrets need of the stack, generously, in an optimised build: the table of multiply is 16 points
  // of 3 n words, and there is one of points yet to be made affine.
  static constexpr size_t stack = 4096 + 1024 * n + M::Sum::stack;

  // Compilers copy limbs in vector registers, too.
  template <size_t used>
  [[gnu::always_inline]] static void leave_nothing() {
    wipe_stack<used>();
    registers::clear();
  }

  static Integer load(const uint8_t* bytes) { return from_bytes<n>(bytes, size); }
  static void store(uint8_t* bytes, const Integer& x) { to_bytes(bytes, size, x); }

  static AffinePoint load_point(const uint8_t* x, const uint8_t* y) {
    return {Field::from_integer(load(x)), Field::from_integer(load(y))};
  }

  static uint64_t in_range(const Integer& x) { return less(x, Order::Modulus::value) & (zero_bit(x) ^ 1); }

  [[gnu::noinline]] static ct::Choice is_scalar(const uint8_t* d) {
    const uint64_t no = is_scalar_bit(d) ^ 1;
    leave_nothing<512>();
    return ct::Choice::is_zero(no);
  }

  [[gnu::noinline]] static void multiply_base(Sums sums, const uint8_t* k, uint8_t* x, uint8_t* y) {
    multiply_base_body(sums, k, x, y);
    leave_nothing<stack>();
  }

  [[gnu::noinline]] static void multiply(Sums sums, const uint8_t* k, size_t k_bits, const uint8_t* px,
                                         const uint8_t* py, uint8_t* x) {
    multiply_body(sums, k, k_bits, px, py, x);
    leave_nothing<stack>();
  }

  [[gnu::noinline]] static ct::Choice sign(Sums sums, const uint8_t* k, const uint8_t* d, const uint8_t* e, uint8_t* r,
                                           uint8_t* s) {
    const uint64_t zero = sign_body(sums, k, d, e, r, s);
    leave_nothing<stack>();
    return ct::Choice::is_zero(zero);
  }

  [[gnu::cold]] static bool is_on_curve_vartime(const uint8_t* x, const uint8_t* y) {
    const Integer X = load(x), Y = load(y);
    if (less(X, Field::Modulus::value) == 0 || less(Y, Field::Modulus::value) == 0) return false;
    const auto left = Field::square(Field::from_integer(Y));
    return Field::equal(left, G::right_side(Field::from_integer(X), Curve::b)) == 1;
  }

  [[gnu::cold]] static bool decompress_vartime(const uint8_t* x, bool odd, uint8_t* y) {
    const Integer X = load(x);
    if (less(X, Field::Modulus::value) == 0) return false;
    const auto square = G::right_side(Field::from_integer(X), Curve::b);
    const auto root = Field::root_candidate_vartime(square);
    if (Field::equal(Field::square(root), square) == 0) return false;
    // No point has y = 0, so of y and p - y one is odd.
    const Integer Y = Field::to_integer(root);
    store(y, (Y[0] & 1) == odd ? Y : Field::to_integer(Field::negate(root)));
    return true;
  }

  [[gnu::cold]] static bool verify_vartime(Sums sums, const uint8_t* qx, const uint8_t* qy, const uint8_t* e,
                                           const uint8_t* r, const uint8_t* s) {
    return with_rows_vartime(sums, qx, qy, [&](const Rows& of_Q) { return verify_by_vartime(sums, of_Q, e, r, s); });
  }

  [[gnu::cold]] static void fill_key_table_vartime(Sums sums, const uint8_t* qx, const uint8_t* qy, void* table) {
    M::fill_rows_vartime(load_point(qx, qy), M::row_count(key_table_spacing), key_table_spacing, key_table_entries,
                         static_cast<AffinePoint*>(table), sums);
  }

  // Digits as SparseDigits has them are below 2^(width - 1).
  static constexpr size_t key_table_width = std::bit_width(2 * key_table_entries);

  static bool verify_with_table_vartime(Sums sums, const void* table, const uint8_t* e, const uint8_t* r,
                                        const uint8_t* s) {
    return verify_by_vartime(sums, rows_of(table), e, r, s);
  }

 protected:
  using Rows = typename M::Rows;

  // f(multiples of Q) for one use. Of width 5: 8 multiples more would cost more than the additions that they save.
  template <class F>
  static bool with_rows_vartime(Sums sums, const uint8_t* qx, const uint8_t* qy, F f) {
    AffinePoint multiples[8];
    M::fill_rows_vartime(load_point(qx, qy), 1, M::bits, 8, multiples, sums);
    return f(Rows{multiples, M::bits, 5});
  }

  static Rows rows_of(const void* table) {
    return {static_cast<const AffinePoint*>(table), key_table_spacing, key_table_width};
  }

  [[gnu::noinline, gnu::cold]] static uint64_t is_scalar_bit(const uint8_t* d) { return in_range(load(d)); }

  [[gnu::noinline, gnu::cold]] static void multiply_base_body(Sums sums, const uint8_t* k, uint8_t* x, uint8_t* y) {
    const AffinePoint P = G::to_affine(M::multiply_base(load(k), sums));
    store(x, Field::to_integer(P.x));
    store(y, Field::to_integer(P.y));
  }

  [[gnu::noinline, gnu::cold]] static void multiply_body(Sums sums, const uint8_t* k, size_t k_bits, const uint8_t* px,
                                                         const uint8_t* py, uint8_t* x) {
    store(x, Field::to_integer(G::to_affine_x(M::multiply_or_negative(load(k), k_bits, load_point(px, py), sums))));
  }

  // Steps of FIPS 186-5 section 6.4.1. Not zero when r or s is zero.
  [[gnu::noinline, gnu::cold]] static uint64_t sign_body(Sums sums, const uint8_t* k, const uint8_t* d,
                                                         const uint8_t* e, uint8_t* r, uint8_t* s) {
    const Integer K = load(k);
    const auto R = M::multiply_base(K, sums);
    auto z_inverse = Field::least(R.Z), k_inverse = K;
    Divsteps<typename Field::Modulus>::template invert_both<typename Order::Modulus>(z_inverse, k_inverse);
    const auto zz = Field::square(Field::from_inverse(z_inverse));
    return sign_with(Field::to_integer(Field::multiply(R.X, zz)), Order::from_integer(k_inverse), d, e, r, s);
  }

  // The same from x, that of k * G, and k^-1 mod n. x < p < 2n.
  [[gnu::cold]] static uint64_t sign_with(const Integer& x, const typename Order::Element& inverse, const uint8_t* d,
                                          const uint8_t* e, uint8_t* r, uint8_t* s) {
    const Integer R = Order::reduce_once(x, uint64_t{0});  // step 7
    // Steps 4 and 8: s = k^-1 * (e + r * d) mod n. E is multiplied by one to be reduced.
    const auto sum =
        Order::add(Order::multiply(Order::from_integer(load(d)), R), Order::multiply(Order::one(), load(e)));
    const Integer S = Order::multiply(inverse, sum);
    store(r, R);
    store(s, S);
    return zero_bit(R) | zero_bit(S);
  }

  // Steps of FIPS 186-5 section 6.4.2, for the key Q whose multiples these are.
  [[gnu::noinline, gnu::cold]] static bool verify_by_vartime(Sums sums, const Rows& of_Q, const uint8_t* e,
                                                             const uint8_t* r, const uint8_t* s) {
    Integer u, v;
    if (!numbers_vartime(e, r, s, u, v)) return false;
    const auto R1 = M::multiply_both_vartime(u, v, of_Q, sums);  // step 6
    if (G::is_identity(R1) == 1) return false;
    return has_x_mod_n_vartime(R1.X, Field::square(R1.Z), load(r));  // steps 7 to 9
  }

  // Steps 1 to 5: u = e / s, v = r / s mod n, v not zero. False when r or s is none of a signature.
  [[gnu::noinline, gnu::cold]] static bool numbers_vartime(const uint8_t* e, const uint8_t* r, const uint8_t* s,
                                                           Integer& u, Integer& v) {
    const Integer R = load(r), S = load(s);
    if (in_range(R) == 0 || in_range(S) == 0) return false;
    const auto inverse = Order::from_integer(inverse_vartime<typename Order::Modulus>(S));
    u = Order::multiply(inverse, load(e));
    v = Order::multiply(inverse, R);
    return true;
  }

  // x mod n = r, for x = X / ZZ and 0 < r < n. x < p < 2n, so x is r, or r + n where that is below p. ZZ is not inverted: X is
  // compared with x ZZ.
  static bool has_x_mod_n_vartime(const typename Field::Element& X, const typename Field::Element& ZZ,
                                  const Integer& r) {
    const auto is_x = [&](const Integer& x) {
      return Field::equal(Field::multiply(Field::from_integer(x), ZZ), X) == 1;
    };
    if (is_x(r)) return true;
    uint64_t carry = 0;
    const Integer other = add(r, Order::Modulus::value, carry);
    return carry == 0 && less(other, Field::Modulus::value) == 1 && is_x(other);
  }
};

// The curve, as OperationsOf takes it, of a tag: specialised where its operations are instantiated.
template <class Tag>
struct CurveFor;

template <class Tag, Sums sums>
void Points<Tag, sums>::multiply_base(const uint8_t* k, uint8_t* x, uint8_t* y) {
  OperationsOf<CurveFor<Tag>>::multiply_base(sums, k, x, y);
}
template <class Tag, Sums sums>
void Points<Tag, sums>::multiply(const uint8_t* k, size_t k_bits, const uint8_t* px, const uint8_t* py, uint8_t* x) {
  OperationsOf<CurveFor<Tag>>::multiply(sums, k, k_bits, px, py, x);
}
template <class Tag, Sums sums>
ct::Choice Points<Tag, sums>::sign(const uint8_t* k, const uint8_t* d, const uint8_t* e, uint8_t* r, uint8_t* s) {
  return OperationsOf<CurveFor<Tag>>::sign(sums, k, d, e, r, s);
}
template <class Tag, Sums sums>
bool Points<Tag, sums>::verify_vartime(const uint8_t* qx, const uint8_t* qy, const uint8_t* e, const uint8_t* r,
                                       const uint8_t* s) {
  return OperationsOf<CurveFor<Tag>>::verify_vartime(sums, qx, qy, e, r, s);
}
template <class Tag, Sums sums>
void Points<Tag, sums>::fill_key_table_vartime(const uint8_t* qx, const uint8_t* qy, void* table) {
  OperationsOf<CurveFor<Tag>>::fill_key_table_vartime(sums, qx, qy, table);
}
template <class Tag, Sums sums>
bool Points<Tag, sums>::verify_with_table_vartime(const void* table, const uint8_t* e, const uint8_t* r,
                                                  const uint8_t* s) {
  return OperationsOf<CurveFor<Tag>>::verify_with_table_vartime(sums, table, e, r, s);
}

template <class Tag>
ct::Choice Kernel<Tag>::is_scalar(const uint8_t* d) {
  return OperationsOf<CurveFor<Tag>>::is_scalar(d);
}
template <class Tag>
bool Kernel<Tag>::is_on_curve_vartime(const uint8_t* x, const uint8_t* y) {
  return OperationsOf<CurveFor<Tag>>::is_on_curve_vartime(x, y);
}
template <class Tag>
bool Kernel<Tag>::decompress_vartime(const uint8_t* x, bool odd, uint8_t* y) {
  return OperationsOf<CurveFor<Tag>>::decompress_vartime(x, odd, y);
}

}  // namespace cce::ec
