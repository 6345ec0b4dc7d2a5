// What is left on the stack and in vector registers after the operations on private keys: nothing of the scalar, of k or of
// Z. Eight bytes in a row of a secret, as bytes or as limbs, are a find.
#include <memory>
#include <string>

#include "aes/own_stack.hpp"
#include "aes/random_bytes.hpp"
#include "base/registers.hpp"
#include "drbg/rand.hpp"
#include "ec/ecdh.hpp"
#include "ec/ecdsa_batch.hpp"
#include "ec/key_file.hpp"
#include "ec/pem.hpp"
#include "rows.hpp"

using namespace cce;
using ec::Curve;

namespace {

// Everything that an operation works on, none of it on the stack.
struct Work {
  Curve curve;
  ec::PrivateKey key, made;
  ec::Number Z;
  std::array<uint8_t, 48> digest;
  ec::Signature signature;
  std::vector<uint8_t> der, pem, decoded;
  std::string_view labels[1] = {ec::pem::private_key};
  size_t decoded_size;
  bool done;
};

struct Named {
  const char* name;
  std::vector<uint8_t> bytes;
};

// The number as bytes, and as the words that arithmetic has of it.
void add(std::vector<Named>& secrets, const char* name, Curve c, const ec::Number& x) {
  std::vector<uint8_t> bytes(x.begin(), x.begin() + static_cast<ptrdiff_t>(ec::size(c)));
  secrets.push_back({name, bytes});
  secrets.push_back({name, {bytes.rbegin(), bytes.rend()}});
}

std::string found(const OwnStack& stack, const std::vector<Named>& secrets) {
  for (const Named& s : secrets)
    for (size_t i = 0; i + 8 <= s.bytes.size(); ++i) {
      const std::string place = stack.find(s.bytes.data() + i);
      if (!place.empty()) return std::string(s.name) + ", byte " + std::to_string(i) + ", in " + place;
    }
  return "";
}

Status some_seed(Seed& seed) {
  for (size_t i = 0; i < seed.bytes.size(); ++i) seed.bytes[i] = static_cast<uint8_t>(i * 37 + 11);
  seed.size = 600;
  return Status::ok;
}

std::unique_ptr<Work> make_work(Curve c) {
  RandomBytes random(110);
  auto w = std::make_unique<Work>();
  w->curve = c;
  ec::Number d = random.array<ec::Number>();
  if (c == Curve::p521) d[0] = 1;
  REQUIRE(ec::import_private(c, Bytes(d).first(ec::size(c)), w->key) == Status::ok);
  random.fill(w->digest);
  w->der.resize(ec::private_der_size(c));
  ec::write_private(w->key, w->der);
  w->pem.resize(ec::pem::text_size(ec::pem::private_key, w->der.size()));
  ec::pem::write(ec::pem::private_key, w->der, w->pem);
  w->decoded.resize(ec::pem::max_der);
  return w;
}

std::vector<Named> secrets_of(const Work& w) {
  std::vector<Named> secrets;
  add(secrets, "d", w.curve, w.key.d);
  ec::Number e, k, Z = {};
  ec::digest_to_number(w.curve, w.digest, e);
  ec::Nonces nonces;
  nonces.deterministic(w.curve, sha2::Hash::sha384, w.key.d, e);
  REQUIRE(declassify(nonces.next(k)));
  add(secrets, "k", w.curve, k);
  ec::agree(w.key, w.key.Q, MutableBytes(Z).first(ec::size(w.curve)));
  add(secrets, "Z", w.curve, Z);
  return secrets;
}

// In lanes where there are some.
void sign_several(Work& w) {
  ec::SignRequest requests[ec::max_lanes];
  for (auto& request : requests) request = {&w.key, w.digest, {}, Status::fatal};
  ec::sign_together(requests);
  w.done = true;
  for (const auto& request : requests) w.done = w.done && request.status == Status::ok;
}

struct Operation {
  const char* name;
  void (*run)(Work&);
};
const Operation operations[] = {
    {"sign, deterministic",
     [](Work& w) { w.done = ec::sign_deterministic(w.key, sha2::Hash::sha384, w.digest, w.signature) == Status::ok; }},
    {"sign", [](Work& w) { w.done = ec::sign(w.key, w.digest, w.signature) == Status::ok; }},
    {"sign, several", sign_several},
    {"agree", [](Work& w) { ec::agree(w.key, w.key.Q, MutableBytes(w.Z).first(ec::size(w.curve))), w.done = true; }},
    {"import",
     [](Work& w) {
       w.done = ec::import_private(w.curve, Bytes(w.key.d).first(ec::size(w.curve)), w.made) == Status::ok;
     }},
    {"read DER", [](Work& w) { w.done = ec::read_private(w.der, w.made) == Status::ok; }},
    {"write DER", [](Work& w) { ec::write_private(w.key, w.der), w.done = true; }},
    {"read PEM", [](Work& w) { w.done = ec::pem::read(w.pem, w.labels, w.decoded, w.decoded_size) == Status::ok; }},
    {"write PEM", [](Work& w) { ec::pem::write(ec::pem::private_key, w.der, w.pem), w.done = true; }},
};

struct Run {
  const Operation* operation;
  Work* work;
};

}  // namespace

TEST_CASE("no scalar, nonce or shared secret is left behind") {
  rand::use(some_seed, nullptr);
  registers::select(cpu::detect());  // those that the C library's copies use, whichever kernel runs
  std::array<uint8_t, 1> first;
  REQUIRE(rand::random(first) == Status::ok);  // this thread's generator is there
  for (const cpu::Features have : {cpu::detect(), cpu::Features{0}}) {
    ec::select(have);
    for (const Curve c : {Curve::p256, Curve::p384, Curve::p521}) {
      const auto work = make_work(c);
      const auto secrets = secrets_of(*work);
      for (const Operation& operation : operations) {
        INFO(rows::name(c) << ", " << ec::implementation(c, have) << ", " << operation.name);
        Run run = {&operation, work.get()};
        OwnStack stack;
        work->done = false;
        stack.run([](void* p) { static_cast<Run*>(p)->operation->run(*static_cast<Run*>(p)->work); }, &run);
        CHECK(work->done);
        CHECK(found(stack, secrets) == "");
      }
    }
  }
  ec::select(cpu::detect());
}

TEST_CASE("what is left behind is found") {
  const auto work = make_work(Curve::p256);
  const auto secrets = secrets_of(*work);
  OwnStack stack;
  stack.run(
      [](void* p) {
        uint8_t copy[32];
        std::memcpy(copy, static_cast<Work*>(p)->key.d.data(), sizeof copy);
        __asm__ volatile("" : : "r"(copy) : "memory");  // used, as far as the compiler can tell
      },
      work.get());
  CHECK(found(stack, secrets) == "d, byte 0, in stack");
}
