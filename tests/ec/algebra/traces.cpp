// The portable multiplications and reductions, run on words that write down what is done to them: a line an operation, as
// portable.py reads them.
#include <cstdio>

#include "ec/domains.hpp"
#include "ec/limbs.hpp"
#include "ec/montgomery.hpp"
#include "ec/pseudo_mersenne.hpp"

namespace cce::ec::recorded {

int words = 0;

struct Word {
  int id;
  Word() : Word(0) {}
  explicit Word(uint64_t value) : id(words++) {
    std::printf("constant %d %#llx\n", id, static_cast<unsigned long long>(value));
  }
  static Word made() { return Word(Made{}); }

 private:
  struct Made {};
  explicit Word(Made) : id(words++) {}
};

// What comes out is new, so that the names are those of values and not of places.
Word multiply_add(Word a, Word b, Word c, Word& carry) {
  const Word low = Word::made(), high = Word::made();
  std::printf("multiply_add %d %d %d %d %d %d\n", low.id, high.id, a.id, b.id, c.id, carry.id);
  carry = high;
  return low;
}

Word add_carry(Word a, Word b, Word& carry) {
  const Word low = Word::made(), high = Word::made();
  std::printf("add %d %d %d %d %d\n", low.id, high.id, a.id, b.id, carry.id);
  carry = high;
  return low;
}

Word subtract_borrow(Word a, Word b, Word& borrow) {
  const Word low = Word::made(), out = Word::made();
  std::printf("subtract %d %d %d %d %d\n", low.id, out.id, a.id, b.id, borrow.id);
  borrow = out;
  return low;
}

Word choose(Word bit, Word a, Word b) {
  const Word r = Word::made();
  std::printf("choose %d %d %d %d\n", r.id, bit.id, a.id, b.id);
  return r;
}

Word operation(const char* name, Word a, uint64_t b) {
  const Word r = Word::made();
  std::printf("%s %d %d %llu\n", name, r.id, a.id, static_cast<unsigned long long>(b));
  return r;
}

Word operator>>(Word a, unsigned shift) { return operation("shift_right", a, shift); }
Word operator<<(Word a, unsigned shift) { return operation("shift_left", a, shift); }
Word& operator&=(Word& a, uint64_t mask) { return a = operation("mask", a, mask); }
Word operator|(Word a, Word b) {
  const Word r = Word::made();
  std::printf("join %d %d %d\n", r.id, a.id, b.id);
  return r;
}

template <size_t n>
void print(const char* what, const Limbs<n, Word>& limbs) {
  std::printf("%s", what);
  for (const Word& w : limbs) std::printf(" %d", w.id);
  std::printf("\n");
}

template <size_t n, class Kernel>
void trace(const char* name, Kernel kernel) {
  words = 0;
  std::printf("kernel %s\n", name);
  Limbs<n, Word> x, y;
  for (Word& w : x) w = Word::made();
  for (Word& w : y) w = Word::made();
  print("input", x);
  print("input", y);
  print("output", kernel(x, y));
}

template <class M>
void trace_montgomery(const char* multiply, const char* add, const char* subtract) {
  constexpr size_t n = M::n;
  using Words = Limbs<n, Word>;
  trace<n>(multiply, [](const Words& x, const Words& y) { return M::multiply(x, y); });
  trace<n>(add, [](const Words& x, const Words& y) { return M::add(x, y); });
  trace<n>(subtract, [](const Words& x, const Words& y) { return M::subtract(x, y); });
}

}  // namespace cce::ec::recorded

int main() {
  using namespace cce::ec;
  using namespace cce::ec::recorded;
  trace_montgomery<Montgomery<P256Prime>>("p256 multiply", "p256 add", "p256 subtract");
  trace_montgomery<Montgomery<P384Prime>>("p384 multiply", "p384 add", "p384 subtract");
  trace_montgomery<Montgomery<P256Order>>("n256 multiply", "n256 add", "n256 subtract");
  trace_montgomery<Montgomery<P384Order>>("n384 multiply", "n384 add", "n384 subtract");
  trace_montgomery<Montgomery<P521Order>>("n521 multiply", "n521 add", "n521 subtract");
  using P = PseudoMersenne521;
  using Words = Limbs<9, Word>;
  trace<9>("p521 multiply", [](const Words& x, const Words& y) { return P::reduce(P::product(x, y)); });
  trace<9>("p521 add", [](const Words& x, const Words& y) { return P::add(x, y); });
  trace<9>("p521 subtract", [](const Words& x, const Words& y) { return P::subtract(x, y); });
}
