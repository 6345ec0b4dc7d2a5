// The tables of the operations, for OSSL_provider_init's to hand out.
#pragma once

#include <array>

#include "provider/core.hpp"

namespace cce::provider {

// Whose names, properties and functions OpenSSL asks for by the number of an operation; null: there is none.
const OSSL_ALGORITHM* digests();
const OSSL_ALGORITHM* macs();
const OSSL_ALGORITHM* kdfs();
const OSSL_ALGORITHM* ciphers();
const OSSL_ALGORITHM* key_managements();
const OSSL_ALGORITHM* signatures();
const OSSL_ALGORITHM* key_exchanges();
const OSSL_ALGORITHM* generators();

// The functions of each algorithm that is not alone in its file.
using KdfFunctions = std::array<OSSL_DISPATCH, 10>;
extern const KdfFunctions hkdf_functions, tls13_kdf_functions, tls1_prf_functions;
using KdfExchangeFunctions = std::array<OSSL_DISPATCH, 10>;
extern const KdfExchangeFunctions hkdf_exchange_functions, tls1_prf_exchange_functions;
extern const OSSL_DISPATCH hmac_key_functions[], hmac_signature_functions[], kdf_key_functions[];

// Calls back with the parameters of each TLS group.
int tls_groups(OSSL_CALLBACK* callback, void* argument);

// All that is offered is an approved service with the right parameters; what is asked for with others is done and answered as
// not approved.
inline constexpr char properties[] = "provider=cce,fips=yes";

}  // namespace cce::provider
