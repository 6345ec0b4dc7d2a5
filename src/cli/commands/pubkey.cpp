// cce pubkey: the public key of a key, in a form that everyone reads.
#include <array>

#include "command.hpp"
#include "curves/keys.hpp"
#include "failure.hpp"
#include "io/output.hpp"
#include "io/output_file.hpp"
#include "module.hpp"

namespace cce::cli {
namespace {

struct Options {
  std::string key;
  std::optional<std::string> output;
};

ExitCode print(const Options& options) {
  const curves::PublicKey key = curves::read_public_key(options.key);
  std::array<char, CCE_MAX_PUBLIC_PEM_SIZE> text;
  size_t size = text.size();
  require(cce_ec_public_export_pem(key.get(), text.data(), &size), "public key");
  if (!options.output || *options.output == "-") {
    Output::standard().write({text.data(), size});
    return ExitCode::done;
  }
  OutputFile file(*options.output, OutputFile::Existing::refuse, OutputFile::Permissions::as_umask_says);
  file.write({reinterpret_cast<const uint8_t*>(text.data()), size});
  file.commit();
  return ExitCode::done;
}

}  // namespace

Action declare_pubkey(CLI::App& app, const Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.add_name(app, "KEY", options->key,
                     "The file of a private or public key, PEM or DER, or - for standard input");
  arguments.add_text(app, "-o,--output", options->output, "FILE",
                     "The new file, never overwritten; standard output when there is none");
  return [options] { return print(*options); };
}

}  // namespace cce::cli
