// Protected memory and fork. Secret memory (memfd_secret) can only be mapped shared: without more, a child would see its
// parent's very pages, and each of the two would wipe the other's keys. So the thread that forks copies the slots first,
// and the child lays the copies over the shared pages before fork() returns to it.
#include <sys/mman.h>

#include <cstring>

#include "base/epoch.hpp"
#include "base/locked_memory.hpp"
#include "base/locked_region.hpp"

namespace cce::locked {

// Without the handlers there is no copy, and so no secret memory for what a child inherits.
bool Arena::hears_of_forks() {
  if (!hears_of_forks_)
    hears_of_forks_ = os_.at_fork(handlers_.before, handlers_.after_in_parent, handlers_.after_in_child) == 0;
  return hears_of_forks_;
}

// The arena stays locked until the fork is done: what is copied here is what the child's memory says is there.
void Arena::before_fork() {
  holds_for_fork_ = lock_.acquire();
  for (Region* r = regions_; r != nullptr; r = r->next) {
    if (!r->is_shared || r->is_foreign || r->is_unused()) continue;
    r->copy = os_.map(r->size());
    if (r->copy == nullptr) continue;
    (void)os_.advise(r->copy, r->size(), MADV_DONTDUMP);
    std::memcpy(r->copy, r->slots, r->size());
  }
}

void Arena::after_fork_in_parent() {
  for (Region* r = regions_; r != nullptr; r = r->next) {
    if (r->copy == nullptr) continue;
    wipe(r->copy, r->size());
    os_.unmap(r->copy, r->size());
    r->copy = nullptr;
  }
  if (holds_for_fork_) lock_.release();
}

void Arena::after_fork_in_child() {
  for (Region* r = regions_; r != nullptr; r = r->next) {
    if (r->copy != nullptr) {
      if (os_.move(r->copy, r->slots, r->size()) == 0) {
        r->is_shared = r->is_foreign = false;
      } else {
        wipe(r->copy, r->size());
        os_.unmap(r->copy, r->size());
      }
      r->copy = nullptr;
    }
    // The kernel passes on no lock.
    if (!r->is_shared) note(protect(r->slots, r->size()));
  }
  disown_what_is_shared();
  if (holds_for_fork_) lock_.release();
}

// What is still shared after a fork is the parent's: where the copying failed, or where a bare system call forked and no
// handler ran. Its keys can be read here as long as the parent keeps them, and are zeros after that: who keeps a key puts
// a mark into its slot, and takes a slot without the mark for no key.
void Arena::disown_what_is_shared_since(uint32_t now) {
  for (Region* r = regions_; r != nullptr; r = r->next) r->is_foreign = r->is_shared;
  process_ = now;
}

}  // namespace cce::locked
