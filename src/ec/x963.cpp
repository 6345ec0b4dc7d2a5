// SEC 1 version 2.0 section 3.6.1.
#include "ec/x963.hpp"

#include <algorithm>
#include <array>

#include "base/copy.hpp"
#include "base/endian.hpp"
#include "base/secret.hpp"

namespace cce::x963 {

Status derive(Hash h, Bytes Z, Bytes SharedInfo, MutableBytes K) {
  if (K.size() >= end_of_output(h)) return Status::limit;
  // Z is hashed once, before anything is written, so that K may be written over it.
  Secret<sha2::Context> begun;
  begun->init(h);
  // None can fail, here and below: no two objects of a process reach the limit of a hash.
  (void)begun->update(Z);
  for (uint32_t i = 1; !K.empty(); ++i) {
    std::array<uint8_t, 4> Counter;
    store_be(Counter.data(), i);
    Secret<sha2::Context> context;
    *context = *begun;
    (void)context->update(Counter);
    (void)context->update(SharedInfo);
    // The last one may be cut, and a hash is always written whole.
    Secret<std::array<uint8_t, sha2::max_digest_size>> K_i;
    context->finish(MutableBytes(*K_i).first(sha2::digest_size(h)));
    const size_t n = std::min(sha2::digest_size(h), K.size());
    copy_short(K.data(), K_i->data(), n);
    K = K.subspan(n);
  }
  return Status::ok;
}

}  // namespace cce::x963
