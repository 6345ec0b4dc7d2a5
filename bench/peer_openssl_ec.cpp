// ECDSA and ECDH of OpenSSL. The context that signs or verifies is made once and used again; a peer's key is decoded and
// validated each time, as a handshake does it.
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/param_build.h>

#include <stdexcept>

#include "peer_openssl.hpp"

namespace cce::bench {
namespace {

using Key = Owned<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Builder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Params = Owned<OSSL_PARAM, OSSL_PARAM_free>;
using Number = Owned<BIGNUM, BN_clear_free>;

const char* group_name(cce_curve curve) {
  switch (curve) {
    case CCE_P256:
      return "P-256";
    case CCE_P384:
      return "P-384";
    case CCE_P521:
      return "P-521";
  }
  throw std::invalid_argument("OpenSSL has no name for this curve");
}

void must(int result, const char* what) {
  if (result != 1) openssl_failed(what);
}

KeyContext new_context(OSSL_LIB_CTX* context) {
  return KeyContext(openssl_need(EVP_PKEY_CTX_new_from_name(context, "EC", nullptr), "EVP_PKEY_CTX_new_from_name"));
}
KeyContext context_of(OSSL_LIB_CTX* context, EVP_PKEY* key) {
  return KeyContext(openssl_need(EVP_PKEY_CTX_new_from_pkey(context, key, nullptr), "EVP_PKEY_CTX_new_from_pkey"));
}

Key import_key(OSSL_LIB_CTX* context, const EcKeyPair& pair) {
  const Number d(openssl_need(BN_bin2bn(pair.private_key.data(), static_cast<int>(pair.private_key.size()), nullptr),
                              "BN_bin2bn"));
  const Builder builder(openssl_need(OSSL_PARAM_BLD_new(), "OSSL_PARAM_BLD_new"));
  must(OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, group_name(pair.curve), 0), "group");
  must(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, d.get()), "private key");
  must(OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, pair.public_key.data(),
                                        pair.public_key.size()),
       "public key");
  const Params params(openssl_need(OSSL_PARAM_BLD_to_param(builder.get()), "OSSL_PARAM_BLD_to_param"));
  const KeyContext ctx = new_context(context);
  must(EVP_PKEY_fromdata_init(ctx.get()), "EVP_PKEY_fromdata_init");
  EVP_PKEY* key = nullptr;
  must(EVP_PKEY_fromdata(ctx.get(), &key, EVP_PKEY_KEYPAIR, params.get()), "EVP_PKEY_fromdata");
  return Key(key);
}

}  // namespace

MaybeOperation OpensslPeer::ecdsa_sign(const EcKeyPair& pair, Bytes digest) {
  const size_t most = max_signature(pair);
  KeyContext ctx = context_of(context_.get(), import_key(context_.get(), pair).get());
  must(EVP_PKEY_sign_init(ctx.get()), "EVP_PKEY_sign_init");
  return operation(most, [=, ctx = std::move(ctx)](uint8_t* out) {
    size_t written = most;
    return EVP_PKEY_sign(ctx.get(), out, &written, digest.data(), digest.size()) == 1;
  });
}

MaybeOperation OpensslPeer::ecdsa_verify(const EcKeyPair& pair, Bytes digest, Bytes signature) {
  KeyContext ctx = context_of(context_.get(), import_key(context_.get(), pair).get());
  must(EVP_PKEY_verify_init(ctx.get()), "EVP_PKEY_verify_init");
  return operation(0, [=, ctx = std::move(ctx)](uint8_t*) {
    return EVP_PKEY_verify(ctx.get(), signature.data(), signature.size(), digest.data(), digest.size()) == 1;
  });
}

MaybeOperation OpensslPeer::ecdsa_verify_new_key(const EcKeyPair& pair, Bytes digest, Bytes signature) {
  return operation(0, [=, context = context_.get(), encoded = Bytes(pair.public_key),
                       same_group = import_key(context_.get(), pair)](uint8_t*) {
    const Key key(EVP_PKEY_new());
    if (key == nullptr || EVP_PKEY_copy_parameters(key.get(), same_group.get()) != 1 ||
        EVP_PKEY_set1_encoded_public_key(key.get(), encoded.data(), encoded.size()) != 1)
      return false;
    const KeyContext ctx(EVP_PKEY_CTX_new_from_pkey(context, key.get(), nullptr));
    return ctx != nullptr && EVP_PKEY_verify_init(ctx.get()) == 1 &&
           EVP_PKEY_verify(ctx.get(), signature.data(), signature.size(), digest.data(), digest.size()) == 1;
  });
}

// EVP_PKEY_derive_set_peer validates the peer's key.
MaybeOperation OpensslPeer::ecdh(const EcKeyPair& pair, Bytes peer_public) {
  const size_t size = pair.private_key.size();
  Key own = import_key(context_.get(), pair);
  KeyContext ctx = context_of(context_.get(), own.get());
  must(EVP_PKEY_derive_init(ctx.get()), "EVP_PKEY_derive_init");
  return operation(size, [=, own = std::move(own), ctx = std::move(ctx)](uint8_t* out) {
    const Key peer(EVP_PKEY_new());
    size_t written = size;
    return peer != nullptr && EVP_PKEY_copy_parameters(peer.get(), own.get()) == 1 &&
           EVP_PKEY_set1_encoded_public_key(peer.get(), peer_public.data(), peer_public.size()) == 1 &&
           EVP_PKEY_derive_set_peer(ctx.get(), peer.get()) == 1 && EVP_PKEY_derive(ctx.get(), out, &written) == 1 &&
           written == size;
  });
}

// Of the providers that of FIPS tests each new pair, and cannot be asked not to.
MaybeOperation OpensslPeer::ec_generate(cce_curve curve) { return fips_.empty() ? generate(curve) : nullptr; }
MaybeOperation OpensslPeer::ec_generate_tested(cce_curve curve) { return fips_.empty() ? nullptr : generate(curve); }

MaybeOperation OpensslPeer::generate(cce_curve curve) {
  KeyContext ctx = new_context(context_.get());
  must(EVP_PKEY_keygen_init(ctx.get()), "EVP_PKEY_keygen_init");
  must(EVP_PKEY_CTX_set_group_name(ctx.get(), group_name(curve)), "EVP_PKEY_CTX_set_group_name");
  return operation(0, [=, ctx = std::move(ctx)](uint8_t*) {
    EVP_PKEY* key = nullptr;
    const bool worked = EVP_PKEY_generate(ctx.get(), &key) == 1;
    EVP_PKEY_free(key);
    return worked;
  });
}

}  // namespace cce::bench
