// A second file with the same header: what it defines is inline, and links once.
#include "file_digest.hpp"

#include <cstdio>
#include <memory>

cce::Outcome<cce::DigestArray<cce::Hash::sha512>> file_digest(const char* path) {
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  const std::unique_ptr<std::FILE, Close> file(std::fopen(path, "rb"));
  cce::Digest<cce::Hash::sha512> digest;
  std::array<uint8_t, 4096> buffer;
  while (file) {
    const size_t size = std::fread(buffer.data(), 1, buffer.size(), file.get());
    if (size == 0) return digest.finish();
    if (const cce::Result result = digest.update(std::span(buffer).first(size)); !result.done()) return {result, {}};
  }
  return {CCE_ERR_ARGUMENT, {}};
}
