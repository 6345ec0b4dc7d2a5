#include "hkdf/hkdf.hpp"

#include "api/arguments.hpp"
#include "api/hash.hpp"
#include "base/registers.hpp"
#include "module/serve.hpp"

namespace cce::api {
namespace {

// Behind a derivation of `size` bytes. Less than all words of H goes through a copy, which leaves it in vector registers; the
// kernels clear those behind them, and to do it once more would cost a short derivation some percent.
void clear_registers(cce_hash hash, size_t size) {
  if (size == sha2::block_size(static_cast<sha2::Hash>(hash)) / 2)
    registers::clear_general();
  else
    registers::clear();
}

}  // namespace
}  // namespace cce::api

using namespace cce;
using namespace cce::api;
using module::Call;
using module::serve;
using module::Service;
using sha2::Hash;

cce_result cce_hkdf(cce_hash hash, const void* salt, size_t salt_len, const void* ikm, size_t ikm_len, const void* info,
                    size_t info_len, void* okm, size_t okm_len) {
  return serve(Service::hkdf, [&](Call& call) {
    if (!is_known(hash) || okm_len == 0 || !is_range(okm, okm_len) || !is_range(salt, salt_len) ||
        !is_range(ikm, ikm_len) || !is_range(info, info_len) || !is_apart(okm, okm_len, salt, salt_len) ||
        !is_apart_or_in_place(okm, okm_len, ikm, ikm_len) || !is_apart(okm, okm_len, info, info_len))
      return Status::argument;
    call.approved_if(ikm_len >= hmac::min_key_bytes);
    const Status s = hkdf::derive(static_cast<Hash>(hash), bytes(salt, salt_len), bytes(ikm, ikm_len),
                                  bytes(info, info_len), bytes(okm, okm_len));
    clear_registers(hash, okm_len);
    return s;
  });
}

cce_result cce_hkdf_extract(cce_hash hash, const void* salt, size_t salt_len, const void* ikm, size_t ikm_len,
                            void* prk) {
  return serve(Service::hkdf, [&](Call& call) {
    const size_t size = api::digest_size(hash);
    if (size == 0 || prk == nullptr || !is_range(salt, salt_len) || !is_range(ikm, ikm_len) ||
        !is_apart_or_in_place(prk, size, salt, salt_len) || !is_apart_or_in_place(prk, size, ikm, ikm_len))
      return Status::argument;
    call.approved_if(ikm_len >= hmac::min_key_bytes);
    hkdf::extract(static_cast<Hash>(hash), bytes(salt, salt_len), bytes(ikm, ikm_len), bytes(prk, size));
    clear_registers(hash, size);
    return Status::ok;
  });
}

cce_result cce_hkdf_expand(cce_hash hash, const void* prk, size_t prk_len, const void* info, size_t info_len, void* okm,
                           size_t okm_len) {
  return serve(Service::hkdf, [&](Call& call) {
    if (!is_known(hash) || okm_len == 0 || !is_range(okm, okm_len) || !is_range(prk, prk_len) ||
        !is_range(info, info_len) || !is_apart_or_in_place(okm, okm_len, prk, prk_len) ||
        !is_apart(okm, okm_len, info, info_len))
      return Status::argument;
    call.approved_if(prk_len >= hmac::min_key_bytes);
    const Status s =
        hkdf::expand(static_cast<Hash>(hash), bytes(prk, prk_len), bytes(info, info_len), bytes(okm, okm_len));
    clear_registers(hash, okm_len);
    return s;
  });
}
