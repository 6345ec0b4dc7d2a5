// Bytes that may be secret, on the heap: wiped when they go, and when they are replaced.
#pragma once

#include <cstdlib>
#include <cstring>

#include "provider/core.hpp"
#include "provider/params.hpp"

namespace cce::provider {

class Buffer {
 public:
  Buffer() = default;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { clear(); }

  void clear() {
    if (data_ != nullptr) explicit_bzero(data_, size_);
    std::free(data_);
    data_ = nullptr;
    size_ = 0;
    is_set_ = false;
  }

  // Both false when there is no memory; the buffer is as it was then.
  [[nodiscard]] bool assign(Bytes from) { return replace({}, from); }
  [[nodiscard]] bool append(Bytes more) { return replace(bytes(), more); }

  Bytes bytes() const { return {data_, size_}; }
  const uint8_t* data() const { return data_; }
  size_t size() const { return size_; }
  bool is_set() const { return is_set_; }  // perhaps to nothing

 private:
  bool replace(Bytes first, Bytes second) {
    const size_t size = first.size() + second.size();
    auto* const made = static_cast<uint8_t*>(std::malloc(size == 0 ? 1 : size));
    if (made == nullptr) return false;
    if (!first.empty()) std::memcpy(made, first.data(), first.size());
    if (!second.empty()) std::memcpy(made + first.size(), second.data(), second.size());
    clear();
    data_ = made;
    size_ = size;
    is_set_ = true;
    return true;
  }

  uint8_t* data_ = nullptr;
  size_t size_ = 0;
  bool is_set_ = false;
};

// A parameter's bytes into a buffer, if the parameter is there.
inline bool read_bytes(const Provider& provider, const OSSL_PARAM* params, const char* name, Buffer& to) {
  const OSSL_PARAM* const param = find(params, name);
  if (param == nullptr) return true;
  Bytes bytes;
  if (!read(*param, bytes)) return refuse(provider, Reason::unsupported_parameter);
  return to.assign(bytes) || refuse(provider, CCE_ERR_MEMORY);
}

// A copy, or false for want of memory.
inline bool copy(Buffer& to, const Buffer& from) { return !from.is_set() || to.assign(from.bytes()); }

}  // namespace cce::provider
