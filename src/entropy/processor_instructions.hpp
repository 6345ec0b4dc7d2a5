// The instructions, by architecture. Those of another are declared and never linked.
#pragma once

#include <cstdint>

namespace cce::entropy {

namespace x86 {
bool rdseed(uint64_t& word);
bool rdrand(uint64_t& word);
uint64_t ticks();
void evict(const void* line);
}  // namespace x86

namespace armv8 {
bool rndrrs(uint64_t& word);
bool rndr(uint64_t& word);
uint64_t ticks();
}  // namespace armv8

}  // namespace cce::entropy
