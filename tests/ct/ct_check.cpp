// Runs one operation, named on the command line, on secrets that memcheck is told are undefined.
#include <valgrind/memcheck.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <string>

#include "hkdf/hkdf.hpp"
#include "hmac/hmac.hpp"

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

std::array<uint8_t, 200> secret, other;
std::array<uint8_t, 64> out;

void hash(size_t n) {
  for (const Hash h : hashes) sha2::digest(h, Bytes(secret).first(n), MutableBytes(out).first(sha2::digest_size(h)));
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

// What the check must catch: a comparison that ends at the first difference, and a table looked up by a secret.
void leak_branch() {
  volatile int equal = 0;
  for (size_t i = 0; i < secret.size(); ++i) {
    if (secret[i] != 0) break;
    equal = equal + 1;
  }
}
void leak_address() {
  static const std::array<uint8_t, 256> table{};
  volatile uint8_t found = table[secret[0]];
  (void)found;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc == 2 ? argv[1] : "";
  if (!RUNNING_ON_VALGRIND) return std::fputs("to be run under valgrind\n", stderr), 2;
  sha2::select(cpu::detect());
  make_secret(secret);
  make_secret(other);
  if (what == "hash") {
    for (const size_t n : {0, 1, 55, 56, 64, 111, 128, 200}) hash(n);
  } else if (what == "hmac") {
    for (const size_t n : {0, 1, 55, 64, 65, 128, 129, 200}) mac(n);
  } else if (what == "verify") {
    verify(true);
    verify(false);
  } else if (what == "hkdf") {
    for (const size_t n : {0, 32, 64, 200}) derive(n);
  } else if (what == "leak-branch") {
    leak_branch();
  } else if (what == "leak-address") {
    leak_address();
  } else {
    return std::fputs("usage: ct_check hash|hmac|verify|hkdf|leak-branch|leak-address\n", stderr), 2;
  }
  make_public(out);
  return 0;
}
