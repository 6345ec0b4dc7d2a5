// cce keygen: a new key, in a file of its own.
#include "command.hpp"
#include "curves/keys.hpp"
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

SecretBytes new_aes_key() {
  SecretBytes key(sealed::key_size);
  require(cce_random(key.data(), key.size()), "random");
  return key;
}

SecretBytes new_ec_key(cce_curve curve) {
  const curves::PrivateKey key = curves::generate(curve);
  SecretBytes text(CCE_MAX_KEY_PEM_SIZE);
  size_t size = text.size();
  require(cce_ec_key_export_pem(key.get(), text.data(), &size), "private key");
  text.shrink(size);
  return text;
}

ExitCode generate(const Options& options) {
  const auto curve = curves::curve_named(options.kind);
  if (options.kind != "aes" && !curve)
    throw UsageError(printable(options.kind) + ": not a kind of key; known are aes, p256, p384, p521");
  if (!options.output) throw UsageError("-o FILE is needed: where the key is kept");
  if (*options.output == "-") throw UsageError("a key is written to a file of its own, not to standard output");
  OutputFile file(*options.output, OutputFile::Existing::refuse, OutputFile::Permissions::owner_alone);
  file.write((curve ? new_ec_key(*curve) : new_aes_key()).span());
  file.commit();
  return ExitCode::done;
}

}  // namespace

Action declare_keygen(CLI::App& app, const Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.add_name(
      app, "KIND", options->kind,
      "aes: 32 random bytes, for seal and open; p256, p384, p521: a private key in PEM (PKCS#8), for sign");
  arguments.add_text(app, "-o,--output", options->output, "FILE",
                     "The new key file, which only its owner can read; never overwritten");
  return [options] { return generate(*options); };
}

}  // namespace cce::cli
