// The memory scan: starts the probe on one service and, wherever it stops, searches all that it can write to for what the
// service had in its hands. Every find is printed.
//
// usage: searcher PROBE SERVICE direct|lazy HASH KIND; exit code 0: clean, 1: something was found, 2: not done.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <random>

#include "base/cpu.hpp"
#include "drbg/rand_slot.hpp"
#include "hmac/hmac.hpp"
#include "memory/process.hpp"
#include "sha2/sha2.hpp"

using namespace memory_scan;

namespace {

constexpr size_t slot_size = 1024, slot_head = 64;  // the head: marks, locks and counts, which are no secrets

Desk& make_desk() {
  const int file = memfd_create("memory-scan-desk", 0);
  if (file < 0 || ftruncate(file, sizeof(Desk)) != 0 || dup2(file, desk_file) != desk_file) std::exit(2);
  void* const p = mmap(nullptr, sizeof(Desk), PROT_READ | PROT_WRITE, MAP_SHARED, desk_file, 0);
  if (p == MAP_FAILED) std::exit(2);
  Desk& desk = *new (p) Desk{};
  std::random_device device;
  std::mt19937_64 random(device());
  for (auto range : {std::span<uint8_t>(desk.scalar), std::span<uint8_t>(desk.key), std::span<uint8_t>(desk.other),
                     std::span<uint8_t>(desk.message)})
    for (uint8_t& byte : range) byte = static_cast<uint8_t>(random());
  desk.scalar[0] = 0;
  return desk;
}

pid_t start(const char* probe, const char* service, const char* mode) {
  const pid_t id = fork();
  if (id != 0) return id;
  execl(probe, probe, service, mode, nullptr);
  std::_Exit(2);
}

// What the service is given, and what follows from it.
void add_inputs(Secrets& secrets, const Desk& desk, const std::string& service) {
  const std::span<const uint8_t, 32> key(desk.key);
  const std::span<const uint8_t> message(desk.message);
  if (service == "digest") return add_hashed(secrets, desk.hash, message, false);
  if (service.starts_with("hmac")) {
    add_hmac_key(secrets, desk.hash, key);
    add_hmac_key(secrets, desk.hash, message.first(300));
    return add_hashed(secrets, desk.hash, message, true, key);
  }
  if (service == "hkdf") {
    add_hmac_key(secrets, desk.hash, key);
    secrets.add("info", message.first(32));  // which may hold what two parties alone know
    Octets PRK(cce::sha2::digest_size(static_cast<cce::sha2::Hash>(desk.hash + 1)));
    cce::hmac::mac(static_cast<cce::sha2::Hash>(desk.hash + 1), desk.other, key, PRK);
    return add_hmac_key(secrets, desk.hash, PRK);
  }
  if (service == "tls") return add_hmac_key(secrets, desk.hash, key);
  if (service == "x963") {
    add_derived(secrets, desk.hash, message.first(66), std::span(desk.other).first(20));
    return add_derived(secrets, desk.hash, key, desk.other);
  }
  if (service == "random" || service == "thread" || service == "drbg" || service == "ec-generate") return;
  if (service.starts_with("ec-")) {
    const std::span<const uint8_t, 66> d(desk.scalar);
    add_private_key(secrets, desk.kind, d);
    if (service == "ec-sign") add_signed(secrets, desk.kind, d, message.first(signed_length));
    if (service == "ec-agree") add_shared_secret(secrets, desk.kind, d);
    return;
  }
  add_gcm_key(secrets, key);
  secrets.add("plaintext", message);
}

// What came out of it, as far as it is nobody's but the caller's.
void add_outputs(Secrets& secrets, const Desk& desk, const std::string& service) {
  if (service == "random" || service == "thread" || service == "drbg" || service == "hkdf" ||
      service == "tls" || service == "x963")
    secrets.add("output", desk.out);
  const std::span<const uint8_t, 66> generated(desk.opened, 66);
  if (service == "ec-generate" && std::ranges::any_of(generated, [](uint8_t byte) { return byte != 0; }))
    add_private_key(secrets, desk.kind, generated);
  if (service == "seal" || service == "sealer" || service == "open" || service == "stream") {
    Octets keystream(sizeof desk.message);
    for (size_t i = 0; i < keystream.size(); ++i) keystream[i] = desk.message[i] ^ desk.out[i];
    secrets.add("keystream", keystream);
  }
}

// A thread's generator, by its epoch: of the first process, never advanced.
bool is_generator(const uint8_t* slot) {
  uint64_t epoch;
  std::memcpy(&epoch, slot + 8, sizeof epoch);
  return epoch == uint64_t{1} << 32;
}

class Search {
 public:
  Search(Process& process, const Desk& desk, std::string service)
      : process_(process), desk_(desk), service_(std::move(service)) {
    add_inputs(secrets_, desk, service_);
  }

  // At a stop. True when nothing was found. What is learned at one is looked for from then on.
  bool is_clean() {
    add_outputs(secrets_, desk_, service_);
    is_clean_ = true;
    std::vector<Octets> contents;
    const auto mappings = process_.mappings();
    for (const auto& m : mappings) contents.push_back(process_.read({m.begin, m.end - m.begin}));
    Secrets fresh = secrets_;
    for (size_t i = 0; i < mappings.size(); ++i) take_live(mappings[i], contents[i], fresh);
    for (size_t i = 0; i < mappings.size(); ++i)
      if (const std::string found = fresh.find_in(contents[i]); !found.empty())
        report(found, mappings[i].name.empty() ? "anonymous memory" : mappings[i].name);
    secrets_ = fresh;
    return is_clean_;
  }

 private:
  // A live object is learned and taken out of what is searched.
  void take_live(const Process::Mapping& m, Octets& bytes, Secrets& fresh) {
    for (const Range& live : desk_.live)
      if (live.size != 0 && live.begin >= m.begin && live.begin < m.end)
        take(std::span(bytes).subspan(live.begin - m.begin, live.size), live.size, fresh);
    if (desk_.generators == 0 || !m.follows_guard) return;
    // What a thread's generator has in store may become an IV, which is no secret.
    const size_t size = service_ == "random" || service_ == "thread" ? slot_size : offsetof(cce::rand::Slot, block);
    for (size_t i = 0; i + slot_size <= bytes.size(); i += slot_size)
      if (is_generator(&bytes[i])) take(std::span(bytes).subspan(i, slot_size), size, fresh);
  }

  // A generator of the caller's is another one after each call.
  void take(std::span<uint8_t> object, size_t size, Secrets& fresh) {
    if (service_ == "drbg")
      if (const std::string old = learned_.find_in(object); !old.empty()) report(old, "the object itself");
    // What is secret of a key of a curve, the searcher knows; the rest of it is the public key.
    if (service_.starts_with("ec-") && size < slot_size) {
      std::fill(object.begin(), object.end(), uint8_t{0});
      return;
    }
    const auto secret = object.subspan(slot_head, size - slot_head);
    learned_.add("live object at " + std::string(desk_.place), secret);
    fresh.add("live object at " + std::string(desk_.place), secret);
    std::fill(object.begin(), object.end(), uint8_t{0});
  }

  void report(const std::string& found, const std::string& where) {
    std::printf("%s, %s: %s of %s\n", service_.c_str(), desk_.place, found.c_str(), where.c_str());
    is_clean_ = false;
  }

  Process& process_;
  const Desk& desk_;
  std::string service_;
  Secrets secrets_, learned_;
  bool is_clean_ = true;
};

int run(char** argv) {
  Desk& desk = make_desk();
  desk.hash = static_cast<uint32_t>(std::atoi(argv[4]));
  desk.kind = static_cast<uint32_t>(std::atoi(argv[5]));
  const pid_t id = start(argv[1], argv[2], argv[3]);
  Process process(id, desk);
  Search search(process, desk, argv[2]);
  int stops = 0;
  bool clean = true;
  for (; wait_for(desk, id); ++stops) {
    clean = search.is_clean() && clean;
    desk.turn = Turn::probe;
  }
  if (stops == 0) throw std::runtime_error("the probe never stopped");
  return clean ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) return 2;
  cce::sha2::select(cce::cpu::detect());
  try {
    return run(argv);
  } catch (const std::exception& e) {
    std::printf("%s: %s\n", argv[2], e.what());
    return 2;
  }
}
