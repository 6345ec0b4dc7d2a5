// The first long message of a key, which adds to it what long messages need: whatever service has it, on threads at once, and
// while the module is zeroised or the process forks.
#include <cce/cce.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <thread>
#include <vector>

#include "api/gcm_key.hpp"
#include "support/catch.hpp"

namespace {

using Buffer = std::vector<uint8_t>;

const uint8_t key_bytes[32] = {4, 5, 6};
const uint8_t iv[12] = {7};
constexpr size_t size = 1500;  // one of each part that a kernel has

struct Key {
  cce_gcm_key* key = nullptr;
  Key() { REQUIRE(cce_gcm_key_import(key_bytes, 32, &key) == CCE_OK); }
  Key(const Key&) = delete;
  ~Key() { cce_gcm_key_free(key); }
  operator cce_gcm_key*() const { return key; }
};

struct Sealed {
  Buffer ct = Buffer(size);
  std::array<uint8_t, 16> tag{};
  bool operator==(const Sealed&) const = default;
};

const Buffer& text() {
  static const Buffer made = [] {
    Buffer b(size);
    for (size_t i = 0; i < size; ++i) b[i] = static_cast<uint8_t>(i * 7 + i / 256);
    return b;
  }();
  return made;
}

cce_result seal(const cce_gcm_key* key, Sealed& to) {
  return cce_gcm_seal_with_iv(key, iv, 12, nullptr, 0, text().data(), size, to.ct.data(), to.tag.data(), 16);
}

bool opens(const cce_gcm_key* key, const void* with, const Sealed& from) {
  Buffer pt(size);
  return cce_gcm_open(key, with, 12, nullptr, 0, from.ct.data(), size, from.tag.data(), 16, pt.data()) == CCE_OK &&
         pt == text();
}

// From a stream, whose pieces are short.
const Sealed& expected() {
  static const Sealed made = [] {
    const Key key;
    cce_gcm_stream* stream = nullptr;
    REQUIRE(cce_gcm_stream_new(&stream) == CCE_OK);
    REQUIRE(cce_gcm_stream_seal_with_iv(stream, key, iv, 12) == CCE_OK_UNAPPROVED);
    Sealed s;
    for (size_t at = 0; at < size; at += 20)
      REQUIRE(cce_gcm_stream_update(stream, &text()[at], 20, &s.ct[at]) == CCE_OK_UNAPPROVED);
    REQUIRE(cce_gcm_stream_tag(stream, s.tag.data(), 16) == CCE_OK_UNAPPROVED);
    cce_gcm_stream_free(stream);
    return s;
  }();
  return made;
}

bool is_zero(const cce_gcm_key* key) {
  const auto* const bytes = reinterpret_cast<const uint8_t*>(key);
  return std::all_of(bytes, bytes + sizeof *key, [](uint8_t b) { return b == 0; });
}

// In one piece, begun with the key, whatever state that is in.
cce_result seal_by_stream(cce_gcm_stream* stream, const cce_gcm_key* key, Sealed& to) {
  if (const cce_result r = cce_gcm_stream_seal_with_iv(stream, key, iv, 12); r < 0) return r;
  if (const cce_result r = cce_gcm_stream_update(stream, text().data(), size, to.ct.data()); r < 0) return r;
  return cce_gcm_stream_tag(stream, to.tag.data(), 16);
}

}  // namespace

TEST_CASE("each service with a key's first long message") {
  uint8_t made_iv[12];
  Sealed s;
  {
    const Key key;
    CHECK(seal(key, s) == CCE_OK_UNAPPROVED);
    CHECK(s == expected());
  }
  {
    const Key key;
    CHECK(opens(key, iv, expected()));
    CHECK((seal(key, s) == CCE_OK_UNAPPROVED && s == expected()));
  }
  {
    const Key key, other;
    REQUIRE(cce_gcm_seal(key, nullptr, 0, text().data(), size, made_iv, s.ct.data(), s.tag.data()) == CCE_OK);
    CHECK(opens(other, made_iv, s));
  }
  {
    const Key key;
    s.ct = text();
    CHECK(cce_gcm_seal_with_iv(key, iv, 12, nullptr, 0, s.ct.data(), size, s.ct.data(), s.tag.data(), 16) ==
          CCE_OK_UNAPPROVED);
    CHECK(s == expected());
    const Key other;
    CHECK(cce_gcm_open(other, iv, 12, nullptr, 0, s.ct.data(), size, s.tag.data(), 16, s.ct.data()) == CCE_OK);
    CHECK(s.ct == text());
  }
  {
    const Key key, other;
    Sealed a, b;
    uint8_t iv_a[12], iv_b[12];
    cce_gcm_seal_item items[2] = {{key, nullptr, 0, text().data(), size, iv_a, a.ct.data(), a.tag.data(), CCE_OK},
                                  {key, nullptr, 0, text().data(), size, iv_b, b.ct.data(), b.tag.data(), CCE_OK}};
    CHECK(cce_gcm_seal_batch(items, 2) == CCE_OK);
    CHECK((opens(other, iv_a, a) && opens(other, iv_b, b)));
    const Key third;
    Buffer pt_a(size), pt_b(size);
    cce_gcm_open_item back[2] = {
        {third, iv_a, 12, nullptr, 0, a.ct.data(), size, a.tag.data(), 16, pt_a.data(), CCE_OK},
        {third, iv_b, 12, nullptr, 0, b.ct.data(), size, b.tag.data(), 16, pt_b.data(), CCE_OK}};
    CHECK(cce_gcm_open_batch(back, 2) == CCE_OK);
    CHECK((pt_a == text() && pt_b == text()));
  }
  for (const bool is_complete : {false, true}) {
    const Key key, other;
    cce_gcm_stream* stream = nullptr;
    cce_gcm_sealer* sealer = nullptr;
    REQUIRE(cce_gcm_stream_new(&stream) == CCE_OK);
    if (is_complete) REQUIRE(seal(key, s) == CCE_OK_UNAPPROVED);
    for (int i = 0; i < 2; ++i) CHECK((seal_by_stream(stream, key, s) == CCE_OK_UNAPPROVED && s == expected()));
    REQUIRE(cce_gcm_sealer_new(key, "fixd", 4, 0, &sealer) == CCE_OK);
    for (int i = 0; i < 2; ++i) {
      REQUIRE(cce_gcm_sealer_seal(sealer, nullptr, 0, text().data(), size, made_iv, s.ct.data(), s.tag.data()) ==
              CCE_OK);
      CHECK(opens(other, made_iv, s));
    }
    cce_gcm_sealer_free(sealer);
    cce_gcm_stream_free(stream);
  }
}

TEST_CASE("threads with the first long messages of a key at once, and with copies of it") {
  (void)expected();
  for (int round = 0; round < 300; ++round) {
    const Key key;
    std::atomic<int> ready{0}, good{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&, t] {
        Sealed s;
        cce_gcm_stream* stream = nullptr;
        if (cce_gcm_stream_new(&stream) != CCE_OK) return;
        ++ready;
        while (ready < 4) std::this_thread::yield();
        const cce_result r = t == 3 ? seal_by_stream(stream, key, s) : seal(key, s);
        if (r == CCE_OK_UNAPPROVED && s == expected()) ++good;
        cce_gcm_stream_free(stream);
      });
    for (std::thread& t : threads) t.join();
    REQUIRE(good == 4);
  }
}

TEST_CASE("zeroised before its first long message, a key is refused, and nothing is added to it") {
  const Key key;
  Sealed s;
  REQUIRE(cce_module_zeroize() == CCE_OK);
  CHECK(seal(key, s) == CCE_ERR_STATE);
  REQUIRE(cce_module_restart() == CCE_OK);
  CHECK(seal(key, s) == CCE_ERR_KEY);
  CHECK_FALSE(opens(key, iv, expected()));
  cce_gcm_stream* stream = nullptr;
  REQUIRE(cce_gcm_stream_new(&stream) == CCE_OK);
  CHECK(seal_by_stream(stream, key, s) == CCE_ERR_KEY);
  cce_gcm_stream_free(stream);
  CHECK(is_zero(key));
}

#if !defined(__SANITIZE_THREAD__)  // to wipe a key that is in use is a race: what was made meanwhile is thrown away
TEST_CASE("zeroised in the midst of first long messages, keys are zeros and stay so") {
  (void)expected();
  constexpr int count = 64;
  int done = 0, refused = 0;
  for (int round = 0; round < 100; ++round) {
    std::array<cce_gcm_key*, count> keys;
    for (cce_gcm_key*& key : keys) REQUIRE(cce_gcm_key_import(key_bytes, 32, &key) == CCE_OK);
    std::atomic<int> next{0}, wrong{0}, sealed{0};
    const auto seal_all = [&] {
      for (int i; (i = next++) < count;) {
        Sealed s;
        const cce_result r = seal(keys[static_cast<size_t>(i)], s);
        sealed += r >= 0;
        wrong += s != (r >= 0 ? expected() : Sealed{});
      }
    };
    std::thread one(seal_all), two(seal_all);
    while (next < round % count) {
    }
    REQUIRE(cce_module_zeroize() == CCE_OK);
    one.join();
    two.join();
    CHECK(wrong == 0);
    for (cce_gcm_key* const key : keys) {
      CHECK(is_zero(key));
      cce_gcm_key_free(key);
    }
    done += sealed;
    refused += count - sealed;
    REQUIRE(cce_module_restart() == CCE_OK);
  }
  CHECK(done > 0);
  CHECK(refused > 0);
}

#endif

TEST_CASE("a child has whole keys, whatever other threads are adding to them when it is forked") {
  (void)expected();
  const Key untouched;
  std::atomic<bool> may_end{false};
  std::atomic<cce_gcm_key*> latest{nullptr};
  std::thread other([&] {
    cce_gcm_key* last = nullptr;
    while (!may_end) {
      cce_gcm_key* key = nullptr;
      Sealed s;
      if (cce_gcm_key_import(key_bytes, 32, &key) != CCE_OK) continue;
      latest = key;
      (void)seal(key, s);
      cce_gcm_key_free(last);
      last = key;
    }
    cce_gcm_key_free(last);
  });
  while (latest == nullptr) std::this_thread::yield();
  for (int i = 0; i < 100; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      Sealed a, b;
      _exit(seal(latest, a) == CCE_OK_UNAPPROVED && seal(untouched, b) == CCE_OK_UNAPPROVED && a == expected() &&
                    b == expected()
                ? 0
                : 1);
    }
    int status = -1;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(status == 0);
  }
  may_end = true;
  other.join();
  CHECK(untouched.key->key.made != cce::gcm::Powers::none);
  Sealed s;
  CHECK((seal(untouched, s) == CCE_OK_UNAPPROVED && s == expected()));
}
