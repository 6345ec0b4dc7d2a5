// A process that forks in the midst of cce_gcm_seal_batch: its two processes go on with IVs of their own.
#include <cce/cce.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>

#include "support/catch.hpp"

#if !defined(__SANITIZE_THREAD__)  // which allocates memory after a fork, as a signal handler may not
namespace {

constexpr size_t count = 12, forks_at = 3, size = 64;  // within one run of items whose IVs are drawn together
using Iv = std::array<uint8_t, 12>;

uint8_t* page = nullptr;
size_t page_size = 0;
pid_t child = -1;

// The plaintext of one item lies on a page that cannot be read until this has run, in the midst of its encryption.
void fork_here(int) {
  mprotect(page, page_size, PROT_READ);
  child = fork();
}

struct Batch {
  std::array<Iv, count> iv{};
  std::array<std::array<uint8_t, size>, count> pt{}, ct{};
  std::array<std::array<uint8_t, 16>, count> tag{};
  std::array<cce_gcm_seal_item, count> items{};

  explicit Batch(cce_gcm_key* key) {
    for (size_t i = 0; i < count; ++i)
      items[i] = {key,         nullptr,      0, i == forks_at ? page : pt[i].data(), size, iv[i].data(),
                  ct[i].data(), tag[i].data(), CCE_OK};
  }

  bool opens(cce_gcm_key* key) {
    for (size_t i = 0; i < count; ++i) {
      uint8_t opened[size] = {1};
      if (cce_gcm_open(key, iv[i].data(), 12, nullptr, 0, ct[i].data(), size, tag[i].data(), 16, opened) != CCE_OK ||
          std::memcmp(opened, items[i].pt, size) != 0)
        return false;
    }
    return true;
  }
};

}  // namespace

TEST_CASE("a fork in the midst of a batch: no IV afterwards is that of both processes") {
  page_size = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  void* const shared = mmap(nullptr, 2 * page_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  void* const plain = mmap(nullptr, page_size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  REQUIRE(shared != MAP_FAILED);
  REQUIRE(plain != MAP_FAILED);
  page = static_cast<uint8_t*>(plain);
  struct Report {
    bool is_whole;
    std::array<Iv, count> iv;
  };
  auto* const from_child = new (shared) Report{};

  uint8_t bytes[32] = {7};
  cce_gcm_key* key = nullptr;
  REQUIRE(cce_gcm_key_import(bytes, sizeof bytes, &key) == CCE_OK);
  Batch batch(key);

  struct sigaction action = {}, before = {};
  action.sa_handler = fork_here;
  REQUIRE(sigaction(SIGSEGV, &action, &before) == 0);
  const cce_result result = cce_gcm_seal_batch(batch.items.data(), count);
  if (child == 0) {
    alarm(60);
    from_child->iv = batch.iv;
    from_child->is_whole = result == CCE_OK && batch.opens(key);
    _exit(0);
  }
  sigaction(SIGSEGV, &before, nullptr);
  REQUIRE(child > 0);
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  CHECK(result == CCE_OK);
  CHECK(batch.opens(key));
  CHECK(from_child->is_whole);
  for (size_t i = 0; i < count; ++i) {
    INFO("item " << i);
    // Up to the message that was being sealed the two processes were one. That one has one plaintext, and is the same twice.
    CHECK((batch.iv[i] == from_child->iv[i]) == (i <= forks_at));
  }
  cce_gcm_key_free(key);
  munmap(plain, page_size);
  munmap(shared, 2 * page_size);
}
#endif
