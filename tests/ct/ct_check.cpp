// Runs one operation, named on the command line, on secrets that memcheck is told are undefined.
#include <valgrind/memcheck.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <string>

#include "aes/gcm.hpp"
#include "aes/gcm_stream.hpp"
#include "ct_ec.hpp"
#include "drbg/ctr_drbg.hpp"
#include "drbg/hmac_drbg_together.hpp"
#include "drbg/rand.hpp"
#include "ec/x963.hpp"
#include "hkdf/hkdf.hpp"
#include "hmac/hmac.hpp"
#include "sha2/batch.hpp"
#include "tls/tls12.hpp"
#include "tls/tls13.hpp"

using namespace cce;
using sha2::Hash;

namespace {

template <class T>
void make_secret(T& object) {
  VALGRIND_MAKE_MEM_UNDEFINED(object.data(), object.size());
}
template <class T>
void make_public(T& object) {
  VALGRIND_MAKE_MEM_DEFINED(object.data(), object.size());
}

constexpr Hash hashes[] = {Hash::sha224, Hash::sha256, Hash::sha384, Hash::sha512, Hash::sha512_256};

std::array<uint8_t, 400> secret, other;
std::array<uint8_t, 64> out;

void hash(size_t n) {
  for (const Hash h : hashes) sha2::digest(h, Bytes(secret).first(n), MutableBytes(out).first(sha2::digest_size(h)));
}

// Eighteen messages: lanes are refilled, and some are empty at the end.
void hash_batch(size_t n) {
  std::array<uint8_t, 18 * sha2::max_digest_size> digests;
  for (const Hash h : hashes) {
    size_t i = 0;
    sha2::digest_each(h, [&](sha2::Message& message) {
      message = {Bytes(secret).first(n - std::min(n, i)), &digests[i % 18 * sha2::max_digest_size]};
      return i++ < 18;
    });
  }
}

void mac(size_t n) {
  for (const Hash h : hashes)
    hmac::mac(h, Bytes(secret).first(n), Bytes(other).first(n), MutableBytes(out).first(sha2::digest_size(h)));
}

void verify(bool right) {
  for (const Hash h : hashes) {
    const size_t size = sha2::digest_size(h);
    hmac::mac(h, secret, other, MutableBytes(out).first(size));
    if (!right) out[size / 2] ^= 1;
    const Status status = hmac::verify(h, secret, other, Bytes(out).first(size));
    if ((status == Status::ok) != right) std::abort();
  }
}

void derive(size_t n) {
  std::array<uint8_t, 150> okm;
  for (const Hash h : hashes)
    if (hkdf::derive(h, {}, Bytes(secret).first(n), Bytes(other).first(n / 2), okm) != Status::ok) std::abort();
}

// The secrets of TLS; labels, contexts and seeds are public.
void derive_tls(size_t n) {
  std::array<uint8_t, 150> okm;
  const std::array<uint8_t, 40> text = {7, 8, 9};
  for (const Hash h : hashes) {
    const Bytes key = Bytes(secret).first(n);
    const MutableBytes next = MutableBytes(okm).first(sha2::digest_size(h));
    if (tls13::extract(h, key, Bytes(other).first(n / 2), next) != Status::ok ||
        tls13::expand_label(h, key, text, text, okm) != Status::ok || tls12::prf(h, key, text, text, okm) != Status::ok)
      std::abort();
  }
}

// The secret of an agreement; the shared information is public, and is longer than a block or there is none.
void derive_x963(size_t n) {
  std::array<uint8_t, 150> key;
  const std::array<uint8_t, 140> text = {7, 8, 9};
  for (const Hash h : hashes)
    for (const Bytes info : {Bytes(), Bytes(text)})
      if (x963::derive(h, Bytes(secret).first(n), info, key) != Status::ok) std::abort();
}

// A message in pieces; the IV and the ciphertext are public.
void aead_in_pieces(size_t n, size_t piece) {
  gcm::Key key;
  gcm::init(key, std::span<const uint8_t, 32>(secret.data(), 32));
  const std::array<uint8_t, 16> iv = {1, 2, 3};
  for (const size_t iv_size : {12, 16})
    for (const bool sealing : {true, false}) {
      gcm::Stream stream;
      std::array<uint8_t, 400> text = other, made;
      if (!sealing) make_public(text);
      if (stream.begin(key, sealing, Bytes(iv).first(iv_size)) != Status::ok ||
          stream.aad(Bytes(other).first(n % 40)) != Status::ok)
        std::abort();
      for (size_t at = 0; at < n; at += piece)
        if (stream.update(Bytes(text).subspan(at, std::min(piece, n - at)), made.data() + at) != Status::ok) std::abort();
      aes::Block T;
      stream.finish(T);
    }
}

// Key set-up, seal, and open with a right and a wrong tag, of any length; the IV, the ciphertext and the tags are public.
void aead(size_t n, size_t aad_size, size_t tag_size) {
  gcm::Key key;
  gcm::init(key, std::span<const uint8_t, 32>(secret.data(), 32));
  const std::array<uint8_t, 16> iv = {1, 2, 3};
  const Bytes aad = Bytes(other).first(aad_size);
  for (const size_t iv_size : {12, 16}) {
    std::array<uint8_t, 400> sealed, opened;
    std::array<uint8_t, 16> whole_tag;
    const MutableBytes tag = MutableBytes(whole_tag).first(tag_size);
    if (gcm::seal(key, Bytes(iv).first(iv_size), aad, Bytes(other).first(n), sealed.data(), tag) != Status::ok)
      std::abort();
    make_public(sealed);
    make_public(tag);
    auto open = [&] {
      return gcm::open(key, Bytes(iv).first(iv_size), aad, Bytes(sealed).first(n), tag, opened.data());
    };
    if (open() != Status::ok) std::abort();
    tag[tag_size / 2] ^= 1;
    if (open() != Status::auth) std::abort();
  }
}

// The bytes of a thread, small and large requests, from a seed that is a secret.
void draw() {
  rand::use(
      [](Seed& seed) {
        seed.size = 96;
        std::copy_n(secret.begin(), seed.size, seed.bytes.begin());
        return Status::ok;
      },
      [](uint64_t& word) {
        word = 7;
        return true;
      });
  for (const size_t n : {16, 12, 128, 130, 400})
    if (rand::random(MutableBytes(other).first(n)) != Status::ok) std::abort();
}

void generate() {
  const Bytes entropy = Bytes(secret).first(48), nonce = Bytes(other).first(32), more = Bytes(other).first(20);
  std::array<uint8_t, 130> drawn;
  ctr_drbg::State ctr;
  if (ctr_drbg::instantiate(ctr, entropy, nonce, more) != Status::ok ||
      ctr_drbg::generate(ctr, more, drawn) != Status::ok || ctr_drbg::reseed(ctr, entropy, more) != Status::ok ||
      ctr_drbg::generate(ctr, {}, drawn) != Status::ok)
    std::abort();
  for (const Hash h : {Hash::sha256, Hash::sha384, Hash::sha512}) {
    hmac_drbg::State state;
    if (hmac_drbg::instantiate(state, h, entropy, nonce, more) != Status::ok ||
        hmac_drbg::generate(state, more, drawn) != Status::ok ||
        hmac_drbg::reseed(state, entropy, more) != Status::ok || hmac_drbg::generate(state, {}, drawn) != Status::ok)
      std::abort();
  }
  hmac_drbg::Together together;
  for (size_t i = 0; i < together.max; ++i)
    std::copy_n(secret.begin(), together.seed_size, together.seed_material(i));
  together.instantiate_and_generate_unchecked(together.max);
}

// What the check must catch: a comparison that ends at the first difference, and a table looked up by a secret.
void leak_branch() {
  volatile int equal = 0;
  for (size_t i = 0; i < secret.size(); ++i) {
    if (secret[i] != 0) break;
    equal = equal + 1;
  }
}
// Of a tag, up to the first difference: what open would be with memcmp.
void compare_as_nobody_should() {
  gcm::Key key;
  gcm::init(key, std::span<const uint8_t, 32>(secret.data(), 32));
  std::array<uint8_t, 16> right, given = {};
  const std::array<uint8_t, 12> iv = {};
  if (gcm::seal(key, iv, {}, {}, nullptr, right) != Status::ok) std::abort();
  volatile size_t equal = 0;
  while (equal < right.size() && right[equal] == given[equal]) equal = equal + 1;
}
void leak_address() {
  std::array<uint8_t, 256> table{};
  const uint8_t* values = table.data();
  __asm__ volatile("" : "+r"(values) : : "memory");  // or the compiler sees that they are all alike
  volatile uint8_t found = values[secret[0]];
  (void)found;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc == 2 ? argv[1] : "";
  if (!RUNNING_ON_VALGRIND) return std::fputs("to be run under valgrind\n", stderr), 2;
  sha2::select(cpu::detect());
  aes::select(cpu::detect());
  gcm::select(cpu::detect());
  make_secret(secret);
  make_secret(other);
  if (what == "hash") {
    for (const size_t n : {0, 1, 55, 56, 64, 111, 128, 200}) hash(n), hash_batch(n);
  } else if (what == "hmac") {
    for (const size_t n : {0, 1, 55, 64, 65, 128, 129, 200}) mac(n);
  } else if (what == "verify") {
    verify(true);
    verify(false);
  } else if (what == "hkdf") {
    for (const size_t n : {0, 32, 64, 200}) derive(n);
  } else if (what == "gcm") {
    for (const size_t n : {0, 1, 16, 31, 64, 200, 300, 400})
      for (const size_t tag_size : {4, 13, 16}) aead(n, n * 7 % 130, tag_size);
  } else if (what == "gcm-stream") {
    for (const size_t n : {0, 1, 16, 31, 64, 200, 400})
      for (const size_t piece : {1, 16, 50, 400}) aead_in_pieces(n, piece);
  } else if (what == "tls") {
    for (const size_t n : {14, 32, 64, 200}) derive_tls(n);
  } else if (what == "x963") {
    for (const size_t n : {32, 48, 66, 200}) derive_x963(n);
  } else if (what == "drbg") {
    generate();
  } else if (what == "random") {
    draw();
  } else if (what == "leak-in-tag") {
    compare_as_nobody_should();
  } else if (what == "leak-branch") {
    leak_branch();
  } else if (what == "leak-address") {
    leak_address();
  } else if (!run_ec(what)) {
    return std::fputs("usage: ct_check OPERATION; main and run_ec list them\n", stderr), 2;
  }
  std::printf("%s %s %s %s\n", sha2::implementation_32(cpu::detect()), sha2::implementation_64(cpu::detect()),
              aes::implementation(cpu::detect()), gcm::implementation(cpu::detect()));
  make_public(out);
  return 0;
}
