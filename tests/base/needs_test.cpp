// No implementation executes an instruction that the processor which it was chosen for has not. Each instruction is looked at, as
// on a machine that has them all nothing else would tell.
#include <signal.h>
#include <ucontext.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "aes/block.hpp"
#include "aes/gcm.hpp"
#include "base/registers.hpp"
#include "ec/curve.hpp"
#include "hmac/in_step.hpp"
#include "instruction_needs.hpp"
#include "sha2/engine.hpp"
#include "support/catch.hpp"
#include "support/child.hpp"

extern "C" const char __executable_start, etext;

namespace {

using namespace cce;
using needs_test::needs_of;

constexpr uint8_t text[1024] = {1, 2, 3};

// In as many lanes as there may be in use of those that there are.
template <class Family>
void hash_in_lanes(cpu::Features have) {
  constexpr Family family;
  std::array<typename Family::Word, 8> H[16] = {};
  const uint8_t* blocks[16];
  for (size_t i = 0; i < 16; ++i) blocks[i] = text + i;
  for (const size_t lanes : {2, 8, 16})
    if (lanes <= sha2::max_lanes<typename Family::Word> && (lanes == 2 || (have & cpu::avx512) != 0))
      family.kernel().compress_lanes(H, blocks, lanes, 1);
}

void hash(cpu::Features have) {
  std::array<uint8_t, 64> out;
  for (const auto h : {sha2::Hash::sha256, sha2::Hash::sha512}) {
    const MutableBytes digest = MutableBytes(out).first(sha2::digest_size(h));
    sha2::digest(h, Bytes(text).first(300), digest);
    hmac::mac(h, Bytes(text).first(32), Bytes(text).first(100), digest);
    hmac::Key key;
    key.init(h, Bytes(text).first(32));
    hmac::mac(key, Bytes(text).first(100), digest);
  }
  hash_in_lanes<sha2::Family<uint32_t>>(have);
  hash_in_lanes<sha2::Family<uint64_t>>(have);
}

void encrypt(cpu::Features have) {
  static gcm::Key key;
  static std::array<uint8_t, 1024> out;
  std::array<uint8_t, 16> tag;
  gcm::init(key, Bytes(text).first<gcm::key_size>());
  const size_t longest = (have & cpu::aes) != 0 ? 540 : 20;  // in plain C++ it would take half a million instructions
  for (const size_t n : {size_t{20}, longest}) {
    (void)gcm::seal(key, Bytes(text).first(12), Bytes(text).first(n / 4), Bytes(text).first(n), out.data(), tag);
    (void)gcm::open(key, Bytes(text).first(12), Bytes(text).first(n / 4), Bytes(out).first(n), tag, out.data());
  }
  aes::Block V = {};
  for (const size_t blocks : {size_t{2}, longest / 16}) aes::counter_keystream(key.round_keys, V, out.data(), blocks);
}

// A few multiplications in the field.
void look_at_points() {
  for (const auto c : {ec::Curve::p256, ec::Curve::p384, ec::Curve::p521})
    (void)ec::operations(c).is_on_curve_vartime(text, text + 8);
}

// All that is chosen by `have`, and a use of it.
void work(cpu::Features have) {
  registers::select(have);
  sha2::select(have);
  aes::select(have);
  gcm::select(have);
  ec::select(have);
  hash(have);
  encrypt(have);
  look_at_points();
}

struct Trace {
  uint64_t steps, met;
  cpu::Features allowed;
  const uint8_t* first;  // that is not allowed
};
Trace the_trace;

void look(int, siginfo_t*, void* context) {
  const auto* const at =
      reinterpret_cast<const uint8_t*>(static_cast<const ucontext_t*>(context)->uc_mcontext.gregs[REG_RIP]);
  // The C library chooses for itself.
  if (at < reinterpret_cast<const uint8_t*>(&__executable_start) || at >= reinterpret_cast<const uint8_t*>(&etext))
    return;
  ++the_trace.steps;
  const cpu::Features needs = needs_of(at);
  the_trace.met |= needs;
  if ((needs & ~the_trace.allowed) != 0 && the_trace.first == nullptr) the_trace.first = at;
}

// In a child, as nothing else is to be stepped through. The processor's trap flag: a signal after each instruction.
Trace trace(cpu::Features have, cpu::Features allowed) {
  const std::vector<uint8_t> told = support::in_child([&](std::vector<uint8_t>& out) {
    the_trace.allowed = allowed;
    struct sigaction action = {};
    action.sa_sigaction = look;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGTRAP, &action, nullptr);
    __asm__ volatile("pushfq\n\torq $0x100, (%%rsp)\n\tpopfq" : : : "memory", "cc");
    work(have);
    __asm__ volatile("pushfq\n\tandq $~0x100, (%%rsp)\n\tpopfq" : : : "memory", "cc");
    out.resize(sizeof the_trace);
    std::memcpy(out.data(), &the_trace, sizeof the_trace);
  });
  Trace t = {};
  REQUIRE(told.size() == sizeof t);  // else the work has not come to its end
  std::memcpy(&t, told.data(), sizeof t);
  return t;
}

// What was met first, and where.
std::string words(const uint8_t* at) {
  if (at == nullptr) return "";
  char line[80];
  std::snprintf(line, sizeof line, "%02x %02x %02x %02x %02x at 0x%tx of the program", at[0], at[1], at[2], at[3],
                at[4], at - reinterpret_cast<const uint8_t*>(&__executable_start));
  return line;
}

constexpr cpu::Features westmere = cpu::ssse3 | cpu::sse41 | cpu::aes | cpu::pclmul;
constexpr cpu::Features haswell = westmere | cpu::avx2 | cpu::bmi2 | cpu::rdrand;
constexpr cpu::Features broadwell = haswell | cpu::adx | cpu::rdseed;
constexpr cpu::Features zen2 = broadwell | cpu::sha, zen3 = zen2 | cpu::vaes | cpu::vpclmul;

}  // namespace

TEST_CASE("no instruction runs that the processor has not") {
  struct Model {
    const char* name;
    cpu::Features features, used;
  };
  const Model models[] = {
      {"none", 0, 0},
      {"Westmere", westmere, westmere},
      {"Goldmont", westmere | cpu::sha, westmere | cpu::sha},
      {"Haswell", haswell, westmere | cpu::avx2 | cpu::bmi2},
      {"Broadwell", broadwell, westmere | cpu::avx2 | cpu::bmi2 | cpu::adx},
      {"Skylake-X", broadwell | cpu::avx512, westmere | cpu::avx2 | cpu::bmi2 | cpu::adx | cpu::avx512},
      {"Zen 2", zen2, westmere | cpu::avx2 | cpu::bmi2 | cpu::adx | cpu::sha},
      {"Zen 3", zen3, westmere | cpu::avx2 | cpu::bmi2 | cpu::adx | cpu::sha | cpu::vaes | cpu::vpclmul},
      {"Zen 4", zen3 | cpu::avx512 | cpu::avx512ifma,
       westmere | cpu::avx2 | cpu::bmi2 | cpu::adx | cpu::sha | cpu::vaes | cpu::vpclmul | cpu::avx512}};
  for (const Model& model : models) {
    if ((model.features & ~cpu::of_processor()) != 0) continue;
    INFO(model.name);
    const Trace t = trace(model.features, model.features);
    CHECK(words(t.first) == "");
    CHECK(t.met == model.used);  // else the work does not reach what it is to look at
    CHECK(t.steps > 10'000);
  }
}

TEST_CASE("an instruction that is not allowed is met") {
  if ((zen2 & ~cpu::of_processor()) == 0) CHECK(trace(zen2, zen2 & ~cpu::Features{cpu::sha}).first != nullptr);
}
