// What every field has, over an arithmetic that supplies multiplication, addition and the form of its elements.
#pragma once

#include "ec/divsteps.hpp"
#include "ec/divsteps_vartime.hpp"
#include "ec/limbs.hpp"

namespace cce::ec {

// Multiplication and squaring for a function that does little else and is called all the time: an arithmetic may have them
// inlined there, as its InPlace, where the call would take a good part of the time.
template <class Arithmetic>
struct InPlaceOf {
  using Type = Arithmetic;
};
template <class Arithmetic>
  requires requires { typename Arithmetic::InPlace; }
struct InPlaceOf<Arithmetic> {
  using Type = typename Arithmetic::InPlace;
};

template <class ArithmeticType>
struct Field : ArithmeticType {
  using Arithmetic = ArithmeticType;
  using InPlace = typename InPlaceOf<Arithmetic>::Type;
  using Arithmetic::n;
  using typename Arithmetic::Element;
  using typename Arithmetic::Modulus;

  [[gnu::always_inline]] static constexpr Element twice(const Element& x) { return Arithmetic::add(x, x); }
  static constexpr Element negate(const Element& x) { return Arithmetic::subtract(Element{}, x); }
  // The same for x not zero, for which an arithmetic may have less to do.
  static constexpr Element negate_nonzero(const Element& x) {
    if constexpr (requires { Arithmetic::negate_nonzero(x); })
      return Arithmetic::negate_nonzero(x);
    else
      return negate(x);
  }
  // bit is 0 or 1: b when it is 1, else a.
  static constexpr Element select(uint64_t bit, const Element& a, const Element& b) { return choose(bit, a, b); }
  // 1 when they are the same element, else 0.
  static constexpr uint64_t equal(const Element& x, const Element& y) {
    return Arithmetic::is_zero(Arithmetic::subtract(x, y));
  }
  // x^-1 for x not zero; zero for zero.
  static constexpr Element invert(const Element& x) {
    return Arithmetic::from_inverse(Divsteps<Modulus>::inverse(Arithmetic::least(x)));
  }

  static Element invert_vartime(const Element& x) {
    return Arithmetic::from_inverse(inverse_vartime<Modulus>(Arithmetic::least(x)));
  }

  // x^e, by the binary digits of e, which is public.
  static constexpr Element power_vartime(const Element& x, const Limbs<n>& e) {
    Element odd[8] = {x};
    const Element x2 = Arithmetic::square(x);
    for (size_t i = 1; i < 8; ++i) odd[i] = Arithmetic::multiply(odd[i - 1], x2);
    Element r = Arithmetic::one();
    for (size_t i = Modulus::bits; i > 0;) {
      if (bits_at(e, i - 1, 1) == 0) {
        r = Arithmetic::square(r);
        --i;
        continue;
      }
      // The longest run of at most four digits that ends with a one.
      size_t width = i < 4 ? i : 4;
      while (bits_at(e, i - width, 1) == 0) --width;
      for (size_t j = 0; j < width; ++j) r = Arithmetic::square(r);
      i -= width;
      r = Arithmetic::multiply(r, odd[bits_at(e, i, width) >> 1]);
    }
    return r;
  }

  // x^((m + 1) / 4): a square root of x when it has one, as m = 3 mod 4.
  static constexpr Element root_candidate_vartime(const Element& x) {
    static_assert(Modulus::value[0] % 4 == 3);
    Limbs<n> e = shift_right(Modulus::value, 2);
    uint64_t carry = 1;
    for (uint64_t& w : e) w = add_carry(w, 0, carry);
    return power_vartime(x, e);
  }
};

}  // namespace cce::ec
