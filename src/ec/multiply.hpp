// Scalar multiplication. What is marked cold is run once an operation and spends its time in calls: it is to be small.
// `Curve` supplies:
//   Field, Order        arithmetic mod p and mod n
//   scan(table, count, index)   the entry of a table of affine points, in constant time
//   BaseTable           the multiples of G: see base_tables.hpp
//   Sum                 what points are added to: RunningSum, or EitherSum of lane_sum.hpp
#pragma once

#include <algorithm>
#include <bit>
#include <new>

#include "ec/point.hpp"
#include "ec/recode.hpp"

namespace cce::ec {

// An entry of a table of points, or any struct of limbs, without telling which: every one is read. Out of line, as who calls it
// is to be small and this fast.
template <class Entry>
[[gnu::noinline]] constexpr Entry scan(const Entry* table, size_t count, uint64_t index) {
  using Words = std::array<uint64_t, sizeof(Entry) / sizeof(uint64_t)>;
  Words r{};
  for (size_t i = 0; i < count; ++i) {
    const uint64_t mask = mask_of(zero_bit(i ^ index));
    const Words words = std::bit_cast<Words>(table[i]);
    for (size_t j = 0; j < r.size(); ++j) r[j] |= words[j] & mask;
  }
  return std::bit_cast<Entry>(r);
}

// k, or n - k when k is even: the odd one of the two. negated <- 1 in that case, else 0. 0 < k < n, n odd.
template <class Order>
constexpr typename Order::Element odd_scalar(const typename Order::Element& k, uint64_t& negated) {
  uint64_t borrow = 0;
  negated = ~k[0] & 1;
  return choose(negated, k, subtract(Order::Modulus::value, k, borrow));
}

// A point that is added to and doubled over and over. Each is built beside the one before it and not copied over it: compilers
// copy with vector registers, which wait for the words that have just been stored. In line, as code that is to be small would
// call what calls the formulas.
template <class G>
class RunningSum {
 public:
  using Point = typename G::Point;
  using AffinePoint = typename G::AffinePoint;
  // What it needs of the stack besides what the code around it does.
  static constexpr size_t stack = 0;

  explicit RunningSum(Sums) {}
  // add_vartime adds any points. Otherwise Z is zero, and stays zero, from when it could not.
  static constexpr bool is_complete() { return true; }

  const Point& point() const { return points_[now_]; }

  void start(const AffinePoint& P) {
    become([&](const Point&) { return G::from_affine(P); });
  }
  [[gnu::always_inline]] void twice() {
    become([](const Point& sum) { return G::twice(sum); });
  }
  // count > 0.
  [[gnu::always_inline]] void twice_repeatedly(size_t count) {
    become([&](const Point& sum) { return G::twice_repeatedly(sum, count); });
  }
  // P, or -P where negative is 1 and not 0.
  [[gnu::always_inline]] void add_unequal(const AffinePoint& P, uint64_t negative = 0) {
    become([&](const Point& sum) { return G::add_unequal(sum, P, negative); });
  }
  [[gnu::always_inline]] void add_vartime(const AffinePoint& P, bool negative) {
    become([&](const Point& sum) { return G::add_vartime(sum, P, negative); });
  }

 private:
  Point points_[2];
  size_t now_ = 0;

  // next(P) in the place of P.
  template <class Next>
  [[gnu::always_inline]] void become(Next next) {
    ::new (&points_[1 - now_]) Point(next(points_[now_]));
    now_ = 1 - now_;
  }
};

template <class Curve>
struct Multiplication {
  using F = typename Curve::Field;
  using G = Group<F>;
  using Element = typename F::Element;
  using Point = typename G::Point;
  using AffinePoint = typename G::AffinePoint;
  using Scalar = typename Curve::Order::Element;
  using Sum = typename Curve::Sum;
  static constexpr size_t bits = Curve::Order::Modulus::bits;

  // k * G, 0 < k < n, in constant time.
  //
  // With k odd and W digits d_i of w bits, the table has rows j of 2^(w s j) * (1, 3, ...) G, s the stride. Digits i = s j + r
  // are added together, for r from s - 1 to 0, with w doublings from one r to the next: w (s - 1) doublings in all.
  //
  // Never the wrong formula. Before the addition of e = d 2^(w s j) G to the sum a G, a and e are sums of odd digits at
  // disjoint places, so neither a + e nor a - e is zero as an integer: the highest place outweighs all others together. W - 1
  // is a multiple of s, so the last digit of k is added last, and all that comes before is below 2^(w (W - 1)) < n in
  // absolute value, |a| + |e| included: so a is not e or -e mod n either. In the last addition a + e = k, which is not zero mod
  // n, but a - e = k - 2e may be, for k = 2e - n: that addition is chosen out of a sum and a doubling. (With P-256 and 5 bits:
  // k = 2^256 - n.)
  [[gnu::cold]] static Point multiply_base(const Scalar& k_any, Sums sums = Sums::in_one_lane) {
    using Table = typename Curve::BaseTable;
    using Digits = OddDigits<bits, Table::width>;
    static_assert((Digits::count - 1) % Table::stride == 0 && Table::width * (Digits::count - 1) < bits);
    uint64_t negated = 0;
    const Scalar k = odd_scalar<typename Curve::Order>(k_any, negated);
    Sum sum(sums);
    for (size_t r = Table::stride; r-- > 0;) {
      if (r != Table::stride - 1) sum.twice_repeatedly(Table::width);
      for (size_t i = r, row = 0; i < Digits::count; i += Table::stride, ++row) {
        Entry e = entry(Table::rows[row], Digits::digit(k, i));
        if (i == Table::stride - 1)
          start(sum, e);
        else if (i == Digits::count - 1)
          return signed_point(add_last(sum.point(), e), negated);
        else
          sum.add_unequal(e.point, e.negative);
      }
    }
    return signed_point(sum.point(), negated);
  }

  // k * P or -k * P, 0 < k < n, P not the identity, in constant time but for P, which is public, and for k_bits: `bits`, or
  // less for an odd k < 2^k_bits.
  //
  // Never the wrong formula: before digit d_i is added to a P, a is a multiple of 2^w, not zero, and |d_i| < 2^w; so a is not
  // +-d_i as an integer; and a + |d_i| < 2^w + k / 2^(w i), which is below n unless i = 0. At last a + d_0 = k is not zero
  // mod n; a - d_0 = k - 2 d_0 may be, for k = n - 2 |d_0|: that addition is chosen out of a sum and a doubling.
  [[gnu::cold]] static Point multiply_or_negative(const Scalar& k_any, size_t k_bits, const AffinePoint& P,
                                                  Sums sums = Sums::in_one_lane) {
    using Digits = OddDigits<bits, 5>;
    // The digit that holds the uppermost of the places; without a division, of which there is to be none.
    size_t last = 0;
    while (Digits::width * (last + 1) < k_bits) ++last;
    uint64_t negated = 0;
    const Scalar k = odd_scalar<typename Curve::Order>(k_any, negated);
    alignas(64) AffinePoint table[16];
    fill_rows_vartime(P, 1, bits, 16, table, sums);
    Sum sum(sums);
    Entry first = entry(table, Digits::digit(k, last, last));
    start(sum, first);
    for (size_t i = last; i-- > 0;) {
      sum.twice_repeatedly(Digits::width);
      Entry e = entry(table, Digits::digit(k, i, last));
      if (i == 0) return add_last(sum.point(), e);
      sum.add_unequal(e.point, e.negative);
    }
    return sum.point();
  }

  // Multiples of a point P: rows j of 2^(spacing j) * (1, 3, 5, ...) P, one behind the other, 2^(width - 2) entries each; as
  // many rows as reach all `bits` places. With one row, spacing is bits.
  struct Rows {
    const AffinePoint* entries;
    size_t spacing, width;
  };
  static constexpr size_t row_count(size_t spacing) { return (bits + spacing - 1) / spacing; }

  // Writes that many rows for a public point. per_row <= 16, 2 per_row < n.
  [[gnu::noinline, gnu::cold]] static void fill_rows_vartime(const AffinePoint& P, size_t rows, size_t spacing,
                                                             size_t per_row, AffinePoint* entries,
                                                             Sums sums = Sums::in_one_lane) {
    Point row[16], first = G::from_affine(P);
    Sum sum(sums);
    for (size_t j = rows;;) {
      odd_multiples(first, per_row, row, sums);
      to_affine_vartime(row, per_row, entries);
      if (--j == 0) return;
      sum.start(entries[0]);
      sum.twice_repeatedly(spacing);
      first = sum.point();
      entries += per_row;
    }
  }

  // u1 * G + u2 * P, the identity included, for any u1, u2 < n. Public numbers only.
  //
  // Digit i = spacing j + r of u2 meets row j when r doublings are still to come, and so it is with u1 and the rows of G. Where
  // P has one row, all of its digits do with that one, and `bits` doublings.
  [[gnu::cold]] static Point multiply_both_vartime(const Scalar& u1, const Scalar& u2, const Rows& of_P,
                                                   Sums sums = Sums::in_one_lane) {
    using Table = typename Curve::BaseTable;
    constexpr size_t base_spacing = Table::width * Table::stride;
    // u2 or n - u2, whichever is below n / 2: its digits do not go beyond the places of the rows.
    uint64_t borrow = 0;
    const Scalar other = subtract(Curve::Order::Modulus::value, u2, borrow);
    const bool negated = less(other, u2) == 1;
    const auto base_digits = SparseDigits<bits>::of_vartime(u1, Table::width + 1);
    const auto digits = SparseDigits<bits>::of_vartime(negated ? other : u2, of_P.width);
    Sum sum(sums);
    bool started = false;
    const auto add_digit = [&](const AffinePoint* odd, int d) {
      const AffinePoint& multiple = odd[(d > 0 ? d : -d) / 2];
      if (started)
        sum.add_vartime(multiple, d < 0);
      else
        sum.start(d < 0 ? G::negate(multiple) : multiple);
      started = true;
    };
    for (size_t r = std::max(base_spacing, of_P.spacing); r-- > 0;) {
      if (started) sum.twice();
      const AffinePoint* row = of_P.entries;
      for (size_t i = r; i < bits && r < of_P.spacing; i += of_P.spacing, row += size_t{1} << (of_P.width - 2))
        if (const int d = digits.d[i]; d != 0) add_digit(row, negated ? -d : d);
      for (size_t i = r, j = 0; i <= bits && r < base_spacing; i += base_spacing, ++j)
        if (const int d = base_digits.d[i]; d != 0) add_digit(Table::rows[j], d);
    }
    const Point R = started ? sum.point() : Point{};
    // Of a sum that is not complete Z = 0 tells nothing. Nobody comes by it but on purpose.
    return sum.is_complete() || G::is_identity(R) == 0 ? R : multiply_both_vartime(u1, u2, of_P, Sums::in_one_lane);
  }

 private:
  // Of a table, and whether it is to be taken as its negative: 0 or 1. Vectors are stored there and read, which is slow across
  // cache lines.
  struct alignas(64) Entry {
    AffinePoint point;
    uint64_t negative;
  };

  template <size_t count, class Digit>
  static Entry entry(const AffinePoint (&row)[count], const Digit& digit) {
    return {Curve::scan(row, count, digit.index), digit.negative};
  }

  [[gnu::cold]] static Point signed_point(const Point& P, uint64_t negative) {
    return {P.X, F::select(negative, P.Y, F::negate(P.Y)), P.Z};
  }

  [[gnu::cold]] static void start(Sum& sum, Entry& e) {
    G::apply_sign(e.point, e.negative);
    sum.start(e.point);
  }

  // sum + e. Neither is the identity, nor is what comes out.
  [[gnu::cold]] static Point add_last(const Point& sum, Entry& e) {
    G::apply_sign(e.point, e.negative);
    const Point different = G::add_unequal(sum, e.point), alike = G::twice(G::from_affine(e.point));
    return G::select(G::is_identity(different), different, alike);
  }

  // P, 3P, 5P, ...: never an addition of equals, as they are below n. 2P and P are both affine on the curve of the points
  // (x (Y Z)^2, y (Y Z)^3), as Group::twice gives 2P the denominator Y Z; and addition takes no notice of a curve's
  // coefficients: there the multiples are computed.
  [[gnu::cold]] static void odd_multiples(const Point& P, size_t count, Point* table, Sums sums) {
    const Point P2 = G::twice(P);
    const AffinePoint step = {P2.X, P2.Y};
    const Element YY = F::square(P.Y);
    Sum sum(sums);
    sum.start({F::multiply(P.X, YY), F::square(YY)});
    for (size_t i = 0;;) {
      ::new (&table[i]) Point(sum.point());
      if (++i == count) break;
      sum.add_unequal(step);
    }
    for (size_t i = 0; i < count; ++i) table[i].Z = F::multiply(table[i].Z, P2.Z);
  }

  // None of the points is the identity. One inversion serves them all: of the product of their denominators, from which each
  // one's is found by the products of those before it.
  [[gnu::cold]] static void to_affine_vartime(const Point* points, size_t count, AffinePoint* affine) {
    Element before[16] = {F::one()};  // Z_0 ... Z_(i - 1)
    for (size_t i = 1; i < count; ++i) ::new (&before[i]) Element(F::multiply(before[i - 1], points[i - 1].Z));
    Element rest = F::invert_vartime(F::multiply(before[count - 1], points[count - 1].Z));  // 1 / (Z_0 ... Z_i)
    for (size_t i = count; i-- > 0;) {
      const Element inverse = F::multiply(rest, before[i]), square = F::square(inverse);
      rest = F::multiply(rest, points[i].Z);
      ::new (&affine[i])
          AffinePoint{F::multiply(points[i].X, square), F::multiply(points[i].Y, F::multiply(square, inverse))};
    }
  }
};

}  // namespace cce::ec
