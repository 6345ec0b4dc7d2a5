// AES-256-GCM (SP 800-38D section 7) a piece at a time: the same function of the whole message as seal and open.
//
// It is made of the kernels' passes over whole messages, so that there is one inner loop a processor. Three facts do it:
//
//   - A message's GHASH that stands at Y before the next block C becomes (Y + C)·H. Kept is not Y but Z with Y = Z·H: then a
//     pass that is given the block Z as additional data starts at Y, and the next block makes Z' = Z·H + C.
//   - A pass over m blocks whose J0 is the counter block before them works on just the right keystream. Its tag is
//     T = E(J0) + (Y_m + L)·H with L its lengths, 128 and 128·m bits; E(J0) is the keystream of the block before, which is
//     at hand. So S = T + E(J0) = Y_m·H + L·H.
//   - Two more blocks, C1 and C2, turn that into a state again:  Y_(m+1) = (Y_m + C1)·H = S + (L + C1)·H,  and
//     Z = Y_(m+1) + C2.
//
// So a piece is a pass over all of its whole blocks but two, a short pass over those and over what is left of a block, and
// one multiplication.
#pragma once

#include "aes/gcm.hpp"

namespace cce::gcm {

// A message under way. Holds secrets throughout: the owner keeps it in protected memory and wipes it.
class Stream {
 public:
  // Steps 2 and 3 of section 7.1: J0. argument: empty IV; limit: IV too long; the stream is as it was then.
  Status begin(const Key& key, bool sealing, Bytes iv);

  // The next additional data. limit: too long; argument: there has been plaintext or ciphertext already. Nothing is done then.
  Status aad(Bytes A);

  // The next in.size() bytes, to out, which may be in.data(). limit: too long; nothing is done then.
  // What open gives is not verified: whoever changed the ciphertext chose what it is.
  Status update(Bytes in, uint8_t* out);

  // T, whole. The stream is then to be begun anew.
  void finish(aes::Block& T);

  bool is_sealing() const { return sealing_; }

 private:
  void absorb(Bytes blocks);
  void absorb_rest();
  void fill_rest(Bytes in, uint8_t* out);
  void crypt(Bytes in, uint8_t* out);

  Key key_;
  aes::Block J0_;         // of which 12 bytes stay
  uint32_t counter_;      // of the latest keystream block
  aes::Block keystream_;  // the latest block of it; E(J0) before the first
  aes::Block E_J0_;
  aes::Block Z_;     // GHASH stands at Z·H
  aes::Block rest_;  // the first bytes of a block that is not whole: of A, or of the ciphertext
  size_t rest_size_;
  uint64_t aad_size_, size_;
  bool sealing_, in_text_;
};

}  // namespace cce::gcm
