// The curves as OpenSSL computes on them.
#pragma once

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/obj_mac.h>

#include <memory>
#include <stdexcept>

#include "rows.hpp"

namespace openssl {

using rows::Curve;
using rows::Number;

template <auto free>
struct Free {
  template <class T>
  void operator()(T* p) const {
    free(p);
  }
};
using Integer = std::unique_ptr<BIGNUM, Free<BN_clear_free>>;
using Point = std::unique_ptr<EC_POINT, Free<EC_POINT_free>>;

inline void check(bool done) {
  if (!done) throw std::runtime_error("OpenSSL refused");
}

class Group {
 public:
  explicit Group(Curve c)
      : curve(c),
        group_(EC_GROUP_new_by_curve_name(c == Curve::p256   ? NID_X9_62_prime256v1
                                          : c == Curve::p384 ? NID_secp384r1
                                                             : NID_secp521r1)),
        context_(BN_CTX_new()) {
    check(group_ && context_);
  }

  const Curve curve;
  size_t size() const { return cce::ec::size(curve); }
  const BIGNUM* n() const { return EC_GROUP_get0_order(group_.get()); }
  const BIGNUM* p() const { return EC_GROUP_get0_field(group_.get()); }
  const EC_GROUP* get() const { return group_.get(); }
  BN_CTX* context() const { return context_.get(); }

  Integer integer(const Number& bytes) const {
    return Integer(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  }
  Number bytes(const BIGNUM* x) const {
    Number r(size());
    check(BN_bn2binpad(x, r.data(), static_cast<int>(r.size())) >= 0);
    return r;
  }

  Point point() const { return Point(EC_POINT_new(group_.get())); }
  Point point(const Number& x, const Number& y) const {
    Point P = point();
    check(EC_POINT_set_affine_coordinates(get(), P.get(), integer(x).get(), integer(y).get(), context()) == 1);
    return P;
  }
  // u * G + v * P; P may be null.
  Point multiply(const BIGNUM* u, const EC_POINT* P, const BIGNUM* v) const {
    Point R = point();
    check(EC_POINT_mul(get(), R.get(), u, P, v, context()) == 1);
    return R;
  }
  std::pair<Number, Number> coordinates(const EC_POINT* P) const {
    const Integer x(BN_new()), y(BN_new());
    check(EC_POINT_get_affine_coordinates(get(), P, x.get(), y.get(), context()) == 1);
    return {bytes(x.get()), bytes(y.get())};
  }

  // A number from [1, n - 1]: the bytes mod n - 1, and one.
  Integer scalar(const Number& random) const {
    Integer below(BN_dup(n())), x = integer(random);
    check(BN_sub_word(below.get(), 1) && BN_mod(x.get(), x.get(), below.get(), context()) && BN_add_word(x.get(), 1));
    return x;
  }

  // FIPS 186-5 section 6.4.1, done with integers.
  std::pair<Number, Number> sign(const BIGNUM* k, const BIGNUM* d, const BIGNUM* e) const {
    const Integer r = integer(coordinates(multiply(k, nullptr, nullptr).get()).first), s(BN_new());
    const Integer inverse(BN_mod_inverse(nullptr, k, n(), context()));
    check(BN_nnmod(r.get(), r.get(), n(), context()) && BN_mod_mul(s.get(), r.get(), d, n(), context()) &&
          BN_mod_add(s.get(), s.get(), e, n(), context()) &&
          BN_mod_mul(s.get(), s.get(), inverse.get(), n(), context()));
    return {bytes(r.get()), bytes(s.get())};
  }

 private:
  std::unique_ptr<EC_GROUP, Free<EC_GROUP_free>> group_;
  std::unique_ptr<BN_CTX, Free<BN_CTX_free>> context_;
};

}  // namespace openssl
