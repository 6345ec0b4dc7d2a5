#include "ec/curve.hpp"

namespace cce::ec {
namespace {

constinit std::array<const Operations*, 3> active = {};  // null: not chosen yet

constexpr size_t place(Curve c) { return static_cast<size_t>(c) - static_cast<size_t>(Curve::p256); }

}  // namespace

void select(cpu::Features have) {
  for (Curve c : {Curve::p256, Curve::p384, Curve::p521}) use(c, cpu::pick(implementations(c), have));
}

void use(Curve c, const Implementation& row) {
  row.operations.use_arithmetic();
  active[place(c)] = &row.operations;
}

const char* implementation(Curve c, cpu::Features have) { return cpu::pick(implementations(c), have).name; }

const Operations& operations(Curve c) {
  const Operations* chosen = active[place(c)];
  return chosen != nullptr ? *chosen : implementations(c).back().operations;
}

}  // namespace cce::ec
