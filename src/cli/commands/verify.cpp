// cce verify: whether a signature is the key's signature of a file.
#include "command.hpp"
#include "curves/keys.hpp"
#include "failure.hpp"
#include "hashing.hpp"
#include "io/output.hpp"
#include "module.hpp"
#include "secret_input.hpp"
#include "text/checksum_line.hpp"

namespace cce::cli {
namespace {

struct Options {
  std::optional<std::string> key, signature, hash;
  std::string file;
  bool raw = false;
};

void check_usage(const Options& options) {
  if (!options.key) throw UsageError("-k KEY is needed: the file with the public key");
  if (!options.signature) throw UsageError("-s SIGNATURE is needed: the file that 'cce sign' wrote");
  if ((*options.key == "-") + (*options.signature == "-") + (options.file == "-") > 1)
    throw UsageError("standard input can be one only of the key, the signature and the file");
}

ExitCode verify(const Options& options) {
  check_usage(options);
  const HashName* const named = options.hash ? &parse_hash_name(*options.hash) : nullptr;
  const curves::PublicKey key = curves::read_public_key(*options.key);
  const HashName& hash = named != nullptr ? *named : curves::usual_hash(key);
  const SecretBytes signature = read_secret_file(*options.signature);
  Progress progress;
  const Digest digest = digest_of_file(hash, options.file, progress);
  const cce_sig_format format = options.raw ? CCE_SIG_RAW : CCE_SIG_DER;
  const cce_result result =
      cce_ecdsa_verify_digest(key.get(), digest.bytes.data(), digest.size, format, signature.data(), signature.size());
  const bool is_right = result != CCE_ERR_AUTH && require(result, "ECDSA");
  Output::standard().write(verdict_line(options.file, is_right ? "OK" : "FAILED"));
  return is_right ? ExitCode::done : ExitCode::not_verified;
}

}  // namespace

Action declare_verify(CLI::App& app, const Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.add_name(app, "FILE", options->file, "The file that was signed, or - for standard input");
  arguments.add_text(app, "-k,--key", options->key, "FILE",
                     "The public key, or the private one: PEM or DER, or - for standard input");
  arguments.add_text(app, "-s,--signature", options->signature, "FILE", "The signature, or - for standard input");
  arguments.add_text(app, "--hash", options->hash, "ALG",
                     "The hash; by default sha256 for P-256, sha384 for P-384, sha512 for P-521");
  arguments.add_flag(app, "--raw", options->raw, "The signature is r and s one after the other (IEEE P1363), not DER");
  return [options] { return verify(*options); };
}

}  // namespace cce::cli
