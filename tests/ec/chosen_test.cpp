// Each implementation computes with its own arithmetic: one that took another's would be slow, or not run on its processors, and
// no result would tell.
#include "rows.hpp"
#if defined(__x86_64__)
#include "ec/chosen.hpp"

using namespace cce::ec;

namespace {

template <class Chosen, class Portable>
bool is_portable() {
  const auto portable = hot_functions<Portable>(scan);
  const auto& used = Chosen::in_use;
  const bool is = used.multiply == portable.multiply;
  // All of them, or none.
  REQUIRE((used.square == portable.square) == is);
  REQUIRE((used.add == portable.add) == is);
  REQUIRE((used.subtract == portable.subtract) == is);
  REQUIRE((used.twice == portable.twice) == is);
  REQUIRE((used.twice_repeatedly == portable.twice_repeatedly) == is);
  REQUIRE((used.add_unequal == portable.add_unequal) == is);
  REQUIRE((used.scan == portable.scan) == is);
  return is;
}

bool is_portable(Curve c) {
  if (c == Curve::p256) return is_portable<P256Chosen, Montgomery<P256Prime>>();
  if (c == Curve::p384) return is_portable<P384Chosen, Montgomery<P384Prime>>();
  return is_portable<P521Chosen, PseudoMersenne521>();
}

}  // namespace

TEST_CASE("the arithmetic in use is that of the implementation") {
  constexpr Curve curves[] = {Curve::p256, Curve::p384, Curve::p521};
  for (const Curve c : curves) REQUIRE(is_portable(c));  // before any choice
  for (const Curve c : curves)
    for (const auto& row : implementations(c)) {
      INFO(rows::name(c) << ", implementation " << row.name);
      use(c, row);
      REQUIRE(&operations(c) == &row.operations);
      REQUIRE(is_portable(c) == (row.needs == 0));
    }
  for (const Curve c : curves) REQUIRE(is_portable(c));
}
#else
TEST_CASE("there is one implementation") {
  for (const auto c : {rows::Curve::p256, rows::Curve::p384, rows::Curve::p521})
    REQUIRE(cce::ec::implementations(c).size() == 1);
}
#endif
