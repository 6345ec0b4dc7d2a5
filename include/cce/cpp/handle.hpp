// SPDX-License-Identifier: Apache-2.0
//
// What owns an object of the library. A part of cce.hpp, which is the header to include.
#ifndef CCE_CPP_HANDLE_HPP
#define CCE_CPP_HANDLE_HPP

#include <memory>

namespace cce::detail {

template <auto free>
struct Free {
  template <class T>
  void operator()(T* object) const noexcept {
    free(object);
  }
};

// Moved and never copied; `free` wipes the object. Moved from, it holds NULL, which every service refuses with
// CCE_ERR_ARGUMENT.
template <class T, auto free>
using Handle = std::unique_ptr<T, Free<free>>;

}  // namespace cce::detail

#endif  // CCE_CPP_HANDLE_HPP
