// Bytes that must not outlive their use: wiped when they go. Never copied, and never grown in place, since growing
// leaves a copy behind.
#pragma once

#include <string.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

namespace cce::cli {

class SecretBytes {
 public:
  explicit SecretBytes(size_t size) : bytes_(std::make_unique<uint8_t[]>(size)), size_(size), capacity_(size) {}
  SecretBytes(SecretBytes&& other) noexcept
      : bytes_(std::move(other.bytes_)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  SecretBytes& operator=(SecretBytes&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    return *this;
  }
  ~SecretBytes() {
    if (bytes_) explicit_bzero(bytes_.get(), capacity_);
  }

  uint8_t* data() { return bytes_.get(); }
  const uint8_t* data() const { return bytes_.get(); }
  size_t size() const { return size_; }
  std::span<uint8_t> span() { return {bytes_.get(), size_}; }
  std::span<const uint8_t> span() const { return {bytes_.get(), size_}; }

  // size <= size(); what is cut off is still wiped at the end.
  void shrink(size_t size) { size_ = size; }

 private:
  std::unique_ptr<uint8_t[]> bytes_;
  size_t size_, capacity_;
};

}  // namespace cce::cli
