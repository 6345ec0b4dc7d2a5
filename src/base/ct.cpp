#include "base/ct.hpp"

namespace cce::ct {

Choice equal(Bytes a, Bytes b) {
  uint64_t difference = a.size() ^ b.size();
  for (size_t i = 0; i < a.size() && i < b.size(); ++i) difference |= value_barrier<uint64_t>(a[i] ^ b[i]);
  return Choice::is_zero(difference);
}

}  // namespace cce::ct
