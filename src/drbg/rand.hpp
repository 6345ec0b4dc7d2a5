// Random bytes for everybody: a CTR_DRBG for each thread, seeded when first asked, out of sight of the others.
//
//  - No lock, and no line of memory that another thread writes. Small requests are served from a block that one generate
//    call has filled; what is handed out is erased from it.
//  - In a child of fork the kernel has zeroed the generators (MADV_WIPEONFORK) and the epoch is another one: the child
//    seeds anew. A child that shares its parent's memory (vfork, CLONE_VM) shares the thread's generator, one at a time.
//  - A signal handler that interrupts its thread's generator gets one of its own, for the one call.
//  - A virtual machine may be cloned with the generators in it, and no kernel tells a process. So each generate call
//    takes in something that is not cloned with the machine, as additional input: two clones differ from the next
//    generate call on, whether the clone was announced or not. What is left of the block (less than block_size bytes a
//    thread) comes out of both; invalidate_all() before the snapshot or after the resumption drops it.
//  - The generators are wiped when their thread ends.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"
#include "base/seed.hpp"
#include "base/status.hpp"

namespace cce::rand {

// Fills fresh with what a clone of the machine will not see again, and returns true; no entropy is asked of it, only that
// two clones get two words. False: there is no such thing.
using Freshness = bool(uint64_t& fresh);

// Where seeds and freshness come from; before it there is no random byte. fresh may be null.
void use(SeedSource* seed, Freshness* fresh);

// Status::entropy: a noise source has failed; Status::memory: no memory for this thread's generator. out is then wiped,
// and the next call tries again.
Status random(MutableBytes out);

// Every generator of the process, and what it has in store, is wiped and will not be used again: each thread seeds anew.
void invalidate_all();

// This thread's generator alone: wiped, and seeded anew when there is a request again.
void drop();

// Generate calls between two seedings: far below the standard's 2^48, so that a state that became known is of use for at
// most 4 GiB of output, and still so rare that a seed's cost, some ten microseconds, is nothing beside them.
constexpr uint64_t generates_a_seed = uint64_t{1} << 16;

constexpr size_t block_size = 512;
// Requests up to this size are served from the block: beyond it a generate call of their own costs little more than
// copying and erasing.
constexpr size_t small_request = 128;

}  // namespace cce::rand
