#include "ec/ecdsa.hpp"

#include "api/arguments.hpp"
#include "api/ecdsa.hpp"

using namespace cce;
using namespace cce::api;
using module::Call;
using module::serve;
using module::Service;
using sha2::Hash;

namespace {

// The lengths of SHA-2. Another one is no digest of an approved hash, or is a message in the place of one.
bool is_digest_size(size_t n) { return n == 28 || n == 32 || n == 48 || n == 64; }

// The digest of what is signed is taken only once there is room for the signature. sign_digest(key, signature) does the rest.
template <class Sign>
Status sign_into(const cce_ec_key* key, Call& call, const void* in, size_t in_len, cce_sig_format format, void* sig,
                 size_t* sig_len, Sign&& sign_digest) {
  if (sig_len == nullptr || !is_known(format) || !is_range(in, in_len) ||
      !is_apart(sig_len, sizeof *sig_len, in, in_len))
    return Status::argument;
  return with_key(key, call, [&](const ec::PrivateKey& from) {
    const ec::Curve curve = from.Q.curve;
    const size_t most = ec::max_signature_size(curve, core(format));
    if (!is_apart(sig, sig == nullptr ? 0 : most, in, in_len)) return Status::argument;
    if (const Status s = room(sig, sig_len, most); s != Status::ok) return s;
    ec::Signature made;
    if (const Status s = sign_digest(from, made); s != Status::ok) return s;
    // A signature of a key that is gone by now is nobody's.
    if (!key->is_usable()) return Status::key;
    *sig_len = ec::encode(curve, core(format), made, bytes(sig, most));
    return Status::ok;
  });
}

Status verify_from(const cce_ec_public* key, Call& call, Bytes digest, cce_sig_format format, const void* sig,
                   size_t sig_len) {
  return with_key(key, call, [&](const ec::PublicKey& from) {
    ec::Signature stated;
    if (!ec::decode(from.curve, core(format), bytes(sig, sig_len), stated)) return Status::auth;
    const void* const table = ec::key_tables.find_vartime(key->table, from);
    // Where a zeroise on another thread wiped the handle, half an address must not come to be used.
    if (!is_still_usable(*key)) return Status::key;
    return verify_vartime(from, digest, stated, table) ? Status::ok : Status::auth;
  });
}

}  // namespace

cce_result cce_ecdsa_sign(const cce_ec_key* key, cce_hash hash, const void* msg, size_t msg_len, cce_sig_format format,
                          void* sig, size_t* sig_len) {
  return serve(Service::ec_random, [&](Call& call) {
    const size_t size = cce_digest_size(hash);
    if (size == 0) return Status::argument;
    return sign_into(key, call, msg, msg_len, format, sig, sig_len, [&](const auto& from, auto& made) {
      Secret<Digest> digest;
      sha2::digest(static_cast<Hash>(hash), bytes(msg, msg_len), MutableBytes(*digest).first(size));
      return ec::sign(from, Bytes(*digest).first(size), made);
    });
  });
}

cce_result cce_ecdsa_sign_deterministic(const cce_ec_key* key, cce_hash hash, const void* msg, size_t msg_len,
                                        cce_sig_format format, void* sig, size_t* sig_len) {
  return serve(Service::ec, [&](Call& call) {
    const size_t size = cce_digest_size(hash);
    if (size == 0) return Status::argument;
    return sign_into(key, call, msg, msg_len, format, sig, sig_len, [&](const auto& from, auto& made) {
      Secret<Digest> digest;
      sha2::digest(static_cast<Hash>(hash), bytes(msg, msg_len), MutableBytes(*digest).first(size));
      return ec::sign_deterministic(from, static_cast<Hash>(hash), Bytes(*digest).first(size), made);
    });
  });
}

cce_result cce_ecdsa_sign_digest(const cce_ec_key* key, const void* digest, size_t digest_len, cce_sig_format format,
                                 void* sig, size_t* sig_len) {
  return serve(Service::ec_random, [&](Call& call) {
    if (!is_digest_size(digest_len)) return Status::argument;
    return sign_into(key, call, digest, digest_len, format, sig, sig_len,
                     [&](const auto& from, auto& made) { return ec::sign(from, bytes(digest, digest_len), made); });
  });
}

cce_result cce_ecdsa_sign_digest_deterministic(const cce_ec_key* key, cce_hash hash, const void* digest, size_t digest_len,
                                               cce_sig_format format, void* sig, size_t* sig_len) {
  return serve(Service::ec, [&](Call& call) {
    if (cce_digest_size(hash) == 0 || digest_len != cce_digest_size(hash)) return Status::argument;
    return sign_into(key, call, digest, digest_len, format, sig, sig_len, [&](const auto& from, auto& made) {
      return ec::sign_deterministic(from, static_cast<Hash>(hash), bytes(digest, digest_len), made);
    });
  });
}

cce_result cce_ecdsa_verify(const cce_ec_public* key, cce_hash hash, const void* msg, size_t msg_len,
                            cce_sig_format format, const void* sig, size_t sig_len) {
  return serve(Service::ec, [&](Call& call) {
    const size_t size = cce_digest_size(hash);
    if (size == 0 || !is_known(format) || !is_range(msg, msg_len) || !is_range(sig, sig_len)) return Status::argument;
    if (key == nullptr) return Status::argument;
    Secret<Digest> digest;
    sha2::digest(static_cast<Hash>(hash), bytes(msg, msg_len), MutableBytes(*digest).first(size));
    return verify_from(key, call, Bytes(*digest).first(size), format, sig, sig_len);
  });
}

cce_result cce_ecdsa_verify_digest(const cce_ec_public* key, const void* digest, size_t digest_len,
                                   cce_sig_format format, const void* sig, size_t sig_len) {
  return serve(Service::ec, [&](Call& call) {
    if (!is_digest_size(digest_len) || !is_known(format) || !is_range(digest, digest_len) || !is_range(sig, sig_len))
      return Status::argument;
    return verify_from(key, call, bytes(digest, digest_len), format, sig, sig_len);
  });
}
