#include "curves/keys.hpp"

#include <string_view>
#include <utility>

#include "failure.hpp"
#include "io/file.hpp"
#include "module.hpp"
#include "secret_input.hpp"

namespace cce::cli::curves {
namespace {

struct Curve {
  const char* name;
  cce_curve curve;
  const char* hash;
};
constexpr Curve known_curves[] = {
    {"p256", CCE_P256, "sha256"}, {"p384", CCE_P384, "sha384"}, {"p521", CCE_P521, "sha512"}};

constexpr std::string_view title = "elliptic curves";

std::string_view as_text(const SecretBytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool says(const SecretBytes& content, std::string_view text) {
  return as_text(content).find(text) != std::string_view::npos;
}

bool is_pem(const SecretBytes& content) { return says(content, "-----BEGIN "); }

// What people take for a key, by what stands in its text, and what helps.
struct Mistake {
  std::string_view text, what;
};
constexpr Mistake mistakes[] = {
    {"-----BEGIN ENCRYPTED PRIVATE KEY-----",
     "the key is encrypted; 'openssl pkey -in IT -out PLAIN' takes the password off"},
    {"Proc-Type: 4,ENCRYPTED", "the key is encrypted; 'openssl pkey -in IT -out PLAIN' takes the password off"},
    {"-----BEGIN CERTIFICATE-----", "a certificate; 'openssl x509 -in IT -noout -pubkey' prints its public key"},
    {"-----BEGIN CERTIFICATE REQUEST-----",
     "a certificate request; 'openssl req -in IT -noout -pubkey' prints its public key"},
    {"-----BEGIN OPENSSH PRIVATE KEY-----",
     "a key of OpenSSH; 'ssh-keygen -p -m PKCS8 -f COPY' turns a copy into PKCS#8"},
};

UsageError no_key(const std::string& name, const SecretBytes& content, cce_result result, const char* wanted) {
  const std::string prefix = printable(name) + ": ";
  for (const auto& [text, what] : mistakes)
    if (says(content, text)) return UsageError(prefix + std::string(what));
  if (result == CCE_ERR_UNSUPPORTED)
    return UsageError(prefix +
                      "not a key on P-256, P-384 or P-521 that can be read: it is encrypted, of another kind, or on " +
                      "another curve or one that is spelled out, not named");
  return UsageError(prefix + "not " + wanted + " in PEM or DER");
}

// Refusals that are the module's and not the file's.
void check_module(cce_result result) {
  if (result != CCE_ERR_KEY && result != CCE_ERR_UNSUPPORTED && result != CCE_ERR_ARGUMENT) require(result, title);
}

cce_result import(const SecretBytes& content, PrivateKey& key) {
  cce_ec_key* handle = nullptr;
  const cce_result result = is_pem(content) ? cce_ec_key_import_pem(content.data(), content.size(), &handle)
                                            : cce_ec_key_import_der(content.data(), content.size(), &handle);
  key.reset(handle);
  check_module(result);
  return result;
}

cce_result import(const SecretBytes& content, PublicKey& key) {
  cce_ec_public* handle = nullptr;
  const cce_result result = is_pem(content) ? cce_ec_public_import_pem(content.data(), content.size(), &handle)
                                            : cce_ec_public_import_der(content.data(), content.size(), &handle);
  key.reset(handle);
  check_module(result);
  return result;
}

// A file with one of the two, or why with neither.
struct Content {
  PrivateKey pair;
  PublicKey point;
  cce_result result;
};

Content import(const SecretBytes& content) {
  Content found{nullptr, nullptr, CCE_ERR_KEY};
  if (is_pem(content)) {
    const bool is_public = !says(content, "PRIVATE KEY-----");
    found.result = is_public ? import(content, found.point) : import(content, found.pair);
    return found;
  }
  found.result = import(content, found.pair);
  if (found.result == CCE_OK) return found;
  // Of the two refusals, that of a key of another kind says more.
  const cce_result as_public = import(content, found.point);
  if (as_public == CCE_OK || as_public == CCE_ERR_UNSUPPORTED) found.result = as_public;
  return found;
}

const HashName& hash_of(cce_curve curve) {
  for (const Curve& known : known_curves)
    if (known.curve == curve) return parse_hash_name(known.hash);
  throw Failure(ExitCode::trouble, "the key is on a curve that this tool does not know; is libcce newer than it?");
}

}  // namespace

std::optional<cce_curve> curve_named(const std::string& name) {
  for (const Curve& known : known_curves)
    if (name == known.name) return known.curve;
  return std::nullopt;
}

PrivateKey read_private_key(const std::string& name) {
  const File file(name);
  const SecretBytes content = read_secret_file(file);
  Content found = import(content);
  if (found.result != CCE_OK) throw no_key(name, content, found.result, "a private key");
  if (found.pair == nullptr) throw UsageError(printable(name) + ": a public key; to sign takes the private one");
  warn_of_open_permissions(file);
  return std::move(found.pair);
}

PublicKey read_public_key(const std::string& name) {
  const File file(name);
  const SecretBytes content = read_secret_file(file);
  Content found = import(content);
  if (found.result != CCE_OK) throw no_key(name, content, found.result, "a key");
  if (found.point != nullptr) return std::move(found.point);
  warn_of_open_permissions(file);
  cce_ec_public* handle = nullptr;
  require(cce_ec_key_public(found.pair.get(), &handle), title);
  return PublicKey(handle);
}

PrivateKey generate(cce_curve curve) {
  cce_ec_key* handle = nullptr;
  require(cce_ec_key_generate(curve, &handle), "key generation");
  return PrivateKey(handle);
}

const HashName& usual_hash(const PrivateKey& key) {
  cce_curve curve{};
  require(cce_ec_key_curve(key.get(), &curve), title);
  return hash_of(curve);
}

const HashName& usual_hash(const PublicKey& key) {
  cce_curve curve{};
  require(cce_ec_public_curve(key.get(), &curve), title);
  return hash_of(curve);
}

}  // namespace cce::cli::curves
