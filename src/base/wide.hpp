// The 128-bit integer of gcc and clang on 64-bit targets, under a name that pedantic builds accept.
#pragma once

namespace cce {

// Aligned like a 64-bit word: it is part of contexts in the caller's storage, which promises no more than that.
__extension__ typedef unsigned __int128 Uint128 __attribute__((aligned(8)));

}  // namespace cce
