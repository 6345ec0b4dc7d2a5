// Library contexts of OpenSSL: one with CCE and `base` alone, one with the default provider to compare with.
#pragma once

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/provider.h>
#include <openssl/rand.h>

#include <memory>
#include <string>
#include <vector>

#include "aes/random_bytes.hpp"
#include "support/catch.hpp"

namespace provider_test {

using Octets = std::vector<uint8_t>;

template <auto free>
struct Free {
  template <class T>
  void operator()(T* p) const {
    free(p);
  }
};
template <class T, auto free>
using Owned = std::unique_ptr<T, Free<free>>;
using Md = Owned<EVP_MD, EVP_MD_free>;
using MdContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using Mac = Owned<EVP_MAC, EVP_MAC_free>;
using MacContext = Owned<EVP_MAC_CTX, EVP_MAC_CTX_free>;
using Kdf = Owned<EVP_KDF, EVP_KDF_free>;
using KdfContext = Owned<EVP_KDF_CTX, EVP_KDF_CTX_free>;
using Cipher = Owned<EVP_CIPHER, EVP_CIPHER_free>;
using CipherContext = Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using Key = Owned<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Rand = Owned<EVP_RAND, EVP_RAND_free>;
using RandContext = Owned<EVP_RAND_CTX, EVP_RAND_CTX_free>;

class Context {
 public:
  explicit Context(const std::vector<std::string>& names) : context_(OSSL_LIB_CTX_new()) {
    OSSL_PROVIDER_set_default_search_path(context_, CCE_PROVIDER_DIRECTORY);
    for (const std::string& name : names) {
      OSSL_PROVIDER* const provider = OSSL_PROVIDER_load(context_, name.c_str());
      INFO(name);
      REQUIRE(provider != nullptr);
      providers_.push_back(provider);
    }
  }
  Context(const Context&) = delete;
  ~Context() {
    unload();
    OSSL_LIB_CTX_free(context_);
  }
  void unload() {
    for (OSSL_PROVIDER* provider : providers_) OSSL_PROVIDER_unload(provider);
    providers_.clear();
  }

  operator OSSL_LIB_CTX*() const { return context_; }
  OSSL_PROVIDER* provider(size_t i) const { return providers_.at(i); }

 private:
  OSSL_LIB_CTX* context_;
  std::vector<OSSL_PROVIDER*> providers_;
};

// One of each for the tests that do not care. They stay: OpenSSL cleans up at exit, before objects that are static would go.
inline const Context& cce() {
  static const Context& context = *new Context({"cce", "base"});
  return context;
}
inline const Context& other() {
  static const Context& context = *new Context({"default"});
  return context;
}

// An array of parameters that refers to what it is given.
struct Params {
  std::vector<OSSL_PARAM> list;

  Params& text(const char* name, const char* value) {
    list.push_back(OSSL_PARAM_construct_utf8_string(name, const_cast<char*>(value), 0));
    return *this;
  }
  Params& octets(const char* name, const Octets& value) {
    static uint8_t none;
    list.push_back(
        OSSL_PARAM_construct_octet_string(name, value.empty() ? &none : const_cast<uint8_t*>(value.data()), value.size()));
    return *this;
  }
  Params& number(const char* name, const int& value) {
    list.push_back(OSSL_PARAM_construct_int(name, const_cast<int*>(&value)));
    return *this;
  }
  Params& number(const char* name, const unsigned& value) {
    list.push_back(OSSL_PARAM_construct_uint(name, const_cast<unsigned*>(&value)));
    return *this;
  }
  OSSL_PARAM* end() {
    if (list.empty() || list.back().key != nullptr) list.push_back(OSSL_PARAM_construct_end());
    return list.data();
  }
};

inline Octets octets(const std::string& text) { return {text.begin(), text.end()}; }

constexpr const char* hash_names[] = {"SHA2-224", "SHA2-256", "SHA2-384", "SHA2-512", "SHA2-512/256"};
constexpr const char* curve_names[] = {"P-256", "P-384", "P-521"};

inline Key generate(OSSL_LIB_CTX* context, const char* curve) {
  const KeyContext generation(EVP_PKEY_CTX_new_from_name(context, "EC", nullptr));
  REQUIRE(generation);
  REQUIRE(EVP_PKEY_keygen_init(generation.get()) == 1);
  REQUIRE(EVP_PKEY_CTX_set_group_name(generation.get(), curve) == 1);
  EVP_PKEY* key = nullptr;
  REQUIRE(EVP_PKEY_generate(generation.get(), &key) == 1);
  return Key(key);
}

// The key as another library context holds it.
inline Key carry(const EVP_PKEY* key, int selection, OSSL_LIB_CTX* to) {
  OSSL_PARAM* params = nullptr;
  REQUIRE(EVP_PKEY_todata(key, selection, &params) == 1);
  const KeyContext context(EVP_PKEY_CTX_new_from_name(to, "EC", nullptr));
  REQUIRE(EVP_PKEY_fromdata_init(context.get()) == 1);
  EVP_PKEY* made = nullptr;
  const int done = EVP_PKEY_fromdata(context.get(), &made, selection, params);
  OSSL_PARAM_free(params);
  REQUIRE(done == 1);
  return Key(made);
}

}  // namespace provider_test
