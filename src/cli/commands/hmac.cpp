// cce hmac: HMAC of files (FIPS 198-1).
#include "command.hpp"
#include "failure.hpp"
#include "hashing.hpp"
#include "io/output.hpp"
#include "module.hpp"
#include "text/checksum_line.hpp"
#include "text/hex.hpp"

namespace cce::cli {
namespace {

struct Options {
  std::string algorithm;
  std::vector<std::string> files;
  SecretOption key{"key", {}, {}};
  std::optional<std::string> expected;
};

std::vector<uint8_t> expected_mac(const Options& options, const HashName& hash, const std::string& title) {
  if (options.files.size() != 1) throw UsageError("--verify takes one file at a time");
  const auto mac = from_hex(*options.expected);
  if (!mac) throw UsageError("--verify: not hexadecimal, two digits a byte");
  // Only the whole MAC: who sends a message could otherwise choose how few bytes to forge.
  const size_t size = cce_digest_size(hash.hash);
  if (mac->size() != size)
    throw UsageError("--verify: " + std::to_string(mac->size()) + " bytes, but " + title + " has " +
                     std::to_string(size));
  return *mac;
}

class Run {
 public:
  Run(const Options& options, const HashName& hash)
      : options_(options), hash_(hash), title_("HMAC-" + std::string(hash.title)) {}

  ExitCode verify() {
    // Before the key: a bad MAC is found without reading standard input.
    const auto expected = expected_mac(options_, hash_, title_);
    const SecretBytes key = options_.key.load_required();
    const std::string& file = options_.files.front();
    const bool same = equal_ct(mac_of(key, file).span(), expected);
    Output::standard().write(verdict_line(file, same ? "OK" : "FAILED"));
    return same ? ExitCode::done : ExitCode::not_verified;
  }

  ExitCode print() {
    const SecretBytes key = options_.key.load_required();
    ExitCode code = ExitCode::done;
    for (const std::string& file : options_.files) {
      try {
        Output::standard().write(checksum_line(mac_of(key, file).span(), file, hash_.tag, LineStyle{}));
      } catch (const InputError& error) {
        complain(error.what());
        code = error.code;
      }
    }
    return code;
  }

 private:
  Digest mac_of(const SecretBytes& key, const std::string& file) {
    const Digest mac = hmac_of_file(hash_, key, file, progress_);
    if (!mac.approved && !std::exchange(noted_, true))
      note_unapproved(title_, "with a key of less than 112 bits (14 bytes)");
    return mac;
  }

  const Options& options_;
  const HashName& hash_;
  const std::string title_;
  Progress progress_;
  bool noted_ = false;
};

}  // namespace

Action declare_hmac(CLI::App& app, const Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.add_name(app, "ALG", options->algorithm, "The hash: " + hash_name_list());
  arguments.add_files(app, options->files, "Files to read; standard input when there is none, or for -");
  arguments.add_secret(app, options->key, "The key");
  arguments.add_text(app, "--verify", options->expected, "HEX", "Compare with this MAC and say OK or FAILED");
  return [options] {
    const HashName& hash = parse_hash_name(options->algorithm);
    if (options->files.empty()) options->files.emplace_back("-");
    for (const std::string& file : options->files)
      if (file == "-" && options->key.takes_standard_input())
        throw UsageError("standard input cannot be both the key and the message");
    Run run(*options, hash);
    return options->expected ? run.verify() : run.print();
  };
}

}  // namespace cce::cli
