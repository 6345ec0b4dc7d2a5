// Tables of multiples of the public keys that verify often: with one a verification costs a third (Operations,
// verify_with_table_vartime).
//
// The third verification of a key makes its table, for what one and a half verifications cost; meanwhile, and where there is no
// memory for it, keys verify without. All of it is public, so the tables lie in ordinary pages of their own. They are bounded
// in number: a process may hold many more keys than it wants tables for.
#pragma once

#include <atomic>
#include <span>

#include "base/memory_os.hpp"
#include "ec/keys.hpp"

namespace cce::ec {

// What the object that holds a public key has of its table. It begins as zeros, and after a zeroise it is zeros again.
struct KeyTable {
  std::atomic<uint32_t> verifications;  // without a table
  std::atomic<const void*> table;       // this object's own address while a thread makes it
};

class KeyTables {
 public:
  struct Place {
    std::atomic<const KeyTable*> owner;
    void* memory;
    size_t size;
  };

  constexpr KeyTables(const MemoryOs& os, std::span<Place> places) : os_(os), places_(places) {}

  // The table of the key, made if it is time to; null: verify without. Once a verification. Threads may share the key; when one
  // of them forks while another makes the table, the child does without for that key.
  const void* find_vartime(KeyTable& of, const PublicKey& key);

  // The key is going, and no thread verifies with it any more. was_wiped: `of` may have forgotten its table.
  void release(KeyTable& of, bool was_wiped);

 private:
  void* make_vartime(const KeyTable& owner, const PublicKey& key);

  const MemoryOs& os_;
  const std::span<Place> places_;
};

// At most 1,024 tables.
extern KeyTables key_tables;

}  // namespace cce::ec
