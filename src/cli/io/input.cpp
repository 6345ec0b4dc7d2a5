#include "io/input.hpp"

#include <cstddef>
#include <memory>

#include "io/file.hpp"

namespace cce::cli {
namespace {

// Large enough to make system calls rare, small enough to stay in the second-level cache between read and hash.
constexpr size_t piece_size = 256 * 1024;

struct HideAtEnd {
  Progress& progress;
  ~HideAtEnd() { progress.hide(); }
};

}  // namespace

void stream(const std::string& name, Progress& progress, const Sink& sink) {
  File file(name);
  const HideAtEnd hide{progress};
  progress.begin(name, file.remaining());
  const auto buffer = std::make_unique_for_overwrite<uint8_t[]>(piece_size);
  while (const size_t count = file.read({buffer.get(), piece_size})) {
    sink({buffer.get(), count});
    progress.advance(count);
  }
}

}  // namespace cce::cli
