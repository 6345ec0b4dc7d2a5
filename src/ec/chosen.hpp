// A curve over the arithmetic that is in use, where an architecture has several to choose from. The operations are cold code,
// which is there once: it calls through pointers what the time is spent in.
#pragma once

#include "ec/curves.hpp"
#include "ec/lane_sum.hpp"

namespace cce::ec {

// What an arithmetic has of its own. The form of the elements is the same in all.
template <class Element>
struct HotFunctions {
  Element (*multiply)(const Element& x, const Element& y);
  Element (*square)(const Element& x);
  Element (*add)(const Element& x, const Element& y);
  Element (*subtract)(const Element& x, const Element& y);
  Element (*halve)(const Element& x);
  Jacobian<Element> (*twice)(const Jacobian<Element>& P);
  Jacobian<Element> (*twice_repeatedly)(const Jacobian<Element>& P, size_t count);
  Jacobian<Element> (*add_unequal)(const Jacobian<Element>& P, const Affine<Element>& Q, uint64_t negative);
  Affine<Element> (*scan)(const Affine<Element>* table, size_t count, uint64_t index);
};

template <class Arithmetic, class Element = typename Arithmetic::Element>
consteval HotFunctions<Element> hot_functions(Affine<Element> (*scan)(const Affine<Element>*, size_t, uint64_t)) {
  using Formulas = PointFormulas<Field<Arithmetic>>;
  return {Arithmetic::multiply,       Arithmetic::square,    Arithmetic::add,
          Arithmetic::subtract,       Arithmetic::halve,     Formulas::twice,
          Formulas::twice_repeatedly, Formulas::add_unequal, scan};
}

// The arithmetic in use, Arithmetic::in_use, of elements of that form. Before a choice it is the portable one.
template <class Arithmetic, class Form>
struct ByPointers : Form {
  using Element = typename Form::Element;
  using Point = Jacobian<Element>;

  [[gnu::always_inline]] static Element multiply(const Element& x, const Element& y) {
    return Arithmetic::in_use.multiply(x, y);
  }
  [[gnu::always_inline]] static Element square(const Element& x) { return Arithmetic::in_use.square(x); }
  [[gnu::always_inline]] static Element add(const Element& x, const Element& y) { return Arithmetic::in_use.add(x, y); }
  [[gnu::always_inline]] static Element subtract(const Element& x, const Element& y) {
    return Arithmetic::in_use.subtract(x, y);
  }
  [[gnu::always_inline]] static Element halve(const Element& x) { return Arithmetic::in_use.halve(x); }

  struct Formulas {
    [[gnu::always_inline]] static Point twice(const Point& P) { return Arithmetic::in_use.twice(P); }
    [[gnu::always_inline]] static Point twice_repeatedly(const Point& P, size_t count) {
      return Arithmetic::in_use.twice_repeatedly(P, count);
    }
    [[gnu::always_inline]] static Point add_unequal(const Point& P, const Affine<Element>& Q, uint64_t negative = 0) {
      return Arithmetic::in_use.add_unequal(P, Q, negative);
    }
  };
};

struct P256Chosen : ByPointers<P256Chosen, MontgomeryForm<P256Chosen, P256Prime>> {
  static constinit HotFunctions<Element> in_use;
};
struct P384Chosen : ByPointers<P384Chosen, MontgomeryForm<P384Chosen, P384Prime>> {
  static constinit HotFunctions<Element> in_use;
};
struct P521Chosen : ByPointers<P521Chosen, PseudoMersenne521> {
  static constinit HotFunctions<Element> in_use;
};

// The curve with that, and with sums of points in one lane or in those of AVX-512.
template <class Over, class Lanes>
struct ChosenOver : Over {
  using Sum = EitherSum<typename Over::Field, Lanes>;

  template <class Entry>
  static Entry scan(const Entry* table, size_t count, uint64_t index) {
    return Over::Field::in_use.scan(table, count, index);
  }
};

}  // namespace cce::ec
