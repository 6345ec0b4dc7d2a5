// Keys, signatures and agreements handed over to Botan and back: all curves and hashes, both directions, through the two
// public faces. CCE_ROUNDS says how many keys of each curve.
#include <botan/ffi.h>

#include <algorithm>
#include <memory>

#include "aes/random_bytes.hpp"
#include "api/ec_handles.hpp"

using namespace ec_handles;

namespace {

template <auto destroy>
struct Destroy {
  template <class T>
  void operator()(T* p) const {
    destroy(p);
  }
};
template <class T, auto destroy>
using Owned = std::unique_ptr<std::remove_pointer_t<T>, Destroy<destroy>>;
using Rng = Owned<botan_rng_t, botan_rng_destroy>;
using Private = Owned<botan_privkey_t, botan_privkey_destroy>;
using BotanPublic = Owned<botan_pubkey_t, botan_pubkey_destroy>;
using Number = Owned<botan_mp_t, botan_mp_destroy>;
using Signer = Owned<botan_pk_op_sign_t, botan_pk_op_sign_destroy>;
using Verifier = Owned<botan_pk_op_verify_t, botan_pk_op_verify_destroy>;
using Agreement = Owned<botan_pk_op_ka_t, botan_pk_op_key_agreement_destroy>;

// make(&handle) is one of Botan's functions that make something.
template <class Handle, class Make>
Handle made(Make make) {
  typename Handle::pointer p = nullptr;
  REQUIRE(make(&p) == BOTAN_FFI_SUCCESS);
  return Handle(p);
}
template <class Write>
Buffer written(Write write) {
  Buffer out(1024);
  size_t n = out.size();
  REQUIRE(write(out.data(), &n) == BOTAN_FFI_SUCCESS);
  out.resize(n);
  return out;
}

constexpr uint32_t as_der = 1;  // of a signature; and 0, of a key

const char* name(cce_curve c) { return c == CCE_P256 ? "secp256r1" : c == CCE_P384 ? "secp384r1" : "secp521r1"; }
const char* padding(cce_hash h) {
  return h == CCE_SHA224   ? "EMSA1(SHA-224)"
         : h == CCE_SHA256 ? "EMSA1(SHA-256)"
         : h == CCE_SHA384 ? "EMSA1(SHA-384)"
         : h == CCE_SHA512 ? "EMSA1(SHA-512)"
                           : "EMSA1(SHA-512-256)";
}

Buffer botan_sign(botan_privkey_t key, botan_rng_t rng, cce_hash hash, const Buffer& msg) {
  const auto op = made<Signer>([&](auto* p) { return botan_pk_op_sign_create(p, key, padding(hash), as_der); });
  REQUIRE(botan_pk_op_sign_update(op.get(), msg.data(), msg.size()) == BOTAN_FFI_SUCCESS);
  return written([&](uint8_t* out, size_t* n) { return botan_pk_op_sign_finish(op.get(), rng, out, n); });
}
bool botan_verifies(botan_pubkey_t key, cce_hash hash, const Buffer& msg, const Buffer& sig) {
  const auto op = made<Verifier>([&](auto* p) { return botan_pk_op_verify_create(p, key, padding(hash), as_der); });
  REQUIRE(botan_pk_op_verify_update(op.get(), msg.data(), msg.size()) == BOTAN_FFI_SUCCESS);
  return botan_pk_op_verify_finish(op.get(), sig.data(), sig.size()) == BOTAN_FFI_SUCCESS;
}
Buffer botan_agree(cce_curve c, const Buffer& d, const Buffer& peer) {
  const auto x = made<Number>([](auto* p) { return botan_mp_init(p); });
  REQUIRE(botan_mp_from_bin(x.get(), d.data(), d.size()) == BOTAN_FFI_SUCCESS);
  const auto key = made<Private>([&](auto* p) { return botan_privkey_load_ecdh(p, x.get(), name(c)); });
  const auto op = made<Agreement>([&](auto* p) { return botan_pk_op_key_agreement_create(p, key.get(), "Raw", 0); });
  return written([&](uint8_t* out, size_t* n) {
    return botan_pk_op_key_agreement(op.get(), out, n, peer.data(), peer.size(), nullptr, 0);
  });
}

// Without leading zeros.
Buffer private_number(botan_privkey_t key) {
  const auto x = made<Number>([](auto* p) { return botan_mp_init(p); });
  REQUIRE(botan_privkey_get_field(x.get(), key, "x") == BOTAN_FFI_SUCCESS);
  size_t n = 0;
  REQUIRE(botan_mp_num_bytes(x.get(), &n) == BOTAN_FFI_SUCCESS);
  Buffer bytes(n);
  REQUIRE(botan_mp_to_bin(x.get(), bytes.data()) == BOTAN_FFI_SUCCESS);
  return bytes;
}

// One key of ours and one of Botan's, each seen from both sides.
struct Pair {
  Pair(cce_curve c, botan_rng_t rng)
      : ours(c),
        ours_there(made<BotanPublic>(
            [&, bytes = der(ours.pub())](auto* p) { return botan_pubkey_load(p, bytes.data(), bytes.size()); })),
        theirs(made<Private>([&](auto* p) { return botan_privkey_create(p, "ECDSA", name(c), rng); })),
        theirs_public(made<BotanPublic>([&](auto* p) { return botan_privkey_export_pubkey(p, theirs.get()); })) {
    const Buffer bytes =
        written([&](uint8_t* out, size_t* n) { return botan_privkey_export(theirs.get(), out, n, 0); });
    Buffer d = private_number(theirs.get());
    const bool is_full = d.size() == field_size(c);
    d.insert(d.begin(), field_size(c) - d.size(), 0);
    const cce_result read = cce_ec_key_import_der(bytes.data(), bytes.size(), &theirs_here.key);
    // Botan 2 leaves out leading zeros, where RFC 5915 section 3 wants a length of the order's: that is refused.
    REQUIRE((read == CCE_OK || (!is_full && read == CCE_ERR_KEY)));
    if (read != CCE_OK) REQUIRE(cce_ec_key_import(c, d.data(), d.size(), &theirs_here.key) == CCE_OK);
    REQUIRE(scalar(theirs_here) == d);
  }
  Key ours;
  BotanPublic ours_there;
  Private theirs;
  BotanPublic theirs_public;
  Key theirs_here;
};

void check_files(const Pair& pair, botan_rng_t rng) {
  const Buffer bytes =
      written([&](uint8_t* out, size_t* n) { return botan_pubkey_export(pair.theirs_public.get(), out, n, 0); });
  REQUIRE(der(pair.theirs_here.pub()) == bytes);
  const Buffer own = der(pair.ours);
  const auto read = made<Private>([&](auto* p) { return botan_privkey_load(p, rng, own.data(), own.size(), nullptr); });
  Buffer d = scalar(pair.ours);
  d.erase(d.begin(), std::find_if(d.begin(), d.end(), [](uint8_t byte) { return byte != 0; }));
  REQUIRE(private_number(read.get()) == d);
}

void check_signatures(const Pair& pair, botan_rng_t rng, cce_hash hash, RandomBytes& random) {
  const Buffer msg = random.bytes(random.below(300));
  Buffer sig = sign(pair.ours, hash, msg, CCE_SIG_DER);
  REQUIRE(botan_verifies(pair.ours_there.get(), hash, msg, sig));
  REQUIRE_FALSE(botan_verifies(pair.theirs_public.get(), hash, msg, sig));
  sig = botan_sign(pair.theirs.get(), rng, hash, msg);
  const Public pub = pair.theirs_here.pub();
  REQUIRE(verify(pub, hash, msg, CCE_SIG_DER, sig) == CCE_OK);
  sig[random.below(sig.size())] ^= static_cast<uint8_t>(1 << random.below(8));
  const bool there = botan_verifies(pair.theirs_public.get(), hash, msg, sig);
  // Botan takes some encodings that are not DER.
  if (!there) REQUIRE(verify(pub, hash, msg, CCE_SIG_DER, sig) == CCE_ERR_AUTH);
}

void check_agreement(cce_curve c, const Pair& pair) {
  auto agree = [](const Key& own, const Public& peer) {
    return sized([&](void* out, size_t* n) { return cce_ecdh(own, peer, out, n); });
  };
  const Buffer z = botan_agree(c, scalar(pair.theirs_here), point(pair.ours.pub(), 0));
  REQUIRE(agree(pair.ours, pair.theirs_here.pub()) == z);
  REQUIRE(botan_agree(c, scalar(pair.ours), point(pair.theirs_here.pub(), 0)) == z);
}

}  // namespace

TEST_CASE("keys, signatures and agreements, with Botan on the other side") {
  RandomBytes random(91);
  const auto rng = made<Rng>([](auto* p) { return botan_rng_init(p, "user"); });
  for (const cce_curve c : curves)
    for (int i = 0; i < CCE_ROUNDS; ++i) {
      INFO(name(c) << ", round " << i);
      const Pair pair(c, rng.get());
      check_files(pair, rng.get());
      check_agreement(c, pair);
      for (const cce_hash hash : hashes) check_signatures(pair, rng.get(), hash, random);
    }
}
