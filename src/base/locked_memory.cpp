#include "base/locked_memory.hpp"

#include <sys/mman.h>

#include <algorithm>

#include "base/epoch.hpp"
#include "base/locked_region.hpp"

namespace cce::locked {
namespace {

// A kind of slot starts with one page and doubles, so that a program with few keys locks little and one with a million keys
// needs few mappings. To touch a page of secret memory costs a tenth of a millisecond: the kernel takes it out of its own
// map of memory, on every processor. The end of it is the size of the map of slots.
constexpr size_t max_count = std::tuple_size_v<decltype(Region::taken)> * 64;

}  // namespace

// The pages as the arena wants them, as far as the kernel goes along.
Protection Arena::protect(void* slots, size_t size) {
  // A second line only: nothing relies on it, since a generator looks at its epoch.
  if (inheritance_ == Inheritance::wiped) (void)os_.advise(slots, size, MADV_WIPEONFORK);
  const bool is_out_of_dumps = os_.advise(slots, size, MADV_DONTDUMP) == 0;
  const bool is_locked = os_.lock(slots, size) == 0;
  return !is_out_of_dumps ? Protection::none : is_locked ? Protection::locked : Protection::no_dump;
}

// Maps the region's slots with a guard page on either side. On failure region.slots stays null.
Protection Arena::map_slots(Region& region) {
  const size_t page = page_size(), size = region.size(), whole = size + 2 * page;
  void* p = nullptr;
  // Secret memory is always shared with a child of fork. Keys get along with it, with before_fork() and what follows;
  // a generator in two processes at once is what its arena is there to prevent.
  if (inheritance_ == Inheritance::copied && hears_of_forks()) {
    const int file = os_.secret_file(whole);
    if (file >= 0) {
      p = os_.map_file(whole, file);
      os_.close(file);
      region.is_shared = p != nullptr;
    }
  }
  if (p == nullptr) p = os_.map(whole);
  if (p == nullptr) return Protection::none;
  auto* const slots = static_cast<uint8_t*>(p) + page;
  if (os_.forbid(p, page) != 0 || os_.forbid(slots + size, page) != 0) {
    os_.unmap(p, whole);
    return Protection::none;
  }
  region.slots = slots;
  if (!region.is_shared) return protect(slots, size);
  // Touched now, where the limit was just checked, and not first when a key is to be written.
  for (size_t at = 0; at < size; at += page) *static_cast<volatile uint8_t*>(slots + at) = 0;
  return Protection::secret;
}

Region* Arena::grow(size_t slot_size) {
  size_t size = page_size();
  for (const Region* r = regions_; r != nullptr; r = r->next)
    if (r->slot_size == slot_size) size = std::max(size, 2 * r->size());
  auto* const region = static_cast<Region*>(os_.map(page_size()));
  if (region == nullptr) return nullptr;
  new (region) Region{};
  region->slot_size = slot_size;
  region->count = std::min(size / slot_size, max_count);
  const Protection protection = map_slots(*region);
  if (region->slots == nullptr) {
    os_.unmap(region, page_size());
    return nullptr;
  }
  note(protection);
  region->next = regions_;
  regions_ = region;
  return region;
}

void* Arena::take_held(size_t n) {
  disown_what_is_shared();
  const auto* const fitting = std::find_if(slot_sizes.begin(), slot_sizes.end(), [n](size_t s) { return n <= s; });
  if (fitting == slot_sizes.end()) return nullptr;
  Region* region = regions_;
  size_t i = 0;
  while (region != nullptr &&
         (region->slot_size != *fitting || region->is_foreign || (i = region->first_free()) == region->count))
    region = region->next;
  if (region == nullptr) region = grow(*fitting), i = 0;
  if (region == nullptr) return nullptr;
  region->mark(i, true);
  return region->slots + i * region->slot_size;
}

void* Arena::take(size_t n) {
  const Hold hold(lock_);
  return hold ? take_held(n) : nullptr;
}

void Arena::give_back(void* slot) {
  if (slot == nullptr) return;
  const Hold hold(lock_);
  if (hold) disown_what_is_shared();
  for (Region* r = regions_; r != nullptr; r = r->next) {
    if (!r->contains(slot)) continue;
    if (r->is_foreign) return;
    wipe(slot, r->slot_size);
    // In a signal handler that interrupted this arena the slot is wiped and lost: the map of slots is in flux.
    if (hold) r->mark(r->index_of(slot), false);
    return;
  }
}

bool Arena::owns_held(const void* p) {
  disown_what_is_shared();
  const Region* r = regions_;
  while (r != nullptr && !r->contains(p)) r = r->next;
  return r != nullptr && !r->is_foreign;
}

void Arena::for_each_held(void (*visit)(void* context, void* slot), void* context) {
  for (Region* r = regions_; r != nullptr; r = r->next)
    for (size_t i = 0; i < r->count && !r->is_foreign; ++i)
      if (r->is_taken(i)) visit(context, r->slots + i * r->slot_size);
}

void Arena::wipe_all() {
  const Hold hold(lock_);
  for (Region* r = regions_; r != nullptr; r = r->next)
    for (size_t i = 0; i < r->count && !r->is_foreign; ++i)
      if (r->is_taken(i)) wipe(r->slots + i * r->slot_size, r->slot_size);
}

constinit Arena keys(linux_memory, Inheritance::copied,
                     {[] { keys.before_fork(); }, [] { keys.after_fork_in_parent(); },
                      [] { keys.after_fork_in_child(); }});
constinit Arena generators(linux_memory, Inheritance::wiped,
                           {[] { generators.before_fork(); }, [] { generators.after_fork_in_parent(); },
                            [] { generators.after_fork_in_child(); }});

}  // namespace cce::locked
