// TLS-GROUP: the curves as groups of TLS (RFC 8422 section 5.1.1, RFC 8446 section 4.2.7).
#include <cstring>

#include "provider/operations.hpp"
#include "provider/params.hpp"

namespace cce::provider {
namespace {

struct Group {
  const char* name;
  const char* curve;
  unsigned id;
  unsigned security_bits;
};

// Each by both of its names, by which configurations ask for it.
constexpr Group groups[] = {
    {"secp256r1", "prime256v1", 0x17, 128}, {"P-256", "prime256v1", 0x17, 128}, {"secp384r1", "secp384r1", 0x18, 192},
    {"P-384", "secp384r1", 0x18, 192},      {"secp521r1", "secp521r1", 0x19, 256}, {"P-521", "secp521r1", 0x19, 256},
};

constexpr int tls_1_0 = 0x0301, dtls_1_0 = 0xfeff, any = 0;

OSSL_PARAM text(const char* key, const char* value) {
  return {key, OSSL_PARAM_UTF8_STRING, const_cast<char*>(value), std::strlen(value) + 1, 0};
}
OSSL_PARAM number(const char* key, const unsigned& value) {
  return {key, OSSL_PARAM_UNSIGNED_INTEGER, const_cast<unsigned*>(&value), sizeof value, 0};
}
OSSL_PARAM number(const char* key, const int& value) {
  return {key, OSSL_PARAM_INTEGER, const_cast<int*>(&value), sizeof value, 0};
}

}  // namespace

int tls_groups(OSSL_CALLBACK* callback, void* argument) {
  for (const Group& group : groups) {
    const OSSL_PARAM params[] = {text(OSSL_CAPABILITY_TLS_GROUP_NAME, group.name),
                                 text(OSSL_CAPABILITY_TLS_GROUP_NAME_INTERNAL, group.curve),
                                 text(OSSL_CAPABILITY_TLS_GROUP_ALG, "EC"),
                                 number(OSSL_CAPABILITY_TLS_GROUP_ID, group.id),
                                 number(OSSL_CAPABILITY_TLS_GROUP_SECURITY_BITS, group.security_bits),
                                 number(OSSL_CAPABILITY_TLS_GROUP_MIN_TLS, tls_1_0),
                                 number(OSSL_CAPABILITY_TLS_GROUP_MAX_TLS, any),
                                 number(OSSL_CAPABILITY_TLS_GROUP_MIN_DTLS, dtls_1_0),
                                 number(OSSL_CAPABILITY_TLS_GROUP_MAX_DTLS, any),
                                 no_param};
    if (callback(params, argument) == 0) return 0;
  }
  return 1;
}

}  // namespace cce::provider
