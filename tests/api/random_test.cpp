// cce_random and the generators of a caller's own, through the C ABI.
#include <cce/cce.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "support/catch.hpp"

namespace {

constexpr cce_drbg_kind kinds[] = {CCE_CTR_DRBG_AES256, CCE_HMAC_DRBG_SHA256, CCE_HMAC_DRBG_SHA384,
                                   CCE_HMAC_DRBG_SHA512};

struct Drbg {
  cce_drbg* drbg = nullptr;
  explicit Drbg(cce_drbg_kind kind) { REQUIRE(cce_drbg_new(kind, "test", 4, &drbg) == CCE_OK); }
  ~Drbg() { cce_drbg_free(drbg); }
  operator cce_drbg*() const { return drbg; }
};

// What f writes in a child of fork: 32 bytes.
template <class F>
std::string in_child(F f) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t pid = fork();
  if (pid == 0) {
    alarm(20);
    uint8_t out[32];
    _exit(f(out) && write(ends[1], out, 32) == 32 ? 0 : 1);
  }
  close(ends[1]);
  char got[32];
  const ssize_t n = read(ends[0], got, 32);
  close(ends[0]);
  int status = 0;
  REQUIRE(waitpid(pid, &status, 0) == pid);
  REQUIRE(status == 0);
  REQUIRE(n == 32);
  return {got, 32};
}

}  // namespace

TEST_CASE("every length is filled to its end and no further") {
  for (const size_t n : {size_t{0}, size_t{1}, size_t{15}, size_t{16}, size_t{128}, size_t{129}, size_t{512},
                         size_t{513}, size_t{65536}, size_t{65537}, size_t{200000}}) {
    std::vector<uint8_t> a(n + 1, 0x5a), b(n + 1, 0x5a);
    REQUIRE(cce_random(a.data(), n) == CCE_OK);
    REQUIRE(cce_random(b.data(), n) == CCE_OK);
    CHECK(a[n] == 0x5a);
    CHECK(b[n] == 0x5a);
    if (n >= 15) {
      CHECK(a != b);
      // Not one value in sixteen bytes at the end: a chance of 2^-128 for bytes that were filled.
      CHECK(std::set<uint8_t>(a.end() - 15, a.end() - 1).size() > 1);
    }
  }
  CHECK(cce_random(nullptr, 0) == CCE_OK);
  CHECK(cce_random(nullptr, 1) == CCE_ERR_ARGUMENT);
  uint8_t byte;
  CHECK(cce_random(&byte, SIZE_MAX) == CCE_ERR_ARGUMENT);
}

TEST_CASE("no output repeats: 16 threads, a million draws") {
  constexpr size_t draws = 1000000 / 16;
  std::vector<std::vector<std::array<uint64_t, 2>>> drawn(16);
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  for (auto& mine : drawn)
    threads.emplace_back([&] {
      mine.resize(draws);
      for (auto& value : mine) wrong += cce_random(value.data(), 16) != CCE_OK;
    });
  for (auto& thread : threads) thread.join();
  CHECK(wrong == 0);
  std::vector<std::array<uint64_t, 2>> all;
  for (const auto& mine : drawn) all.insert(all.end(), mine.begin(), mine.end());
  std::sort(all.begin(), all.end());
  CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
}

TEST_CASE("parent and children of fork never draw the same") {
  uint8_t warm_up[5];
  REQUIRE(cce_random(warm_up, sizeof warm_up) == CCE_OK);  // leaves bytes in store, which a child must not hand out
  std::set<std::string> seen;
  for (int i = 0; i < 20; ++i) {
    REQUIRE(seen.insert(in_child([](uint8_t* out) { return cce_random(out, 32) == CCE_OK; })).second);
    char mine[32];
    REQUIRE(cce_random(mine, 32) == CCE_OK);
    REQUIRE(seen.emplace(mine, 32).second);
  }
}

TEST_CASE("nor do the two copies of a generator that fork makes, nor the IVs of a key") {
  for (const cce_drbg_kind kind : kinds) {
    const Drbg drbg(kind);
    const std::string child =
        in_child([&](uint8_t* out) { return cce_drbg_generate(drbg, 0, nullptr, 0, out, 32) == CCE_OK; });
    char mine[32];
    REQUIRE(cce_drbg_generate(drbg, 0, nullptr, 0, mine, 32) == CCE_OK);
    CHECK(child != std::string(mine, 32));
  }
  cce_gcm_key* key = nullptr;
  REQUIRE(cce_gcm_key_generate(&key) == CCE_OK);
  std::set<std::string> ivs;
  for (int i = 0; i < 10; ++i) {
    const std::string child = in_child([&](uint8_t* out) {
      uint8_t tag[16];
      std::memset(out, 0, 32);
      return cce_gcm_seal(key, nullptr, 0, nullptr, 0, out, nullptr, tag) == CCE_OK;
    });
    REQUIRE(ivs.insert(child.substr(0, 12)).second);
    char iv[12], tag[16];
    REQUIRE(cce_gcm_seal(key, nullptr, 0, nullptr, 0, iv, nullptr, tag) == CCE_OK);
    REQUIRE(ivs.emplace(iv, 12).second);
  }
  cce_gcm_key_free(key);
}

TEST_CASE("generators: kinds, limits, arguments") {
  cce_drbg* made = reinterpret_cast<cce_drbg*>(8);
  for (const int kind : {0, 5, -1, 257}) {
    CHECK(cce_drbg_new(static_cast<cce_drbg_kind>(kind), nullptr, 0, &made) == CCE_ERR_ARGUMENT);
    CHECK(made == nullptr);
  }
  CHECK(cce_drbg_new(CCE_CTR_DRBG_AES256, nullptr, 1, &made) == CCE_ERR_ARGUMENT);
  CHECK(cce_drbg_new(CCE_CTR_DRBG_AES256, nullptr, 0, nullptr) == CCE_ERR_ARGUMENT);
  cce_drbg_free(nullptr);

  std::vector<uint8_t> out(CCE_DRBG_MAX_REQUEST + 1, 0x5a);
  for (const cce_drbg_kind kind : kinds) {
    const Drbg drbg(kind);
    for (const int resistance : {0, 1, -1}) {
      CHECK(cce_drbg_generate(drbg, resistance, nullptr, 0, out.data(), CCE_DRBG_MAX_REQUEST) == CCE_OK);
      CHECK(cce_drbg_generate(drbg, resistance, "more", 4, out.data(), 1) == CCE_OK);
    }
    CHECK(cce_drbg_reseed(drbg, nullptr, 0) == CCE_OK);
    CHECK(cce_drbg_reseed(drbg, "more", 4) == CCE_OK);
    std::fill(out.begin(), out.end(), 0x5a);
    CHECK(cce_drbg_generate(drbg, 0, nullptr, 0, out.data(), CCE_DRBG_MAX_REQUEST + 1) == CCE_ERR_LIMIT);
    CHECK(out == std::vector<uint8_t>(out.size(), 0x5a));
    CHECK(cce_drbg_generate(drbg, 0, nullptr, 1, out.data(), 1) == CCE_ERR_ARGUMENT);
    CHECK(cce_drbg_generate(drbg, 0, nullptr, 0, nullptr, 1) == CCE_ERR_ARGUMENT);
    CHECK(cce_drbg_generate(drbg, 0, out.data(), 32, out.data(), 32) == CCE_ERR_ARGUMENT);
    CHECK(cce_drbg_reseed(drbg, nullptr, 1) == CCE_ERR_ARGUMENT);
  }
  CHECK(cce_drbg_generate(nullptr, 0, nullptr, 0, out.data(), 1) == CCE_ERR_ARGUMENT);
  CHECK(cce_drbg_reseed(nullptr, nullptr, 0) == CCE_ERR_ARGUMENT);
}

TEST_CASE("after a zeroise a generator is gone, and cce_random begins anew") {
  uint8_t out[16];
  const Drbg drbg(CCE_HMAC_DRBG_SHA512);
  REQUIRE(cce_random(out, 16) == CCE_OK);
  REQUIRE(cce_module_zeroize() == CCE_OK);
  CHECK(cce_random(out, 16) == CCE_ERR_STATE);
  CHECK(cce_drbg_generate(drbg, 0, nullptr, 0, out, 16) == CCE_ERR_STATE);
  REQUIRE(cce_module_restart() == CCE_OK);
  CHECK(cce_drbg_generate(drbg, 0, nullptr, 0, out, 16) == CCE_ERR_KEY);
  CHECK(cce_drbg_reseed(drbg, nullptr, 0) == CCE_ERR_KEY);
  CHECK(cce_random(out, 16) == CCE_OK);
}
