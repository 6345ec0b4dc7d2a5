// Hashing of many independent messages, side by side where the processor gains by it.
#pragma once

#include <type_traits>

#include "sha2/sha2.hpp"

namespace cce::sha2 {

// Where the digest goes may be where the message starts; it is written when the message has been read.
struct Message {
  Bytes msg;
  uint8_t* out;  // digest_size(h) bytes
};

// The next message, or false when there are no more. Several are taken in before the first digest is written.
using Next = bool(void* source, Message& message);

void digest_each(Hash h, Next* next, void* source);

// next: bool(Message&)
template <class F>
void digest_each(Hash h, F&& next) {
  using Source = std::remove_reference_t<F>;
  digest_each(
      h, [](void* source, Message& message) { return (*static_cast<Source*>(source))(message); }, &next);
}

}  // namespace cce::sha2
