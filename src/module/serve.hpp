// The one edge of the module: every service of the C ABI that gives output runs in here, and nowhere else is the state
// looked at, the indicator made or a status turned into a result.
#pragma once

#include <cce/cce.h>

#include <type_traits>

#include "base/registers.hpp"
#include "base/status.hpp"
#include "module/module.hpp"

namespace cce::module {

enum class Service : uint8_t { digest, hmac, hkdf, tls12, tls13, x963, gcm, gcm_generate, random, ec, ec_random };

// What has to have passed its self-test for a service to answer.
constexpr Algorithms rests_on(Service s) {
  constexpr Algorithms generators = only(Algorithm::drbg) | only(Algorithm::entropy);
  switch (s) {
    case Service::digest:
      return only(Algorithm::sha2);
    case Service::hmac:
      return only(Algorithm::hmac);
    case Service::hkdf:
      return only(Algorithm::hkdf);
    case Service::tls12:
      return only(Algorithm::tls12);
    case Service::tls13:
      return only(Algorithm::tls13) | only(Algorithm::hkdf);
    case Service::x963:
      return only(Algorithm::x963);
    case Service::gcm:
      return only(Algorithm::gcm);
    case Service::gcm_generate:  // makes a key or an IV
      return only(Algorithm::gcm) | generators;
    case Service::random:
    case Service::ec_random:  // makes a key or a signature
      return generators;
    case Service::ec:  // on which curve, the arguments say: Call::rests_on
      return 0;
  }
  return ~Algorithms{0};
}

// Whose output goes through copies, which leave it in registers. The others clear up where they have to: their kernels, a
// context's begin and update, HKDF, a generator; to do it here again would cost a short message some percent.
constexpr bool leaves_secrets(Service s) {
  return s == Service::tls12 || s == Service::tls13 || s == Service::x963 || s == Service::ec ||
         s == Service::ec_random;
}

// Which leave this thread's generator seeded.
constexpr bool draws(Service s) {
  return s == Service::random || s == Service::ec_random || s == Service::gcm_generate;
}

// A service under way; what it learns about its parameters becomes the indicator (IG 2.4.C).
class Call {
 public:
  // Once false, the call is not an approved service, whatever comes after.
  void approved_if(bool condition) { approved_ = approved_ && condition; }
  // For a service that learns from its arguments what else has to have passed its self-test.
  Status rests_on(Algorithm algorithm) const {
    return the_module.admits(only(algorithm)) ? Status::ok : Status::quarantined;
  }
  cce_result done() const { return approved_ ? CCE_OK : CCE_OK_UNAPPROVED; }

 private:
  bool approved_ = true;
};

// Of a service that makes what outlives it, a handle or a context.
class MakingCall : public Call {
 public:
  explicit MakingCall(uint32_t epoch) : epoch_(epoch) {}

  // The module's, before the state was looked at: what is made is kept with it, and not with the epoch that is current by then,
  // which a zeroise may have begun meanwhile.
  uint32_t epoch() const { return epoch_; }

 private:
  uint32_t epoch_;
};

// A zeroise came while a call drew random bytes, which may have seeded its thread's generator after all that were there had been
// wiped.
void drop_generator();

// The result of what was refused; a fatal status moves the module to the error state first.
cce_result refused(Status status);

// body: Status(Call&) or Status(MakingCall&). On a failure it has written nothing, or wiped what it wrote.
template <class Body>
inline cce_result serve(Service service, Body&& body) {
  constexpr bool makes = !std::is_invocable_v<Body&, Call&>;
  MakingCall call(makes || draws(service) ? the_module.epoch() : 0);
  if (!the_module.admits(rests_on(service))) [[unlikely]]
    return CCE_ERR_STATE;
  const Status status = body(call);
  if (draws(service) && the_module.epoch() != call.epoch()) [[unlikely]]
    drop_generator();
  if (leaves_secrets(service)) registers::clear();
  if (status != Status::ok) [[unlikely]]
    return refused(status);
  return call.done();
}

}  // namespace cce::module
