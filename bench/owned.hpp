// Objects of C libraries that free themselves.
#pragma once

#include <memory>

namespace cce::bench {

// A unique_ptr's deleter out of a C library's free function.
template <auto release>
struct Freed {
  template <class T>
  void operator()(T* p) const {
    release(p);
  }
};
template <class T, auto release>
using Owned = std::unique_ptr<T, Freed<release>>;

}  // namespace cce::bench
