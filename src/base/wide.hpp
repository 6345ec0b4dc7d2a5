// The 128-bit integer of gcc and clang on 64-bit targets, under a name that pedantic builds accept.
#pragma once

namespace cce {

__extension__ typedef unsigned __int128 Uint128;

}  // namespace cce
