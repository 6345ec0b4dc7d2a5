// ECDSA of several digests at once, for who has many: in the lanes of an implementation that has some, or one after the other.
#pragma once

#include <span>

#include "ec/ecdsa.hpp"

namespace cce::ec {

// One signature to be made: what it is made of, and what became of it. As sign, whatever becomes of the others.
struct SignRequest {
  const PrivateKey* key;
  Bytes digest;
  Signature signature;
  Status status;
};

// One to be verified.
struct VerifyRequest {
  const PublicKey* key;
  Bytes digest;
  Signature signature;
  bool verifies;
};

// At most max_lanes, with keys of one curve.
void sign_together(std::span<SignRequest> requests);
void verify_together_vartime(std::span<VerifyRequest> requests);

// Whether several signatures of this curve take less time together.
bool has_lanes(Curve curve);

}  // namespace cce::ec
