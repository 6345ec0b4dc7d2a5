// What must hold of one signature, whatever file it is from.
#pragma once

#include "ec_call.hpp"

namespace cce::kat::ecdsa {

// What is signed: a message, or a digest of it (ACVP's componentTest).
struct Signed {
  cce_curve curve;
  cce_hash hash;  // of no meaning for a digest
  Bytes text;
  bool is_digest = false;
};

// As integers, without zeros before them; out of range, it may be.
struct Signature {
  Bytes r, s;

  Bytes raw(cce_curve curve) const;  // longer than it may be when r or s is
  Bytes der() const;
};

cce_result verify(const ec::Public& key, const Signed& what, cce_sig_format format, const Bytes& signature);

// These throw Mismatch. It verifies, raw and in DER; with one bit of it or of the text changed it does not.
void check_right(const ec::Public& key, const Signed& what, const Signature& signature);
// It does not verify, neither raw nor in DER.
void check_wrong(const ec::Public& key, const Signed& what, const Signature& signature);

// Signing with this k gives this signature, in each implementation of the curve that the processor can run.
void check_with_k(const Bytes& k, const Bytes& d, const Signed& what, const Signature& signature);
// RFC 6979 gives this signature.
void check_deterministic(const ec::Key& key, const Signed& what, const Signature& signature);
// What the module signs itself, either way and in either format, verifies.
void check_own(const ec::Key& key, const Signed& what);

}  // namespace cce::kat::ecdsa
