// A streaming context in the caller's storage: what the opaque words of cce_digest_ctx and cce_hmac_ctx hold.
#pragma once

#include <cstdint>
#include <new>

#include "base/secret.hpp"
#include "module/module.hpp"

namespace cce::api {

// `Work` begun in an epoch of the module. The mark says that the storage was begun: storage that was never begun, is
// finished (and so wiped), or was begun before a zeroise, does not have it.
template <class Work, uint64_t magic>
struct Context {
  uint64_t mark;
  // With it, the chaining value begins at a multiple of 16 bytes. A caller's copy of the context is made in pieces of that size
  // or more, and a load that reaches into two of them waits until both are in the cache: a tenth of a MAC of 64 bytes.
  uint64_t spare;
  Work work;

  // In the epoch in which the call was let in that begins it: begun in a zeroise, it is not to outlive that.
  static uint64_t mark_of(uint32_t epoch) { return magic ^ epoch; }

  // The caller's storage as a context; copies of it by `=` are as good as the original.
  template <class Storage>
  static Context* in(Storage* storage) {
    static_assert(sizeof(Context) <= sizeof(Storage) && alignof(Context) <= alignof(Storage));
    return std::launder(reinterpret_cast<Context*>(storage));
  }

  bool is_begun() const { return mark == mark_of(module::the_module.epoch()); }
};

}  // namespace cce::api
