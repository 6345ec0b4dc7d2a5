// SPDX-License-Identifier: Apache-2.0
//
// ECDSA and ECDH on a curve that is known when compiling. A part of cce.hpp, which is the header to include.
//
//     const auto key = cce::EcKey<cce::Curve::p256>::generate();
//     const auto signature = key.value().sign(cce::Hash::sha256, message);      // std::array<uint8_t, 64>
//
// Keys of a curve that a file tells are AnyEcKey and AnyEcPublic.
#ifndef CCE_CPP_EC_HPP
#define CCE_CPP_EC_HPP

#include <cce/cpp/ec_any.hpp>

#include <array>
#include <utility>

namespace cce {

// The size of a private key and of a shared secret; twice that is a raw signature's; 0 for a value that is no curve.
[[nodiscard]] constexpr size_t field_size(Curve curve) noexcept {
  switch (curve) {
    case Curve::p256:
      return 32;
    case Curve::p384:
      return 48;
    case Curve::p521:
      return 66;
  }
  return 0;
}

template <Curve curve>
using RawSignature = std::array<uint8_t, 2 * field_size(curve)>;
template <Curve curve>
using RawSignatureView = std::span<const uint8_t, 2 * field_size(curve)>;

namespace detail {

// A key of whichever curve as one of `curve`: CCE_ERR_KEY when it is another's.
template <class Fixed, class Any>
Outcome<Fixed> of_curve(Curve curve, Outcome<Any> any) noexcept {
  if (!any.done()) return {any.result(), Fixed()};
  const Result result = any.result();
  Any key = std::move(any).value_even_if_unapproved();
  const Outcome<Curve> told = key.curve();
  if (!told.done()) return {told.result(), Fixed()};
  if (told.value_even_if_unapproved() != curve) return {CCE_ERR_KEY, Fixed()};
  return {result, Fixed(std::move(key))};
}

// `write` fills the array, of which the type says how long it is.
template <size_t size, class Write>
Outcome<std::array<uint8_t, size>> written(Write write) noexcept {
  return with_array<size>([&](std::span<uint8_t> out) { return write(out).result(); });
}

}  // namespace detail

// A public key of this curve, as AnyEcPublic.
template <Curve of>
class EcPublic {
 public:
  static Outcome<EcPublic> import(Bytes point) noexcept { return checked(AnyEcPublic::import(of, point)); }
  static Outcome<EcPublic> import_der(Bytes der) noexcept { return checked(AnyEcPublic::import_der(der)); }
  static Outcome<EcPublic> import_pem(std::string_view text) noexcept { return checked(AnyEcPublic::import_pem(text)); }

  Outcome<std::array<uint8_t, 1 + 2 * field_size(of)>> point() const noexcept {
    return detail::written<1 + 2 * field_size(of)>([&](auto out) { return key_.write_point(out); });
  }
  Outcome<std::array<uint8_t, 1 + field_size(of)>> compressed_point() const noexcept {
    return detail::written<1 + field_size(of)>([&](auto out) { return key_.write_compressed_point(out); });
  }

  // CCE_ERR_AUTH when it does not verify.
  Result verify(Hash hash, Bytes msg, RawSignatureView<of> signature) const noexcept {
    return key_.verify(hash, msg, SignatureFormat::raw, signature);
  }

  // For what does not depend on the curve: other formats, files.
  const AnyEcPublic& any() const noexcept { return key_; }

 private:
  template <Curve>
  friend class EcKey;
  template <class Fixed, class Any>
  friend Outcome<Fixed> detail::of_curve(Curve, Outcome<Any>) noexcept;
  EcPublic() noexcept : key_(nullptr) {}
  explicit EcPublic(AnyEcPublic key) noexcept : key_(std::move(key)) {}
  static Outcome<EcPublic> checked(Outcome<AnyEcPublic> key) noexcept {
    return detail::of_curve<EcPublic>(of, std::move(key));
  }

  AnyEcPublic key_;
};

// A private key of this curve, as AnyEcKey.
template <Curve of>
class EcKey {
 public:
  static Outcome<EcKey> generate() noexcept { return checked(AnyEcKey::generate(of)); }
  static Outcome<EcKey> import(std::span<const uint8_t, field_size(of)> d) noexcept {
    return checked(AnyEcKey::import(of, d));
  }
  static Outcome<EcKey> import_der(Bytes der) noexcept { return checked(AnyEcKey::import_der(der)); }
  static Outcome<EcKey> import_pem(std::string_view text) noexcept { return checked(AnyEcKey::import_pem(text)); }

  Outcome<EcPublic<of>> public_key() const noexcept { return EcPublic<of>::checked(key_.public_key()); }
  // The private key in the clear, for the caller to guard and to wipe.
  Result write_private(std::span<uint8_t, field_size(of)> out) const noexcept {
    return key_.write_private(out).result();
  }

  Outcome<RawSignature<of>> sign(Hash hash, Bytes msg) const noexcept {
    return detail::written<2 * field_size(of)>(
        [&](auto out) { return key_.sign(hash, msg, SignatureFormat::raw, out); });
  }
  // By RFC 6979: the same message, the same signature.
  Outcome<RawSignature<of>> sign_deterministic(Hash hash, Bytes msg) const noexcept {
    return detail::written<2 * field_size(of)>(
        [&](auto out) { return key_.sign_deterministic(hash, msg, SignatureFormat::raw, out); });
  }

  // The shared secret, for a key derivation (hkdf, x963_kdf); the caller wipes it. A peer of another curve does not compile.
  Result agree(const EcPublic<of>& peer, std::span<uint8_t, field_size(of)> z) const noexcept {
    return key_.agree(peer.any(), z).result();
  }

  const AnyEcKey& any() const noexcept { return key_; }

 private:
  template <class Fixed, class Any>
  friend Outcome<Fixed> detail::of_curve(Curve, Outcome<Any>) noexcept;
  EcKey() noexcept : key_(nullptr) {}
  explicit EcKey(AnyEcKey key) noexcept : key_(std::move(key)) {}
  static Outcome<EcKey> checked(Outcome<AnyEcKey> key) noexcept { return detail::of_curve<EcKey>(of, std::move(key)); }

  AnyEcKey key_;
};

}  // namespace cce

#endif  // CCE_CPP_EC_HPP
