// Nothing comes twice, through the C ABI: a million of each, bytes and IVs, from sixteen threads, from children of fork and
// of vfork, and from one that shares its parent's memory.
#include <cce/cce.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <thread>
#include <vector>

#include "support/catch.hpp"

namespace {

using Value = std::array<uint8_t, 12>;

// Values in memory that children write to as well.
class Shared {
 public:
  explicit Shared(size_t n) : size_(n) {
    void* p = mmap(nullptr, n * sizeof(Value), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    REQUIRE(p != MAP_FAILED);
    values_ = static_cast<Value*>(p);
  }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;
  ~Shared() { munmap(values_, size_ * sizeof(Value)); }

  std::span<Value> part(size_t i, size_t n) { return {values_ + i * n, n}; }

  // How many are there that another one equals; what nobody wrote counts, for it is all zeros.
  size_t repetitions() const {
    std::vector<Value> sorted(values_, values_ + size_);
    std::sort(sorted.begin(), sorted.end());
    return static_cast<size_t>(sorted.end() - std::unique(sorted.begin(), sorted.end()));
  }

 private:
  size_t size_;
  Value* values_;
};

cce_gcm_key* key;

bool draw(Value& value) { return cce_random(value.data(), value.size()) == CCE_OK; }
bool seal(Value& iv) {
  uint8_t tag[16];
  return cce_gcm_seal(key, nullptr, 0, nullptr, 0, iv.data(), nullptr, tag) == CCE_OK;
}

using Make = bool(Value&);

bool fill(Make* make, std::span<Value> values) {
  for (Value& v : values)
    if (!make(v)) return false;
  return true;
}

bool ended_well(pid_t child) {
  int status = -1;
  return child > 0 && waitpid(child, &status, __WALL) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

struct SharingChild {
  Make* make;
  std::span<Value> values;
};

// Apart, since a child of vfork has this very frame.
[[gnu::noinline]] pid_t vfork_to_fill(Make* make, std::span<Value> values) {
  static Make* its_make;
  static std::span<Value> its_values;
  its_make = make, its_values = values;
  const pid_t child = vfork();
  if (child == 0) _exit(fill(its_make, its_values) ? 0 : 1);
  return child;
}

// ThreadSanitizer's own locks hang children of fork that other threads were running beside, so there the threads end first.
#if defined(__SANITIZE_THREAD__)
constexpr bool fork_among_threads = false;
#else
constexpr bool fork_among_threads = true;
#endif

// Sixteen threads; meanwhile seven children, each with a child of its own; and the parent, in turn with children of vfork.
void check_nothing_repeats(Make* make) {
  constexpr size_t each = 31'250, threads = 16, families = 7;  // 32 parts of them: a million
  Shared shared(32 * each);
  std::vector<std::thread> running;
  std::array<bool, threads> well{};
  for (size_t t = 0; t < threads; ++t) running.emplace_back([&, t] { well[t] = fill(make, shared.part(t, each)); });
  if constexpr (!fork_among_threads)
    for (std::thread& t : running) t.join();
  std::vector<pid_t> children;
  for (size_t i = 0; i < families; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      const pid_t grandchild = fork();
      const bool filled = fill(make, shared.part(threads + 2 * i + (grandchild == 0 ? 1 : 0), each));
      _exit(filled && (grandchild == 0 || ended_well(grandchild)) ? 0 : 1);
    }
    children.push_back(child);
  }
  // The last two parts, turn about with children that share this memory.
  constexpr size_t turns = 25;
  for (size_t i = 0; i < turns; ++i) {
    REQUIRE(ended_well(vfork_to_fill(make, shared.part((threads + 2 * families) * turns + i, each / turns))));
    REQUIRE(fill(make, shared.part((threads + 2 * families + 1) * turns + i, each / turns)));
  }
  if constexpr (fork_among_threads)
    for (std::thread& t : running) t.join();
  for (const pid_t child : children) CHECK(ended_well(child));
  CHECK(std::count(well.begin(), well.end(), true) == threads);
  CHECK(shared.repetitions() == 0);
}

}  // namespace

TEST_CASE("a million draws of cce_random") {
  Value warm_up;
  REQUIRE(draw(warm_up));  // leaves bytes in store, which no child may hand out
  check_nothing_repeats(draw);
}

TEST_CASE("a million IVs of cce_gcm_seal") {
  REQUIRE(cce_gcm_key_generate(&key) == CCE_OK);
  check_nothing_repeats(seal);
  cce_gcm_key_free(key);
}

#if !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)  // whose own state such a child would corrupt
TEST_CASE("a child of clone that shares memory and thread with its parent, at the same time") {
  REQUIRE(cce_gcm_key_generate(&key) == CCE_OK);
  for (Make* const make : {+draw, +seal}) {
    constexpr size_t each = 100'000;
    Shared shared(2 * each);
    std::vector<uint8_t> stack(size_t{1} << 20);
    SharingChild work{make, shared.part(1, each)};
    const auto body = [](void* p) {
      const auto& mine = *static_cast<SharingChild*>(p);
      return fill(mine.make, mine.values) ? 0 : 1;
    };
    const pid_t child = clone(body, stack.data() + stack.size(), CLONE_VM | SIGCHLD, &work);
    if (child < 0 && errno == EINVAL) {
      WARN("not tested: this emulator has no clone() that shares memory");
      break;
    }
    CHECK(fill(make, shared.part(0, each)));
    CHECK(ended_well(child));
    CHECK(shared.repetitions() == 0);
  }
  cce_gcm_key_free(key);
}
#endif
