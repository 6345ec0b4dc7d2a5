// cce seal and cce open: files that are encrypted so that any change to them is noticed.
#include <sys/stat.h>
#include <unistd.h>

#include <optional>

#include "command.hpp"
#include "failure.hpp"
#include "io/output.hpp"
#include "io/output_file.hpp"
#include "sealed/key_file.hpp"
#include "sealed/open_file.hpp"
#include "sealed/seal_file.hpp"

namespace cce::cli {
namespace {

using Work = decltype(sealed::seal_file);

struct Options {
  std::optional<std::string> key, output, aad, aad_file;
  std::string input;
  bool force = false;

  const std::string& out() const { return *output; }
  bool to_standard_output() const { return out() == "-"; }
};

void check_usage(const Options& options) {
  if (!options.key) throw UsageError("-k KEY is needed: the file with the key, as 'cce keygen aes' makes it");
  if (!options.output) throw UsageError("-o OUT is needed: the file to write, or - for standard output");
  if (options.aad && options.aad_file) throw UsageError("give either --aad or --aad-file, not both");
  const int from_stdin = (options.input == "-") + (*options.key == "-") + (options.aad_file == "-");
  if (from_stdin > 1) throw UsageError("standard input can be one only of IN, the key and the associated data");
  if (options.force && options.to_standard_output()) throw UsageError("--force only goes with -o FILE");
}

SecretBytes load_aad(const Options& options) {
  if (options.aad_file) return read_secret_file(*options.aad_file);
  const std::string text = options.aad.value_or("");
  SecretBytes bytes(text.size());
  std::copy(text.begin(), text.end(), bytes.data());
  return bytes;
}

bool same_file(const struct stat& a, const struct stat& b) { return a.st_dev == b.st_dev && a.st_ino == b.st_ino; }

// --force is for an old OUT, never for what the new one is made of.
void refuse_to_write_over(const Options& options, const std::string& input, const struct stat& status) {
  struct stat output {};
  const bool known = options.to_standard_output() ? fstat(STDOUT_FILENO, &output) == 0 && S_ISREG(output.st_mode)
                                                  : stat(options.out().c_str(), &output) == 0;
  if (known && S_ISREG(status.st_mode) && same_file(status, output))
    throw UsageError(printable(input) + " and " +
                     (options.to_standard_output() ? "standard output" : printable(options.out())) +
                     " are the same file");
}

void refuse_to_write_over(const Options& options, const std::string& input) {
  struct stat status {};
  if (input != "-" && stat(input.c_str(), &status) == 0) refuse_to_write_over(options, input, status);
}

ExitCode run(const Options& options, Work& work) {
  check_usage(options);
  refuse_to_write_over(options, *options.key);
  if (options.aad_file) refuse_to_write_over(options, *options.aad_file);
  const SecretBytes key = sealed::read_key_file(*options.key);
  const SecretBytes aad = load_aad(options);
  const File input(options.input);
  refuse_to_write_over(options, options.input, input.status());

  Progress progress;
  progress.begin(options.input, input.remaining());
  if (options.to_standard_output()) {
    work(input, key, aad, progress, [](std::span<const uint8_t> bytes) { Output::standard().write_secret(bytes); });
    return ExitCode::done;
  }
  const auto existing = options.force ? OutputFile::Existing::replace : OutputFile::Existing::refuse;
  OutputFile output(options.out(), existing, OutputFile::Permissions::as_umask_says);
  work(input, key, aad, progress, [&](std::span<const uint8_t> bytes) { output.write(bytes); });
  output.commit();
  return ExitCode::done;
}

ExitCode seal(const Options& options) {
  if (options.output == "-" && Output::standard().is_terminal())
    throw UsageError("a sealed file would disturb the terminal; -o FILE, or send it elsewhere");
  return run(options, sealed::seal_file);
}

std::shared_ptr<Options> declare(CLI::App& app, const Arguments& arguments, const std::string& in,
                                 const std::string& out) {
  const auto options = std::make_shared<Options>();
  arguments.add_name(app, "IN", options->input, in + ", or - for standard input");
  arguments.add_text(app, "-k,--key", options->key, "FILE",
                     "The key: a file of 32 bytes or 64 hexadecimal digits, or - for standard input");
  arguments.add_text(app, "-o,--output", options->output, "FILE", out + ", or - for standard output");
  arguments.add_text(app, "--aad", options->aad, "TEXT", "Associated data: not in the file, and needed to open it");
  arguments.add_text(app, "--aad-file", options->aad_file, "FILE", "The same: the raw bytes of FILE");
  arguments.add_flag(app, "-f,--force", options->force, "Replace the output file if there is one");
  return options;
}

}  // namespace

Action declare_seal(CLI::App& app, const Arguments& arguments) {
  const auto options = declare(app, arguments, "The file to seal", "The sealed file");
  return [options] { return seal(*options); };
}

Action declare_open(CLI::App& app, const Arguments& arguments) {
  const auto options = declare(app, arguments, "The sealed file", "The opened file");
  return [options] { return run(*options, sealed::open_file); };
}

}  // namespace cce::cli
