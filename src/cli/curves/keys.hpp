// Keys of the curves, from files: PEM or DER, as 'cce keygen', 'openssl genpkey' and 'openssl ecparam -genkey' write them.
#pragma once

#include <cce/cce.h>

#include <memory>
#include <optional>
#include <string>

#include "text/hash_name.hpp"

namespace cce::cli::curves {

struct Free {
  void operator()(cce_ec_key* key) const { cce_ec_key_free(key); }
  void operator()(cce_ec_public* key) const { cce_ec_public_free(key); }
};
using PrivateKey = std::unique_ptr<cce_ec_key, Free>;
using PublicKey = std::unique_ptr<cce_ec_public, Free>;

// The curves by their names as arguments: "p256".
std::optional<cce_curve> curve_named(const std::string& name);

// These throw InputError; UsageError for what is not such a key, saying what it is instead; Failure when the module refuses.
// They warn on standard error when others may read or change the file of a private key.
PrivateKey read_private_key(const std::string& name);
// A private key's file will do.
PublicKey read_public_key(const std::string& name);

PrivateKey generate(cce_curve curve);

// The hash that is as strong as the curve: SHA-256, SHA-384, SHA-512.
const HashName& usual_hash(const PrivateKey& key);
const HashName& usual_hash(const PublicKey& key);

}  // namespace cce::cli::curves
