// cce random: bytes from the module's generator (SP 800-90A Rev. 1).
#include <algorithm>
#include <charconv>

#include "command.hpp"
#include "failure.hpp"
#include "io/output.hpp"
#include "io/progress.hpp"
#include "module.hpp"
#include "text/base64.hpp"
#include "text/hex.hpp"

namespace cce::cli {
namespace {

struct Options {
  std::string count;
  bool hex = false, base64 = false;
};

// A multiple of 3, so that only the last piece is padded in base64.
constexpr uint64_t piece_size = 48 * 1024;

uint64_t parse_count(const std::string& text) {
  uint64_t count = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (text.empty() || error != std::errc{} || stop != text.data() + text.size())
    throw UsageError(printable(text) + ": not a number of bytes");
  return count;
}

ExitCode generate(const Options& options) {
  const uint64_t count = parse_count(options.count);
  if (options.hex && options.base64) throw UsageError("give either --hex or --base64, not both");
  Output& output = Output::standard();
  if (!options.hex && !options.base64 && output.is_terminal())
    throw UsageError("random bytes would disturb the terminal; --hex and --base64 print text");
  Progress progress;
  progress.begin("random", count);
  for (uint64_t left = count; left != 0;) {
    SecretBytes piece(static_cast<size_t>(std::min(left, piece_size)));
    require(cce_random(piece.data(), piece.size()), "random");
    left -= piece.size();
    const size_t size = piece.size();
    if (options.hex) piece = to_hex_digits(piece.span());
    if (options.base64) piece = to_base64(piece.span());
    output.write_secret(piece.span());
    progress.advance(size);
  }
  if (options.hex || options.base64) output.write("\n");
  return ExitCode::done;
}

}  // namespace

Action declare_random(CLI::App& app, const Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.add_name(app, "N", options->count, "How many bytes");
  arguments.add_flag(app, "--hex", options->hex, "In hexadecimal, on one line");
  arguments.add_flag(app, "--base64", options->base64, "In base64, on one line");
  return [options] { return generate(*options); };
}

}  // namespace cce::cli
