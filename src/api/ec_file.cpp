// Keys as files: PKCS#8 and SubjectPublicKeyInfo, in DER and in PEM.
#include "ec/key_file.hpp"

#include "api/arguments.hpp"
#include "api/ec.hpp"
#include "ec/pem.hpp"

using namespace cce;
using namespace cce::api;
using module::Call;
using module::MakingCall;
using module::serve;
using module::Service;
namespace pem = ec::pem;

namespace {

// The two kinds of a key, under one form.
struct Private {
  using Key = ec::PrivateKey;
  using Handle = cce_ec_key;
  static constexpr std::string_view label = pem::private_key, labels[] = {pem::private_key, pem::ec_private_key};
  static Status read(Bytes der, Key& key) { return ec::read_private(der, key); }
  static size_t der_size(const Key& key) { return ec::private_der_size(key.Q.curve); }
  static void write(const Key& key, MutableBytes der) { ec::write_private(key, der); }
};
struct Public {
  using Key = ec::PublicKey;
  using Handle = cce_ec_public;
  static constexpr std::string_view label = pem::public_key, labels[] = {pem::public_key};
  static Status read(Bytes der, Key& key) { return ec::read_public_vartime(der, key); }
  static size_t der_size(const Key& key) { return ec::public_der_size(key.curve); }
  static void write(const Key& key, MutableBytes der) { ec::write_public(key, der); }
};

// The curve is known only when the file has been read, by arithmetic that may be quarantined: nothing of it is let out then.
template <class Kind>
Status import_read(Bytes der, MakingCall& call, typename Kind::Handle** out) {
  Secret<typename Kind::Key> key;
  if (const Status s = Kind::read(der, *key); s != Status::ok) return s;
  if (const Status s = call.rests_on(algorithm_of(curve_of(*key))); s != Status::ok) return s;
  return hand_over(call, *key, out);
}

template <class Kind>
cce_result import_der(const void* der, size_t len, typename Kind::Handle** key) {
  return serve(Service::ec, [&](MakingCall& call) {
    if (key == nullptr) return Status::argument;
    *key = nullptr;
    if (!is_range(der, len)) return Status::argument;
    return import_read<Kind>(bytes(der, len), call, key);
  });
}

template <class Kind>
cce_result import_pem(const void* text, size_t len, typename Kind::Handle** key) {
  return serve(Service::ec, [&](MakingCall& call) {
    if (key == nullptr) return Status::argument;
    *key = nullptr;
    if (!is_range(text, len)) return Status::argument;
    Secret<std::array<uint8_t, pem::max_der>> der;
    size_t size = 0;
    if (const Status s = pem::read(bytes(text, len), Kind::labels, *der, size); s != Status::ok) return s;
    return import_read<Kind>(Bytes(*der).first(size), call, key);
  });
}

template <class Kind>
cce_result export_der(const typename Kind::Handle* key, void* der, size_t* len) {
  return serve(Service::ec, [&](Call& call) {
    if (len == nullptr) return Status::argument;
    return with_key(key, call, [&](const auto& from) {
      const size_t size = Kind::der_size(from);
      if (const Status s = room(der, len, size); s != Status::ok) return s;
      Kind::write(from, bytes(der, size));
      *len = size;
      return Status::ok;
    });
  });
}

template <class Kind>
cce_result export_pem(const typename Kind::Handle* key, void* text, size_t* len) {
  return serve(Service::ec, [&](Call& call) {
    if (len == nullptr) return Status::argument;
    return with_key(key, call, [&](const auto& from) {
      const size_t der_size = Kind::der_size(from), size = pem::text_size(Kind::label, der_size);
      if (const Status s = room(text, len, size); s != Status::ok) return s;
      Secret<std::array<uint8_t, ec::max_private_der>> der;
      Kind::write(from, MutableBytes(*der).first(der_size));
      pem::write(Kind::label, Bytes(*der).first(der_size), bytes(text, size));
      *len = size;
      return Status::ok;
    });
  });
}

}  // namespace

cce_result cce_ec_key_import_der(const void* der, size_t len, cce_ec_key** key) {
  return import_der<Private>(der, len, key);
}
cce_result cce_ec_key_export_der(const cce_ec_key* key, void* der, size_t* len) {
  return export_der<Private>(key, der, len);
}
cce_result cce_ec_key_import_pem(const void* text, size_t len, cce_ec_key** key) {
  return import_pem<Private>(text, len, key);
}
cce_result cce_ec_key_export_pem(const cce_ec_key* key, void* text, size_t* len) {
  return export_pem<Private>(key, text, len);
}

cce_result cce_ec_public_import_der(const void* der, size_t len, cce_ec_public** key) {
  return import_der<Public>(der, len, key);
}
cce_result cce_ec_public_export_der(const cce_ec_public* key, void* der, size_t* len) {
  return export_der<Public>(key, der, len);
}
cce_result cce_ec_public_import_pem(const void* text, size_t len, cce_ec_public** key) {
  return import_pem<Public>(text, len, key);
}
cce_result cce_ec_public_export_pem(const cce_ec_public* key, void* text, size_t* len) {
  return export_pem<Public>(key, text, len);
}
