// cce keygen: a new key, in a file of its own.
#include "command.hpp"
#include "failure.hpp"
#include "io/output_file.hpp"
#include "module.hpp"
#include "sealed/format.hpp"

namespace cce::cli {
namespace {

struct Options {
  std::string kind;
  std::optional<std::string> output;
};

ExitCode generate(const Options& options) {
  if (options.kind != "aes") throw UsageError(printable(options.kind) + ": not a kind of key; known is aes");
  if (!options.output) throw UsageError("-o FILE is needed: where the key is kept");
  if (*options.output == "-") throw UsageError("a key is written to a file of its own, not to standard output");
  OutputFile file(*options.output, OutputFile::Existing::refuse, OutputFile::Permissions::owner_alone);
  SecretBytes key(sealed::key_size);
  require(cce_random(key.data(), key.size()), "random");
  file.write(key.span());
  file.commit();
  return ExitCode::done;
}

}  // namespace

Action declare_keygen(CLI::App& app, const Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.add_name(app, "KIND", options->kind, "aes: 32 random bytes, for seal and open");
  arguments.add_text(app, "-o,--output", options->output, "FILE",
                     "The new key file, which only its owner can read; never overwritten");
  return [options] { return generate(*options); };
}

}  // namespace cce::cli
