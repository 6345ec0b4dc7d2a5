#include "ec/curves.hpp"
#include "ec/ecdh.hpp"
#include "ec/nonce.hpp"
#include "memory/secrets.hpp"

namespace memory_scan {
namespace {

using namespace cce;
using ec::Limbs;

// Big-endian, and filled up to whole limbs: so each limb begins at a window.
template <size_t n>
void add_number(Secrets& secrets, const std::string& name, const Limbs<n>& x) {
  Octets bytes(8 * n);
  ec::to_bytes(bytes.data(), bytes.size(), x);
  secrets.add(name, bytes);
}

template <class Over>
void add_scalar(Secrets& secrets, const std::string& name, const uint8_t* bytes) {
  using Order = typename Over::Order;
  const auto x = ec::from_bytes<Order::n>(bytes, Over::size);
  uint64_t borrow = 0;
  const auto inverse = ec::Divsteps<typename Order::Modulus>::inverse(x);
  add_number(secrets, name, x);
  add_number(secrets, "n - " + name, ec::subtract(Order::Modulus::value, x, borrow));
  add_number(secrets, name + "^-1", inverse);
  add_number(secrets, name + " in Montgomery form", Order::from_integer(x));
  add_number(secrets, name + "^-1 in Montgomery form", Order::from_integer(inverse));
  secrets.add(name + " as bytes", {bytes, Over::size});
}

void add_scalar(Secrets& secrets, ec::Curve c, const std::string& name, const uint8_t* bytes) {
  if (c == ec::Curve::p256)
    add_scalar<ec::P256Over<ec::Montgomery<ec::P256Prime>>>(secrets, name, bytes);
  else if (c == ec::Curve::p384)
    add_scalar<ec::P384Over<ec::Montgomery<ec::P384Prime>>>(secrets, name, bytes);
  else
    add_scalar<ec::P521Over<ec::PseudoMersenne521>>(secrets, name, bytes);
}

ec::Curve curve_of(unsigned curve) { return static_cast<ec::Curve>(curve + 1); }

}  // namespace

void add_private_key(Secrets& secrets, unsigned curve, std::span<const uint8_t, 66> d) {
  add_scalar(secrets, curve_of(curve), "d", d.data());
}

void add_signed(Secrets& secrets, unsigned curve, std::span<const uint8_t, 66> d, std::span<const uint8_t> message) {
  const ec::Curve c = curve_of(curve);
  std::array<uint8_t, 32> digest;
  sha2::digest(sha2::Hash::sha256, message, digest);
  ec::Number number, e, k;
  std::copy(d.begin(), d.end(), number.begin());
  ec::digest_to_number(c, digest, e);
  ec::Nonces nonces;
  nonces.deterministic(c, sha2::Hash::sha256, number, e);
  if (!declassify(nonces.next(k))) std::abort();  // once in 2^32 keys
  add_scalar(secrets, c, "k", k.data());
}

void add_shared_secret(Secrets& secrets, unsigned curve, std::span<const uint8_t, 66> d) {
  const ec::Curve c = curve_of(curve);
  ec::PrivateKey key;
  if (ec::import_private(c, d.first(ec::size(c)), key) != Status::ok) std::abort();
  ec::Number Z = {};
  ec::agree(key, key.Q, MutableBytes(Z).first(ec::size(c)));
  Octets padded((ec::size(c) + 7) / 8 * 8 - ec::size(c));
  padded.insert(padded.end(), Z.begin(), Z.begin() + static_cast<ptrdiff_t>(ec::size(c)));
  secrets.add("Z", padded);
  secrets.add("Z as bytes", {Z.data(), ec::size(c)});
}

}  // namespace memory_scan
