#include "ec/key_table.hpp"

#include <array>

namespace cce::ec {
namespace {

constinit std::array<KeyTables::Place, 1024> places{};

}  // namespace

const void* KeyTables::find_vartime(KeyTable& of, const PublicKey& key) {
  const void* const table = of.table.load(std::memory_order_acquire);
  if (table != nullptr) return table == &of ? nullptr : table;
  // Without memory for it there is another attempt after a while.
  if (of.verifications.fetch_add(1, std::memory_order_relaxed) % 64 != 2) return nullptr;
  const void* expected = nullptr;
  if (!of.table.compare_exchange_strong(expected, &of, std::memory_order_acquire)) return nullptr;
  const void* const made = make_vartime(of, key);
  of.table.store(made, std::memory_order_release);
  return made;
}

void* KeyTables::make_vartime(const KeyTable& owner, const PublicKey& key) {
  for (Place& place : places_) {
    const KeyTable* nobody = nullptr;
    if (place.owner.load(std::memory_order_relaxed) != nullptr ||
        !place.owner.compare_exchange_strong(nobody, &owner, std::memory_order_acquire))
      continue;
    place.size = key_table_size(key.curve);
    place.memory = os_.map(place.size);
    if (place.memory == nullptr) {
      place.owner.store(nullptr, std::memory_order_release);
      return nullptr;
    }
    operations(key.curve).fill_key_table_vartime(key.x.data(), key.y.data(), place.memory);
    return place.memory;
  }
  return nullptr;
}

void KeyTables::release(KeyTable& of, bool was_wiped) {
  // Most keys never had a table.
  if (!was_wiped && of.table.load(std::memory_order_acquire) == nullptr) return;
  // All of them: in a child of fork that fell between copying the keys and copying the process there can be one more.
  for (Place& place : places_) {
    if (place.owner.load(std::memory_order_acquire) != &of) continue;
    // Null where a fork fell into the making: the child has the owner and no memory.
    if (place.memory != nullptr) os_.unmap(place.memory, place.size);
    place.memory = nullptr;
    place.owner.store(nullptr, std::memory_order_release);
  }
}

constinit KeyTables key_tables(linux_memory, places);

}  // namespace cce::ec
