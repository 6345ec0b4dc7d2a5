// What can be checked of a caller's pointers before they are used.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"
#include "base/status.hpp"

namespace cce::api {

// No object is larger than the user half of a 57-bit address space: a longer length is an error of the caller's, such
// as a negative number turned unsigned.
constexpr size_t max_object = size_t{1} << 56;

// n bytes can be at p.
inline bool is_range(const void* p, size_t n) {
  return n == 0 || (p != nullptr && n <= max_object && reinterpret_cast<uintptr_t>(p) <= UINTPTR_MAX - n);
}

// Two ranges (is_range both) share no byte.
inline bool is_apart(const void* p, size_t n, const void* q, size_t m) {
  const auto a = reinterpret_cast<uintptr_t>(p), b = reinterpret_cast<uintptr_t>(q);
  return n == 0 || m == 0 || a + n <= b || b + m <= a;
}

// As is_apart, or both start at the same byte.
inline bool is_apart_or_in_place(const void* p, size_t n, const void* q, size_t m) {
  return p == q || is_apart(p, n, q, m);
}

// Whether there is room at out for what a service writes, by the caller's *len, which becomes the size needed when there is
// not. A null out asks for that size.
inline Status room(void* out, size_t* len, size_t needed) {
  if (!is_range(out, *len) || !is_apart(len, sizeof *len, out, needed)) return Status::argument;
  if (*len >= needed) return Status::ok;
  *len = needed;
  return Status::buffer;
}

inline Bytes bytes(const void* p, size_t n) { return {static_cast<const uint8_t*>(p), n}; }
inline MutableBytes bytes(void* p, size_t n) { return {static_cast<uint8_t*>(p), n}; }

}  // namespace cce::api
