// cce sign: ECDSA (FIPS 186-5 section 6.4) over a file.
#include <array>

#include "command.hpp"
#include "curves/keys.hpp"
#include "failure.hpp"
#include "hashing.hpp"
#include "io/input.hpp"
#include "io/output.hpp"
#include "io/output_file.hpp"
#include "module.hpp"

namespace cce::cli {
namespace {

struct Options {
  std::optional<std::string> key, output, hash;
  std::string file;
  bool raw = false, deterministic = false;

  bool to_standard_output() const { return !output || *output == "-"; }
  cce_sig_format format() const { return raw ? CCE_SIG_RAW : CCE_SIG_DER; }
};

struct Signature {
  std::array<uint8_t, CCE_MAX_SIGNATURE_SIZE> bytes;
  size_t size = CCE_MAX_SIGNATURE_SIZE;

  std::span<const uint8_t> span() const { return {bytes.data(), size}; }
};

Signature make_signature(const Options& options, const curves::PrivateKey& key, const HashName& hash) {
  Progress progress;
  const Digest digest = digest_of_file(hash, options.file, progress);
  Signature made;
  require(options.deterministic
              ? cce_ecdsa_sign_digest_deterministic(key.get(), hash.hash, digest.bytes.data(), digest.size,
                                                    options.format(), made.bytes.data(), &made.size)
              : cce_ecdsa_sign_digest(key.get(), digest.bytes.data(), digest.size, options.format(), made.bytes.data(),
                                      &made.size),
          "ECDSA");
  return made;
}

ExitCode sign(const Options& options) {
  if (!options.key) throw UsageError("-k KEY is needed: the file with the private key, as 'cce keygen p256' makes it");
  if (*options.key == "-" && options.file == "-")
    throw UsageError("standard input cannot be both the key and the file");
  if (options.to_standard_output() && Output::standard().is_terminal())
    throw UsageError("a signature would disturb the terminal; -o FILE, or send it elsewhere");
  const HashName* const named = options.hash ? &parse_hash_name(*options.hash) : nullptr;
  const curves::PrivateKey key = curves::read_private_key(*options.key);
  const HashName& hash = named != nullptr ? *named : curves::usual_hash(key);
  if (options.to_standard_output()) {
    Output::standard().write_secret(make_signature(options, key, hash).span());
    return ExitCode::done;
  }
  OutputFile output(*options.output, OutputFile::Existing::refuse, OutputFile::Permissions::as_umask_says);
  output.write(make_signature(options, key, hash).span());
  output.commit();
  return ExitCode::done;
}

}  // namespace

Action declare_sign(CLI::App& app, const Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.add_name(app, "FILE", options->file, "The file to sign, or - for standard input");
  arguments.add_text(app, "-k,--key", options->key, "FILE", "The private key: PEM or DER, or - for standard input");
  arguments.add_text(app, "-o,--output", options->output, "FILE",
                     "The signature's file, never overwritten; standard output when there is none");
  arguments.add_text(app, "--hash", options->hash, "ALG",
                     "The hash; by default sha256 for P-256, sha384 for P-384, sha512 for P-521");
  arguments.add_flag(app, "--raw", options->raw, "r and s one after the other (IEEE P1363), not DER");
  arguments.add_flag(app, "--deterministic", options->deterministic, "The same signature every time (RFC 6979)");
  return [options] { return sign(*options); };
}

}  // namespace cce::cli
