// A public key that verifies often, and so comes to have a table of its multiples: the answers are the same throughout, for all
// threads, in a child of fork, and once the key is zeroised or freed.
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "ec_handles.hpp"

using namespace ec_handles;

namespace {

struct Signed {
  Buffer msg, sig;
};

Signed make(const Key& key, uint8_t i) {
  Signed made{{i, 1, 2}, {}};
  made.sig = sign(key, CCE_SHA256, made.msg, CCE_SIG_DER);
  return made;
}

bool is_right(const Public& pub, Signed& one) {
  if (verify(pub, CCE_SHA256, one.msg, CCE_SIG_DER, one.sig) != CCE_OK) return false;
  one.msg[0] ^= 1;
  const bool refused = verify(pub, CCE_SHA256, one.msg, CCE_SIG_DER, one.sig) == CCE_ERR_AUTH;
  one.msg[0] ^= 1;
  return refused;
}

size_t mapped_pages() {
  std::FILE* const file = std::fopen("/proc/self/statm", "r");
  REQUIRE(file != nullptr);
  unsigned long pages = 0;
  REQUIRE(std::fscanf(file, "%lu", &pages) == 1);
  std::fclose(file);
  return pages;
}

}  // namespace

TEST_CASE("the answers do not depend on how often a key has verified") {
  for (const cce_curve c : curves) {
    const Key key(c);
    const Public pub = key.pub();
    for (uint8_t i = 0; i < 12; ++i) {
      INFO(c << " " << int{i});
      Signed one = make(key, i);
      REQUIRE(is_right(pub, one));
      Signed other = make(Key(c), i);
      REQUIRE(verify(pub, CCE_SHA256, other.msg, CCE_SIG_DER, other.sig) == CCE_ERR_AUTH);
    }
  }
}

TEST_CASE("threads verify with one key while its table is made") {
  for (const cce_curve c : curves) {
    const Key key(c);
    const Signed one = make(key, 7);
    for (int round = 0; round < 5; ++round) {
      const Public pub = key.pub();
      std::atomic<int> wrong{0};
      std::vector<std::thread> threads;
      for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
          Signed mine = one;
          for (int i = 0; i < 10; ++i) wrong += is_right(pub, mine) ? 0 : 1;
        });
      for (auto& thread : threads) thread.join();
      CHECK(wrong == 0);
    }
  }
}

TEST_CASE("more keys than there are tables, and none is left behind") {
  const Key key(CCE_P256);
  Signed one = make(key, 9);
  size_t before = 0;
  for (int round = 0; round < 3; ++round) {
    std::vector<Public> many(1100);
    for (Public& pub : many) {
      REQUIRE(cce_ec_key_public(key, &pub.key) == CCE_OK);
      for (int i = 0; i < 2; ++i) REQUIRE(is_right(pub, one));
    }
    REQUIRE(is_right(many.back(), one));
    many.clear();
    if (round == 0) before = mapped_pages();
  }
  CHECK(mapped_pages() < before + 200);  // a thousand tables have two pages each
}

TEST_CASE("a child of fork verifies with the key, and frees it") {
  const Key key(CCE_P256);
  Signed one = make(key, 3);
  for (int made_before = 0; made_before < 5; ++made_before) {
    Public pub = key.pub();
    for (int i = 0; i < made_before; ++i) REQUIRE(verify(pub, CCE_SHA256, one.msg, CCE_SIG_DER, one.sig) == CCE_OK);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      bool right = true;
      for (int i = 0; i < 4; ++i) right = right && is_right(pub, one);
      cce_ec_public_free(pub.key);
      _exit(right ? 0 : 1);
    }
    int status = -1;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    for (int i = 0; i < 4; ++i) CHECK(is_right(pub, one));
  }
}

TEST_CASE("a zeroised key does not verify, whatever it had; another one does") {
  size_t before = 0;
  for (int round = 0; round < 10; ++round) {
    {
      std::vector<Public> had;
      Key key(CCE_P521);
      Signed one = make(key, 5);
      for (int i = 0; i < 8; ++i) {
        had.push_back(key.pub());
        for (int j = 0; j < 2; ++j) REQUIRE(is_right(had.back(), one));
      }
      REQUIRE(cce_module_zeroize() == CCE_OK);
      REQUIRE(cce_module_restart() == CCE_OK);
      for (const Public& pub : had) CHECK(verify(pub, CCE_SHA256, one.msg, CCE_SIG_DER, one.sig) == CCE_ERR_KEY);
    }
    if (round == 0) before = mapped_pages();
  }
  CHECK(mapped_pages() < before + 400);  // 8 tables a round, ten pages each, would be 720
}
