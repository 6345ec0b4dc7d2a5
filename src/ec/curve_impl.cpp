// P-256, P-384 and P-521: the implementations of this build, best first.
#include "ec/kernels.hpp"

namespace cce::ec {
namespace {

#if defined(__x86_64__)
constexpr cpu::Features adx = cpu::bmi2 | cpu::adx | cpu::avx2;

// The lanes do what they are faster at, and leave the rest to one.
constexpr Operations p256_ifma = [] {
  Operations o = operations_of<P256>(use_p256_adx);
  o.multiply_base = P256Ifma::multiply_base;
  o.multiply = Points<P256, Sums::in_lanes>::multiply;
  o.fill_key_table_vartime = Points<P256, Sums::in_lanes>::fill_key_table_vartime;
  o.sign = P256Ifma::sign;
  o.verify_vartime = P256Ifma::verify_vartime;
  o.verify_with_table_vartime = P256Ifma::verify_with_table_vartime;
  o.sign_lanes = P256Ifma::sign_lanes;
  o.verify_lanes_vartime = P256Ifma::verify_lanes_vartime;
  return o;
}();
#endif

constexpr Implementation p256_table[] = {
#if defined(__x86_64__)
    {"ifma", adx | cpu::avx512 | cpu::avx512ifma, p256_ifma},
    {"adx", adx, operations_of<P256>(use_p256_adx)},
#endif
    {"portable", 0, operations_of<P256>(use_p256_portable)},
};
constexpr Implementation p384_table[] = {
#if defined(__x86_64__)
    {"ifma", adx | cpu::avx512 | cpu::avx512ifma, operations_of<P384, Sums::in_lanes>(use_p384_adx)},
    {"adx", adx, operations_of<P384>(use_p384_adx)},
#endif
    {"portable", 0, operations_of<P384>(use_p384_portable)},
};
constexpr Implementation p521_table[] = {
#if defined(__x86_64__)
    {"ifma", adx | cpu::avx512 | cpu::avx512ifma, operations_of<P521, Sums::in_lanes>(use_p521_adx)},
    {"adx", adx, operations_of<P521>(use_p521_adx)},
#endif
    {"portable", 0, operations_of<P521>(use_p521_portable)},
};

}  // namespace

std::span<const Implementation> implementations(Curve c) {
  if (c == Curve::p256) return p256_table;
  if (c == Curve::p384) return p384_table;
  return p521_table;
}

}  // namespace cce::ec
