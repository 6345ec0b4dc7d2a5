// cce hkdf: HKDF, extract then expand (RFC 5869, SP 800-56C Rev. 2).
#include <charconv>

#include "command.hpp"
#include "failure.hpp"
#include "io/output.hpp"
#include "module.hpp"
#include "text/hash_name.hpp"
#include "text/hex.hpp"

namespace cce::cli {
namespace {

struct Options {
  std::string algorithm;
  std::optional<std::string> length, info, info_hex;
  SecretOption ikm{"ikm", {}, {}};
  SecretOption salt{"salt", {}, {}};
  bool raw = false;
};

size_t parse_length(const Options& options, const HashName& hash) {
  if (!options.length) throw UsageError("--length N is needed: how many bytes to derive");
  const std::string& text = *options.length;
  // RFC 5869 section 2.3: the block counter is one byte and starts at 1.
  const size_t longest = 255 * cce_digest_size(hash.hash);
  size_t length = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  const bool whole = !text.empty() && stop == text.data() + text.size();
  if (!whole || error != std::errc{} || length == 0 || length > longest)
    throw UsageError("--length: " + printable(text) + " is not a number from 1 to " + std::to_string(longest) +
                     ", what HKDF with " + std::string(hash.title) + " gives");
  return length;
}

SecretBytes load_info(const Options& options) {
  if (options.info && options.info_hex) throw UsageError("give either --info or --info-hex, not both");
  if (options.info_hex) return secret_from_hex(*options.info_hex, "--info-hex");
  const std::string text = options.info.value_or("");
  SecretBytes info(text.size());
  std::copy(text.begin(), text.end(), info.data());
  return info;
}

ExitCode derive(const Options& options) {
  const HashName& hash = parse_hash_name(options.algorithm);
  SecretBytes okm(parse_length(options, hash));
  if (options.ikm.takes_standard_input() && options.salt.takes_standard_input())
    throw UsageError("standard input cannot be both the input key and the salt");
  const SecretBytes info = load_info(options);
  const SecretBytes ikm = options.ikm.load_required();
  const SecretBytes salt = options.salt.load();
  const std::string title = "HKDF-" + std::string(hash.title);
  const bool approved = require(cce_hkdf(hash.hash, salt.data(), salt.size(), ikm.data(), ikm.size(), info.data(),
                                         info.size(), okm.data(), okm.size()),
                                title);
  if (!approved) note_unapproved(title, "with an input key of less than 112 bits (14 bytes)");
  if (options.raw) {
    Output::standard().write_secret(okm.span());
  } else {
    Output::standard().write_secret(to_hex_line(okm).span());
  }
  return ExitCode::done;
}

}  // namespace

Action declare_hkdf(CLI::App& app, const Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.add_name(app, "ALG", options->algorithm, "The hash: " + hash_name_list());
  arguments.add_text(app, "--length", options->length, "N", "How many bytes to derive");
  arguments.add_secret(app, options->ikm, "The input key");
  arguments.add_secret(app, options->salt, "The salt");
  arguments.add_text(app, "--info", options->info, "TEXT", "What the key is for, as text");
  arguments.add_text(app, "--info-hex", options->info_hex, "HEX", "What the key is for, in hexadecimal");
  arguments.add_flag(app, "--raw", options->raw, "Print the derived bytes as they are, not in hexadecimal");
  return [options] { return derive(*options); };
}

}  // namespace cce::cli
