#include "noise.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "entropy/pool.hpp"
#include "hex.hpp"

namespace cce::kat {
namespace {

// Samples of one call of a source follow one another; between two calls the jitter starts its walk anew. NIST's tool asks
// for a million in a row.
constexpr std::size_t samples_in_a_row = std::size_t{1} << 24;

const entropy::Source* source_named(const std::string& name) {
  for (const entropy::Source* source : entropy::sources())
    if (name == source->name) return source;
  return nullptr;
}

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

NoiseResult write_samples(const entropy::Source& source, std::uint64_t count, std::FILE* out) {
  Bytes samples(static_cast<std::size_t>(std::min<std::uint64_t>(count, samples_in_a_row)));
  while (count != 0) {
    const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(count, samples.size()));
    if (entropy::raw(source, MutableBytes(samples).first(n)) != Status::ok) return NoiseResult::source_failed;
    if (std::fwrite(samples.data(), 1, n, out) != n) return NoiseResult::not_written;
    count -= n;
  }
  return std::fflush(out) == 0 ? NoiseResult::done : NoiseResult::not_written;
}

void remove_if_regular(const std::string& file) {
  struct stat status = {};
  if (stat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode)) unlink(file.c_str());
}

}  // namespace

std::string noise_source_names() {
  std::string names;
  for (const entropy::Source* source : entropy::sources()) names.append(names.empty() ? "" : ", ").append(source->name);
  return names;
}

NoiseResult write_noise(const std::string& name, std::uint64_t count, const std::string& file) {
  const entropy::Source* const source = source_named(name);
  if (source == nullptr) return NoiseResult::no_such_source;
  entropy::select(cpu::detect());
  if (!entropy::is_present(*source)) return NoiseResult::not_on_this_machine;
  std::uint8_t first = 0;  // before a file is made
  if (entropy::raw(*source, MutableBytes(&first, 1)) != Status::ok) return NoiseResult::source_failed;
  if (file.empty()) return write_samples(*source, count, stdout);
  std::unique_ptr<std::FILE, Close> out(std::fopen(file.c_str(), "wb"));
  if (out == nullptr) return NoiseResult::not_written;
  NoiseResult result = write_samples(*source, count, out.get());
  if (std::fclose(out.release()) != 0 && result == NoiseResult::done) result = NoiseResult::not_written;
  if (result != NoiseResult::done) remove_if_regular(file);
  return result;
}

}  // namespace cce::kat
