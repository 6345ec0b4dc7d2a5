#include "peer_openssl.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/params.h>

#include <filesystem>
#include <functional>
#include <stdexcept>
#include <utility>

#include "size.hpp"

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
OpensslPeer::OpensslPeer(std::string name, std::string fips, Context context, Provider provider)
    : name_(std::move(name)), fips_(std::move(fips)), context_(std::move(context)), provider_(std::move(provider)) {}

std::unique_ptr<OpensslPeer> OpensslPeer::with_default() {
  Context context(openssl_need(OSSL_LIB_CTX_new(), "OSSL_LIB_CTX_new"));
  Provider provider(openssl_need(OSSL_PROVIDER_load(context.get(), "default"), "OSSL_PROVIDER_load"));
  return std::unique_ptr<OpensslPeer>(new OpensslPeer("OpenSSL", {}, std::move(context), std::move(provider)));
}

std::unique_ptr<OpensslPeer> OpensslPeer::with_fips(const std::string& directory) {
  Context context(openssl_need(OSSL_LIB_CTX_new(), "OSSL_LIB_CTX_new"));
  OSSL_LIB_CTX* const ctx = context.get();
  if (OSSL_PROVIDER_set_default_search_path(ctx, directory.c_str()) != 1 ||
      OSSL_LIB_CTX_load_config(ctx, (directory + "/openssl.cnf").c_str()) != 1)
    openssl_failed("OSSL_LIB_CTX_load_config");
  Provider provider(openssl_need(OSSL_PROVIDER_load(ctx, "fips"), "OSSL_PROVIDER_load"));
  // A column of this name with another provider's figures in it would be worse than none.
  if (EVP_default_properties_is_fips_enabled(ctx) != 1) openssl_failed("openssl.cnf does not ask for fips=yes");
  if (OSSL_PROVIDER_available(ctx, "default") != 0) openssl_failed("the default provider is loaded as well");
  return std::unique_ptr<OpensslPeer>(
      new OpensslPeer("OpenSSL FIPS", directory + "/fips.so", std::move(context), std::move(provider)));
}

// The provider's version too: it may be another one than libcrypto's.
std::string OpensslPeer::version() const {
  const char* version = "of unknown version";
  OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_ptr(OSSL_PROV_PARAM_VERSION, const_cast<char**>(&version), 0),
                         OSSL_PARAM_construct_end()};
  (void)OSSL_PROVIDER_get_params(provider_.get(), params);
  return std::string(OpenSSL_version(OPENSSL_VERSION)) + ", " + OSSL_PROVIDER_get0_name(provider_.get()) +
         " provider " + version;
}

std::vector<std::string> OpensslPeer::files() const {
  std::vector<std::string> files;
  if (!fips_.empty()) files.push_back(fips_);
  files.push_back(file_of(reinterpret_cast<const void*>(OpenSSL_version)));
  return files;
}

namespace {

Seat seat(const char* name, const std::function<std::unique_ptr<Peer>()>& make) {
  try {
    return {.name = name, .peer = make(), .absent = {}};
  } catch (const std::exception& error) {
    return {.name = name, .peer = nullptr, .absent = error.what()};
  }
}

}  // namespace

Seat seat_openssl() { return seat("OpenSSL", OpensslPeer::with_default); }

Seat seat_openssl_fips(const std::string& directory) {
  return seat("OpenSSL FIPS", [&]() -> std::unique_ptr<Peer> {
    if (!std::filesystem::exists(directory + "/version"))
      throw std::runtime_error("not built; cmake --build --preset release --target openssl-fips");
    return OpensslPeer::with_fips(directory);
  });
}

}  // namespace cce::bench
