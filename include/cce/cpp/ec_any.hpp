// SPDX-License-Identifier: Apache-2.0
//
// ECDSA and ECDH with keys whose curve is known at run time only. A part of cce.hpp, which is the header to include.
#ifndef CCE_CPP_EC_ANY_HPP
#define CCE_CPP_EC_ANY_HPP

#include <cce/cce.h>
#include <cce/cpp/bytes.hpp>
#include <cce/cpp/handle.hpp>
#include <cce/cpp/hash.hpp>
#include <cce/cpp/result.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cce {

enum class Curve { p256 = CCE_P256, p384 = CCE_P384, p521 = CCE_P521 };

enum class SignatureFormat {
  raw = CCE_SIG_RAW,  // r || s
  der = CCE_SIG_DER   // ECDSA-Sig-Value
};

// Room enough for whatever is written, of any curve.
inline constexpr size_t max_field_size = CCE_MAX_FIELD_SIZE, max_point_size = CCE_MAX_POINT_SIZE,
                        max_signature_size = CCE_MAX_SIGNATURE_SIZE, max_key_der_size = CCE_MAX_KEY_DER_SIZE,
                        max_key_pem_size = CCE_MAX_KEY_PEM_SIZE, max_public_der_size = CCE_MAX_PUBLIC_DER_SIZE,
                        max_public_pem_size = CCE_MAX_PUBLIC_PEM_SIZE;

template <Curve curve>
class EcKey;
template <Curve curve>
class EcPublic;

// One of many signatures to be made or verified in one call: sign_item and verify_item make one, and it may be written to. The
// key, the message and the signature's bytes live until the call is over.
using SignItem = cce_ecdsa_sign_item;
using VerifyItem = cce_ecdsa_verify_item;

// Each item gets its own result, and sig_len what was written. All of it was done when the answer says so; otherwise it is that of
// the first item that was refused, and the others have been done.
inline Result sign_batch(std::span<SignItem> items) noexcept {
  return cce_ecdsa_sign_batch(items.data(), items.size());
}
inline Result verify_batch(std::span<VerifyItem> items) noexcept {
  return cce_ecdsa_verify_batch(items.data(), items.size());
}

namespace detail {

constexpr cce_curve id(Curve curve) noexcept { return static_cast<cce_curve>(curve); }
constexpr cce_sig_format id(SignatureFormat format) noexcept { return static_cast<cce_sig_format>(format); }

// How much `service` wrote to out.
template <class Service>
Outcome<size_t> sized(std::span<uint8_t> out, Service service) noexcept {
  size_t size = out.size();
  const Result result = service(out.data(), &size);
  return {result, size};
}

}  // namespace detail

// A public key, fully validated. It is moved, not copied; what is moved from answers CCE_ERR_ARGUMENT. Threads may share it.
class AnyEcPublic {
 public:
  // From a point, compressed or not (SEC 1). CCE_ERR_KEY when it is no public key of the curve.
  static Outcome<AnyEcPublic> import(Curve curve, Bytes point) noexcept {
    cce_ec_public* key = nullptr;
    const Result result = cce_ec_public_import(detail::id(curve), point.data(), point.size(), &key);
    return {result, AnyEcPublic(key)};
  }
  // From a SubjectPublicKeyInfo.
  static Outcome<AnyEcPublic> import_der(Bytes der) noexcept {
    cce_ec_public* key = nullptr;
    const Result result = cce_ec_public_import_der(der.data(), der.size(), &key);
    return {result, AnyEcPublic(key)};
  }
  static Outcome<AnyEcPublic> import_pem(std::string_view text) noexcept {
    cce_ec_public* key = nullptr;
    const Result result = cce_ec_public_import_pem(text.data(), text.size(), &key);
    return {result, AnyEcPublic(key)};
  }

  Outcome<Curve> curve() const noexcept {
    cce_curve curve = CCE_P256;
    const Result result = cce_ec_public_curve(key_.get(), &curve);
    return {result, static_cast<Curve>(curve)};
  }

  // These write to out and answer how much. CCE_ERR_BUFFER when there is too little room.
  Outcome<size_t> write_point(std::span<uint8_t> out) const noexcept {
    return detail::sized(out, [&](uint8_t* to, size_t* n) { return cce_ec_public_export(key_.get(), 0, to, n); });
  }
  Outcome<size_t> write_compressed_point(std::span<uint8_t> out) const noexcept {
    return detail::sized(out, [&](uint8_t* to, size_t* n) { return cce_ec_public_export(key_.get(), 1, to, n); });
  }
  Outcome<size_t> write_der(std::span<uint8_t> out) const noexcept {
    return detail::sized(out, [&](uint8_t* to, size_t* n) { return cce_ec_public_export_der(key_.get(), to, n); });
  }
  Outcome<size_t> write_pem(std::span<uint8_t> out) const noexcept {
    return detail::sized(out, [&](uint8_t* to, size_t* n) { return cce_ec_public_export_pem(key_.get(), to, n); });
  }

  // CCE_ERR_AUTH when it does not verify, for whatever reason.
  Result verify(Hash hash, Bytes msg, SignatureFormat format, Bytes signature) const noexcept {
    return cce_ecdsa_verify(key_.get(), detail::id(hash), msg.data(), msg.size(), detail::id(format), signature.data(),
                            signature.size());
  }
  Result verify_digest(Bytes digest, SignatureFormat format, Bytes signature) const noexcept {
    return cce_ecdsa_verify_digest(key_.get(), digest.data(), digest.size(), detail::id(format), signature.data(),
                                   signature.size());
  }

  // For verify_batch.
  VerifyItem verify_item(Hash hash, Bytes msg, SignatureFormat format, Bytes signature) const noexcept {
    return {.key = key_.get(),
            .hash = detail::id(hash),
            .format = detail::id(format),
            .msg = msg.data(),
            .msg_len = msg.size(),
            .sig = signature.data(),
            .sig_len = signature.size(),
            .result = CCE_ERR_STATE};
  }

 private:
  friend class AnyEcKey;
  template <Curve>
  friend class EcPublic;
  explicit AnyEcPublic(cce_ec_public* key) noexcept : key_(key) {}

  detail::Handle<cce_ec_public, cce_ec_public_free> key_;
};

// A private key, in the library's protected memory, wiped when the object goes. Otherwise as AnyEcPublic.
class AnyEcKey {
 public:
  // A new key, after its pairwise consistency test.
  static Outcome<AnyEcKey> generate(Curve curve) noexcept {
    cce_ec_key* key = nullptr;
    const Result result = cce_ec_key_generate(detail::id(curve), &key);
    return {result, AnyEcKey(key)};
  }
  // From the number d, as long as the field. CCE_ERR_KEY when it is out of range.
  static Outcome<AnyEcKey> import(Curve curve, Bytes d) noexcept {
    cce_ec_key* key = nullptr;
    const Result result = cce_ec_key_import(detail::id(curve), d.data(), d.size(), &key);
    return {result, AnyEcKey(key)};
  }
  // From PKCS#8 or SEC 1's ECPrivateKey.
  static Outcome<AnyEcKey> import_der(Bytes der) noexcept {
    cce_ec_key* key = nullptr;
    const Result result = cce_ec_key_import_der(der.data(), der.size(), &key);
    return {result, AnyEcKey(key)};
  }
  static Outcome<AnyEcKey> import_pem(std::string_view text) noexcept {
    cce_ec_key* key = nullptr;
    const Result result = cce_ec_key_import_pem(text.data(), text.size(), &key);
    return {result, AnyEcKey(key)};
  }

  Outcome<Curve> curve() const noexcept {
    cce_curve curve = CCE_P256;
    const Result result = cce_ec_key_curve(key_.get(), &curve);
    return {result, static_cast<Curve>(curve)};
  }
  Outcome<AnyEcPublic> public_key() const noexcept {
    cce_ec_public* key = nullptr;
    const Result result = cce_ec_key_public(key_.get(), &key);
    return {result, AnyEcPublic(key)};
  }

  // What these write is the private key in the clear, for the caller to guard and to wipe.
  Outcome<size_t> write_private(std::span<uint8_t> out) const noexcept {
    return detail::sized(out, [&](uint8_t* to, size_t* n) { return cce_ec_key_export(key_.get(), to, n); });
  }
  Outcome<size_t> write_private_der(std::span<uint8_t> out) const noexcept {
    return detail::sized(out, [&](uint8_t* to, size_t* n) { return cce_ec_key_export_der(key_.get(), to, n); });
  }
  Outcome<size_t> write_private_pem(std::span<uint8_t> out) const noexcept {
    return detail::sized(out, [&](uint8_t* to, size_t* n) { return cce_ec_key_export_pem(key_.get(), to, n); });
  }

  // Writes the signature and answers its length.
  Outcome<size_t> sign(Hash hash, Bytes msg, SignatureFormat format, std::span<uint8_t> out) const noexcept {
    return detail::sized(out, [&](uint8_t* to, size_t* n) {
      return cce_ecdsa_sign(key_.get(), detail::id(hash), msg.data(), msg.size(), detail::id(format), to, n);
    });
  }
  // By RFC 6979: the same message, the same signature.
  Outcome<size_t> sign_deterministic(Hash hash, Bytes msg, SignatureFormat format,
                                     std::span<uint8_t> out) const noexcept {
    return detail::sized(out, [&](uint8_t* to, size_t* n) {
      return cce_ecdsa_sign_deterministic(key_.get(), detail::id(hash), msg.data(), msg.size(), detail::id(format), to,
                                          n);
    });
  }
  Outcome<size_t> sign_digest(Bytes digest, SignatureFormat format, std::span<uint8_t> out) const noexcept {
    return detail::sized(out, [&](uint8_t* to, size_t* n) {
      return cce_ecdsa_sign_digest(key_.get(), digest.data(), digest.size(), detail::id(format), to, n);
    });
  }
  Outcome<size_t> sign_digest_deterministic(Hash hash, Bytes digest, SignatureFormat format,
                                            std::span<uint8_t> out) const noexcept {
    return detail::sized(out, [&](uint8_t* to, size_t* n) {
      return cce_ecdsa_sign_digest_deterministic(key_.get(), detail::id(hash), digest.data(), digest.size(),
                                                 detail::id(format), to, n);
    });
  }

  // For sign_batch, which writes the signature to out.
  SignItem sign_item(Hash hash, Bytes msg, SignatureFormat format, std::span<uint8_t> out) const noexcept {
    return {.key = key_.get(),
            .hash = detail::id(hash),
            .format = detail::id(format),
            .msg = msg.data(),
            .msg_len = msg.size(),
            .sig = out.data(),
            .sig_len = out.size(),
            .result = CCE_ERR_STATE};
  }

  // The shared secret, for a key derivation; the caller wipes it. CCE_ERR_ARGUMENT for a peer of another curve.
  Outcome<size_t> agree(const AnyEcPublic& peer, std::span<uint8_t> z) const noexcept {
    return detail::sized(z, [&](uint8_t* to, size_t* n) { return cce_ecdh(key_.get(), peer.key_.get(), to, n); });
  }

 private:
  template <Curve>
  friend class EcKey;
  explicit AnyEcKey(cce_ec_key* key) noexcept : key_(key) {}

  detail::Handle<cce_ec_key, cce_ec_key_free> key_;
};

}  // namespace cce

#endif  // CCE_CPP_EC_ANY_HPP
