// KDF: TLS1-PRF, the pseudorandom function of TLS 1.2. That of TLS 1.0 and 1.1, over MD5 and SHA-1, is not there: it is asked
// for by the digest MD5-SHA1, which this provider does not know.
#include "provider/kdf_exchange.hpp"

namespace cce::provider {
namespace {

struct Tls1Prf {
  const Hash* hash = nullptr;
  Buffer secret, seed;

  bool read(const Provider& provider, const OSSL_PARAM* params) {
    if (!read_hash(provider, params, OSSL_KDF_PARAM_DIGEST, hash)) return false;
    if (find(params, OSSL_KDF_PARAM_SECRET) != nullptr) {
      // A new secret begins anew; seeds are put one behind the other, also from call to call.
      if (!read_bytes(provider, params, OSSL_KDF_PARAM_SECRET, secret)) return false;
      seed.clear();
    }
    for (const OSSL_PARAM* p = find(params, OSSL_KDF_PARAM_SEED); p != nullptr; p = find(p + 1, OSSL_KDF_PARAM_SEED)) {
      Bytes bytes;
      if (!cce::provider::read(*p, bytes)) return refuse(provider, Reason::unsupported_parameter);
      if (!seed.append(bytes)) return refuse(provider, CCE_ERR_MEMORY);
    }
    return true;
  }

  // The label stands at the beginning of the seed: OpenSSL has no parameter for it.
  cce_result derive(const Provider& provider, uint8_t* out, size_t size) const {
    if (hash == nullptr || !secret.is_set() || seed.size() == 0) {
      refuse(provider, secret.is_set() ? Reason::missing_parameter : Reason::no_key);
      return CCE_ERR_ARGUMENT;
    }
    return cce_tls12_prf(hash->id, secret.data(), secret.size(), nullptr, 0, seed.data(), seed.size(), out, size);
  }

  size_t output_size() const { return SIZE_MAX; }

  bool copy_from(const Tls1Prf& from) {
    hash = from.hash;
    return copy(secret, from.secret) && copy(seed, from.seed);
  }
};

const OSSL_PARAM* settable_params(void*, void*) {
  static constexpr OSSL_PARAM table[] = {text_param(OSSL_KDF_PARAM_DIGEST), text_param(OSSL_KDF_PARAM_PROPERTIES),
                                         bytes_param(OSSL_KDF_PARAM_SECRET), bytes_param(OSSL_KDF_PARAM_SEED), no_param};
  return table;
}

}  // namespace

const KdfFunctions tls1_prf_functions = functions_of<Tls1Prf>(settable_params);
const KdfExchangeFunctions tls1_prf_exchange_functions = exchange_functions_of<Tls1Prf>(settable_params);

}  // namespace cce::provider
