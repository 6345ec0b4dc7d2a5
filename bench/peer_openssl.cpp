#include "peer_openssl.hpp"

#include <openssl/crypto.h>
#include <openssl/err.h>

#include <stdexcept>
#include <utility>

namespace cce::bench {

const char* openssl_name(cce_hash hash) {
  switch (hash) {
    case CCE_SHA224:
      return "SHA2-224";
    case CCE_SHA256:
      return "SHA2-256";
    case CCE_SHA384:
      return "SHA2-384";
    case CCE_SHA512:
      return "SHA2-512";
    case CCE_SHA512_256:
      return "SHA2-512/256";
  }
  throw std::invalid_argument("OpenSSL has no name for this hash");
}

void openssl_failed(const std::string& what) {
  char reason[256] = "no reason given";
  if (const unsigned long code = ERR_get_error(); code != 0) ERR_error_string_n(code, reason, sizeof reason);
  ERR_clear_error();
  throw std::runtime_error(what + ": " + reason);
}

// A context of its own: the machine's openssl.cnf has no say in what is measured.
OpensslPeer::OpensslPeer(std::string name, const char* provider)
    : name_(std::move(name)),
      provider_name_(provider),
      context_(openssl_need(OSSL_LIB_CTX_new(), "OSSL_LIB_CTX_new")),
      provider_(openssl_need(OSSL_PROVIDER_load(context_.get(), provider), "OSSL_PROVIDER_load")) {}

std::string OpensslPeer::version() const {
  return std::string(OpenSSL_version(OPENSSL_VERSION)) + ", " + provider_name_ + " provider";
}

Seat seat_openssl() {
  try {
    return {.name = "OpenSSL", .peer = std::make_unique<OpensslPeer>("OpenSSL", "default"), .absent = {}};
  } catch (const std::exception& error) {
    return {.name = "OpenSSL", .peer = nullptr, .absent = error.what()};
  }
}

}  // namespace cce::bench
