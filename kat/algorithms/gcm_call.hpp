// What must hold of one message under AES-256-GCM, whatever file it is from.
#pragma once

#include <cce/cce.h>

#include "../test_vector.hpp"

namespace cce::kat::gcm {

struct Message {
  Bytes key, iv, aad, pt, ct, tag;
};

// Throws Skipped for a tag length that SP 800-38D, section 5.2.1.2, does not have.
void check_tag_size(std::uint64_t size);

// These throw Mismatch. Sealed under that IV it gives ct and tag; it opens, in place too; with one bit of the tag, the
// ciphertext or the AAD changed it does not.
void check_right(const Message& message);
// Does not open, and nothing of a plaintext is left; pt is not looked at.
void check_wrong(const Message& message);
// Sealed under an IV of the module's own, it opens. The file's iv, ct and tag are not looked at.
void check_own_iv(const Message& message);

}  // namespace cce::kat::gcm
