// P-256, P-384 and P-521: the implementations of this build, best first.
#include "ec/kernels.hpp"

namespace cce::ec {
namespace {

#if defined(__x86_64__)
constexpr cpu::Features adx = cpu::bmi2 | cpu::adx | cpu::avx2;

// The lanes do what they are faster at, and leave the rest to one.
constexpr Operations p256_ifma = [] {
  Operations o = Kernel<P256Adx>::operations();
  o.multiply_base = P256Ifma::multiply_base;
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
    {"adx", adx, Kernel<P256Adx>::operations()},
#endif
    {"portable", 0, Kernel<P256Portable>::operations()},
};
constexpr Implementation p384_table[] = {
#if defined(__x86_64__)
    {"ifma", adx | cpu::avx512 | cpu::avx512ifma,
     KernelOfSums<P384Ifma>::operations_over(Kernel<P384Adx>::operations())},
    {"adx", adx, Kernel<P384Adx>::operations()},
#endif
    {"portable", 0, Kernel<P384Portable>::operations()},
};
constexpr Implementation p521_table[] = {
#if defined(__x86_64__)
    {"ifma", adx | cpu::avx512 | cpu::avx512ifma,
     KernelOfSums<P521Ifma>::operations_over(Kernel<P521Adx>::operations())},
    {"adx", adx, Kernel<P521Adx>::operations()},
#endif
    {"portable", 0, Kernel<P521Portable>::operations()},
};

}  // namespace

std::span<const Implementation> implementations(Curve c) {
  if (c == Curve::p256) return p256_table;
  if (c == Curve::p384) return p384_table;
  return p521_table;
}

}  // namespace cce::ec
