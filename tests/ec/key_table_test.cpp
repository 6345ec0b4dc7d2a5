// Tables of public keys: when they are made, that one thread makes each, that they go with their keys, and what happens when
// there is no memory or no place for one.
#include <cstring>
#include <thread>

#include "base/fake_memory_os.hpp"
#include "ec/key_table.hpp"
#include "support/catch.hpp"

using namespace cce;
using namespace cce::ec;

namespace {

// What is mapped, and how often.
std::atomic<int> mapped{0}, maps{0};
std::atomic<bool> no_memory{false};

constexpr MemoryOs counting_memory = [] {
  MemoryOs os = base_test::faulty_memory;
  os.map = [](size_t n) -> void* {
    ++maps;
    if (no_memory) return nullptr;
    ++mapped;
    return linux_memory.map(n);
  };
  os.unmap = [](void* p, size_t n) {
    --mapped;
    return linux_memory.unmap(p, n);
  };
  return os;
}();

// Tables of a test, two of which have a place.
struct Fixture {
  std::array<KeyTables::Place, 2> places{};
  KeyTables tables{counting_memory, places};
  PublicKey key;

  explicit Fixture(Curve c = Curve::p256) {
    mapped = maps = 0;
    no_memory = false;
    key = {.curve = c, .x = {}, .y = {}};
    Number one{};
    one[size(c) - 1] = 1;
    operations(c).multiply_base(one.data(), key.x.data(), key.y.data());
  }
  ~Fixture() { CHECK(mapped == 0); }
};

}  // namespace

TEST_CASE("the third verification makes the table, and the key's end frees it") {
  for (Curve c : {Curve::p256, Curve::p384, Curve::p521}) {
    Fixture f(c);
    KeyTable of{};
    REQUIRE(f.tables.find_vartime(of, f.key) == nullptr);
    REQUIRE(f.tables.find_vartime(of, f.key) == nullptr);
    REQUIRE(maps == 0);
    const void* const table = f.tables.find_vartime(of, f.key);
    REQUIRE(table != nullptr);
    for (int i = 0; i < 100; ++i) REQUIRE(f.tables.find_vartime(of, f.key) == table);
    REQUIRE(maps == 1);
    std::vector<uint8_t> expected(key_table_size(c));
    operations(c).fill_key_table_vartime(f.key.x.data(), f.key.y.data(), expected.data());
    REQUIRE(std::memcmp(table, expected.data(), expected.size()) == 0);
    f.tables.release(of, false);
    REQUIRE(mapped == 0);
  }
}

TEST_CASE("a key that verified seldom has nothing to free") {
  Fixture f;
  KeyTable of{};
  for (int i = 0; i < 2; ++i) REQUIRE(f.tables.find_vartime(of, f.key) == nullptr);
  f.tables.release(of, false);
  REQUIRE(maps == 0);
}

TEST_CASE("without memory keys do without, and try again") {
  Fixture f;
  KeyTable of{};
  no_memory = true;
  for (int i = 0; i < 66; ++i) REQUIRE(f.tables.find_vartime(of, f.key) == nullptr);
  REQUIRE(maps == 1);
  no_memory = false;
  REQUIRE(f.tables.find_vartime(of, f.key) != nullptr);
  REQUIRE(maps == 2);
  f.tables.release(of, false);
}

TEST_CASE("no more tables than places; one that is freed is another key's") {
  Fixture f;
  KeyTable of[3]{};
  const auto find_all = [&](KeyTable& one) {
    const void* table = nullptr;
    for (int i = 0; i < 67 && table == nullptr; ++i) table = f.tables.find_vartime(one, f.key);
    return table;
  };
  REQUIRE(find_all(of[0]) != nullptr);
  REQUIRE(find_all(of[1]) != nullptr);
  REQUIRE(find_all(of[1]) != find_all(of[0]));
  REQUIRE(find_all(of[2]) == nullptr);
  REQUIRE(mapped == 2);
  f.tables.release(of[0], false);
  REQUIRE(mapped == 1);
  for (int i = 0; i < 64; ++i) f.tables.find_vartime(of[2], f.key);
  REQUIRE(f.tables.find_vartime(of[2], f.key) != nullptr);
  f.tables.release(of[2], false);
  f.tables.release(of[1], false);
}

TEST_CASE("a key that was wiped has its table freed all the same") {
  Fixture f;
  KeyTable of[2]{};
  for (KeyTable& one : of)
    for (int i = 0; i < 3; ++i) f.tables.find_vartime(one, f.key);
  of[1].table = nullptr;
  of[1].verifications = 0;
  f.tables.release(of[1], true);
  REQUIRE(mapped == 1);
  // What the wiped key's making would leave behind, had it not ended yet, does not matter either.
  of[0].table = &of[0];
  f.tables.release(of[0], true);
  REQUIRE(mapped == 0);
}

TEST_CASE("a child that fell into the making of a table does without it") {
  Fixture f;
  KeyTable of{};
  of.table = &of;
  f.places[0].owner = &of;
  for (int i = 0; i < 200; ++i) REQUIRE(f.tables.find_vartime(of, f.key) == nullptr);
  REQUIRE(maps == 0);
  f.tables.release(of, false);
  REQUIRE(f.places[0].owner == nullptr);
}

TEST_CASE("of threads that share a key one makes the table") {
  for (int round = 0; round < 30; ++round) {
    Fixture f;
    KeyTable of{};
    std::atomic<int> with{0}, ready{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&] {
        ++ready;
        while (ready < 4) {
        }
        for (int i = 0; i < 50; ++i)
          if (f.tables.find_vartime(of, f.key) != nullptr) ++with;
      });
    for (auto& thread : threads) thread.join();
    REQUIRE(with > 0);
    REQUIRE(maps == 1);
    f.tables.release(of, false);
  }
}
