// ECDH, the shared secret Z of Diffie-Hellman: SP 800-56A Rev. 3 section 5.7.1.2.
#pragma once

#include "base/bytes.hpp"
#include "base/self_test.hpp"
#include "ec/keys.hpp"

namespace cce::ec {

// Z = the x-coordinate of d * Q, size(curve) bytes. Both keys are of one curve; Q has been validated, and with a cofactor of
// 1 a point that is not the identity has no multiple by d in [1, n - 1] that is: step 2 of the section has nothing to find.
// Z is a secret, the caller's to wipe.
void agree(const PrivateKey& key, const PublicKey& peer, MutableBytes Z);

extern const SelfTest p256_agree_test, p384_agree_test, p521_agree_test;

}  // namespace cce::ec
