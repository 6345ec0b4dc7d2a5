// Powers of H that a message adds to its key: who gets them, and what is left where a zeroise or a fork comes in between. The
// kernel's part is played here; with the kernels that there are, every length is a key's first message.
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <string>
#include <thread>

#include "aes/gcm_kernel.hpp"
#include "base/locked_memory.hpp"
#include "random_bytes.hpp"
#include "reference.hpp"
#include "rows.hpp"

namespace {

using cce::Bytes;
using cce::MutableBytes;
using cce::Status;
using cce::gcm::Key;
using cce::gcm::Powers;
using cce::locked::keys;

constexpr size_t left_out = cce::gcm::max_power - cce::gcm::first_powers;
constexpr uint8_t first = 0x11, added = 0x22, untouched = 0;

bool is_filled(const void* p, size_t n, uint8_t with) {
  const auto* const bytes = static_cast<const uint8_t*>(p);
  return std::all_of(bytes, bytes + n, [with](uint8_t b) { return b == with; });
}

// As a kernel leaves it that makes the first powers alone.
void make_first(Key& key) {
  std::memset(&key.round_keys, first, sizeof key.round_keys);
  std::memset(key.powers.data(), untouched, sizeof key.powers);
  std::memset(&key.powers[left_out], first, sizeof key.powers - left_out * sizeof key.powers[0]);
  key.made = Powers::first;
}

bool holds(const Key& key, uint8_t others, Powers made) {
  return is_filled(&key.round_keys, sizeof key.round_keys, first) &&
         is_filled(key.powers.data(), left_out * sizeof key.powers[0], others) &&
         is_filled(&key.powers[left_out], (cce::gcm::max_power - left_out) * sizeof key.powers[0], first) &&
         key.made == made;
}

struct InSlot {
  Key* const key = keys.make<Key>(make_first);
  InSlot() { REQUIRE(key != nullptr); }
  ~InSlot() { keys.give_back(key); }
};

// What the pass was given, and how often powers were made. A test has its own idea of what else happens while they are.
thread_local const Key* passed;
thread_local bool was_whole;
thread_local int completions;
void (*meanwhile)(Key& key) = nullptr;

void pass(const Key& key, const uint8_t*, uint32_t, Bytes, const uint8_t*, size_t, uint8_t*, uint8_t*) {
  passed = &key;
  was_whole = holds(key, added, Powers::all);
}

void complete(Key& key) {
  ++completions;
  std::memset(key.powers.data(), added, left_out / 2 * sizeof key.powers[0]);
  if (meanwhile != nullptr) meanwhile(key);
  std::memset(key.powers.data(), added, left_out * sizeof key.powers[0]);
}

void crypt(const Key& key) {
  passed = nullptr;
  completions = 0;
  cce::gcm::crypt_completed(pass, complete, key, nullptr, 0, {}, nullptr, 0, nullptr, nullptr);
}

// f() is run in the midst of the making of powers, the first time.
template <class F>
void crypt_while(const Key& key, F f) {
  static F* now;
  now = &f;
  meanwhile = [](Key&) {
    meanwhile = nullptr;
    (*now)();
  };
  crypt(key);
}

pid_t bare_fork() { return static_cast<pid_t>(syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr)); }

bool succeeded(pid_t child) {
  int status = -1;
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

}  // namespace

TEST_CASE("powers are added to a key in a slot, once") {
  const InSlot slot;
  crypt(*slot.key);
  CHECK((passed == slot.key && was_whole && completions == 1));
  CHECK(holds(*slot.key, added, Powers::all));
  crypt(*slot.key);
  CHECK((passed == slot.key && was_whole && completions == 0));
}

TEST_CASE("a key that is in no slot stays as it is, and a copy serves") {
  static Key key;
  make_first(key);
  for (int i = 0; i < 2; ++i) {
    crypt(key);
    CHECK((passed != &key && was_whole && completions == 1));
    CHECK(holds(key, untouched, Powers::first));
  }
}

TEST_CASE("a copy has the powers that there are, and does not look at the others") {
  static Key from, to;
  make_first(from);
  std::memset(from.powers.data(), added, left_out * sizeof from.powers[0]);  // as while another thread adds them
  std::memset(static_cast<void*>(&to), untouched, sizeof to);
  cce::gcm::copy(to, from);
  CHECK(holds(to, untouched, Powers::first));
  from.made = Powers::all;
  cce::gcm::copy(to, from);
  CHECK(holds(to, added, Powers::all));
}

TEST_CASE("where the arena is locked, by this thread or by another, nobody waits and a copy serves") {
  const InSlot slot;
  REQUIRE(keys.change(slot.key, [&] { crypt(*slot.key); }));
  CHECK((passed != slot.key && was_whole));
  CHECK(holds(*slot.key, untouched, Powers::first));

  std::atomic<bool> is_held{false}, may_end{false};
  std::thread other([&] {
    keys.change(slot.key, [&] {
      is_held = true;
      while (!may_end) std::this_thread::yield();
    });
  });
  while (!is_held) std::this_thread::yield();
  crypt(*slot.key);
  may_end = true;
  other.join();
  CHECK((passed != slot.key && was_whole));
  CHECK(holds(*slot.key, untouched, Powers::first));
}

TEST_CASE("a message in a signal handler, in the midst of it, has its own copy") {
  const InSlot slot;
  bool inner_whole = false;
  const Key* inner = nullptr;
  crypt_while(*slot.key, [&] {
    crypt(*slot.key);
    inner = passed, inner_whole = was_whole;
  });
  CHECK((inner != nullptr && inner != slot.key && inner_whole));
  CHECK((passed == slot.key && was_whole));
}

TEST_CASE("nothing is written to a key that was zeroised") {
  const InSlot slot;
  keys.wipe_all();
  crypt(*slot.key);  // and this ends
  CHECK((passed != slot.key && completions == 1));
  CHECK(is_filled(slot.key, sizeof *slot.key, 0));
}

TEST_CASE("what a signal handler zeroises in the midst of it stays zeros") {
  const InSlot slot;
  crypt_while(*slot.key, [] { keys.wipe_all(); });
  CHECK((passed != nullptr && passed != slot.key));
  CHECK(is_filled(slot.key, sizeof *slot.key, 0));
}

TEST_CASE("a fork in the midst of it: either process has a whole key of its own") {
  for (const bool with_handlers : {true, false}) {
    INFO((with_handlers ? "fork" : "the bare system call"));
    const InSlot slot;
    pid_t child = -1;
    crypt_while(*slot.key, [&] { child = with_handlers ? fork() : bare_fork(); });
    const bool whole = passed == slot.key && was_whole && holds(*slot.key, added, Powers::all);
    if (child == 0) _exit(whole ? 0 : 1);
    CHECK(succeeded(child));
    CHECK(whole);
    CHECK(holds(*slot.key, added, Powers::all));
  }
}

TEST_CASE("a child completes its own key, never its parent's") {
  for (const bool with_handlers : {true, false}) {
    INFO((with_handlers ? "fork" : "the bare system call"));
    const InSlot slot;
    const pid_t child = with_handlers ? fork() : bare_fork();
    if (child == 0) {
      crypt(*slot.key);
      // After a fork that ran no handlers the key may lie in memory that is the parent's.
      _exit(was_whole && (passed == slot.key || !with_handlers) ? 0 : 1);
    }
    CHECK(succeeded(child));
    CHECK(holds(*slot.key, untouched, Powers::first));
  }
}

namespace {

struct Message {
  size_t aad, text;
  bool needs_all_powers() const {
    return text > 16 * (cce::gcm::first_powers - 1) || aad > 16 * cce::gcm::first_powers;
  }
};

std::vector<Message> messages() {
  std::vector<Message> all;
  for (size_t n = 0; n <= 1100; ++n) all.push_back({n % 5, n});
  for (size_t n = 4096 - 20; n <= 4096 + 20; ++n) all.push_back({n % 5, n});
  for (size_t n = 0; n <= 600; ++n) all.push_back({n, n % 7});
  return all;
}

struct Answer {
  std::vector<uint8_t> ct, tag;
  bool operator==(const Answer&) const = default;
};

struct Bench {  // one key, IV and data for all messages
  RandomBytes random{30};
  reference::Key K = random.array<reference::Key>();
  std::vector<uint8_t> iv = random.bytes(12), aad = random.bytes(600), text = random.bytes(4200);

  Answer seal(const Key& key, Message m) const {
    Answer a{std::vector<uint8_t>(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(m.text)),
             std::vector<uint8_t>(16)};
    REQUIRE(cce::gcm::seal(key, iv, Bytes(aad).first(m.aad), a.ct, a.ct.data(), a.tag) == Status::ok);
    return a;
  }
  bool opens(const Key& key, Message m, const Answer& a) const {
    std::vector<uint8_t> pt(m.text);
    return cce::gcm::open(key, iv, Bytes(aad).first(m.aad), a.ct, a.tag, pt.data()) == Status::ok &&
           std::equal(pt.begin(), pt.end(), text.begin());
  }
};

}  // namespace

TEST_CASE("every length as the first message of a key, sealed or opened, and as the second") {
  const Bench bench;
  std::vector<Answer> expected;
  cce::gcm::select(0);
  Key portable;
  cce::gcm::init(portable, bench.K);
  for (const Message m : messages()) expected.push_back(bench.seal(portable, m));
  const Message longest = {600, 4200};
  const Answer of_longest = bench.seal(portable, longest);

  rows::each_gcm([&](const auto& row) {
    const bool adds_powers = std::string(row.name) == "vaes512";
    const auto fresh = [&] { return keys.make<Key>([&](Key& k) { cce::gcm::init(k, bench.K); }); };
    const auto has_what_it_needs = [&](const Key& key, Message m) {
      return key.made == (adds_powers && !m.needs_all_powers() ? Powers::first : Powers::all);
    };
    size_t i = 0;
    for (const Message m : messages()) {
      INFO("aad " << m.aad << ", text " << m.text);
      Key *const sealing = fresh(), *const opening = fresh();
      REQUIRE(bench.seal(*sealing, m) == expected[i]);
      REQUIRE(has_what_it_needs(*sealing, m));
      REQUIRE(bench.opens(*opening, m, expected[i]));
      REQUIRE(has_what_it_needs(*opening, m));
      REQUIRE(bench.seal(*opening, m) == expected[i]);
      REQUIRE(bench.opens(*sealing, m, expected[i]));
      // After a short one too.
      REQUIRE(bench.seal(*sealing, longest) == of_longest);
      keys.give_back(sealing);
      keys.give_back(opening);
      ++i;
    }
  });
}
