// cce digest: sha256sum and its sisters, computed by the module.
#include "command.hpp"
#include "commands/digest_check.hpp"
#include "failure.hpp"
#include "hashing.hpp"
#include "io/output.hpp"
#include "text/checksum_line.hpp"

namespace cce::cli {
namespace {

struct Options {
  std::string algorithm;
  std::vector<std::string> files;
  LineStyle style;
  bool text = false, check = false;
  CheckOptions checking;
};

void refuse_what_has_no_meaning(const Options& options) {
  const CheckOptions& checking = options.checking;
  if (options.style.binary && options.text) throw UsageError("--binary and --text exclude each other");
  if (options.style.tag && options.text) throw UsageError("--tag does not go with --text");
  if (options.check) {
    if (options.style.binary || options.text || options.style.tag || options.style.zero)
      throw UsageError("--binary, --text, --tag and --zero say how digests are printed; they do not go with --check");
  } else if (checking.quiet || checking.status || checking.ignore_missing || checking.strict || checking.warn) {
    throw UsageError("--quiet, --status, --ignore-missing, --strict and --warn only go with --check");
  }
}

ExitCode print_digests(const HashName& hash, const Options& options) {
  ExitCode code = ExitCode::done;
  Progress progress;
  for (const std::string& file : options.files) {
    try {
      const Digest digest = digest_of_file(hash, file, progress);
      Output::standard().write(checksum_line(digest.span(), file, hash.tag, options.style));
    } catch (const InputError& error) {
      complain(error.what());
      code = error.code;
    }
  }
  return code;
}

}  // namespace

Action declare_digest(CLI::App& app, const Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.add_name(app, "ALG", options->algorithm, "The hash: " + hash_name_list());
  arguments.add_files(app, options->files, "Files to read; standard input when there is none, or for -");
  arguments.add_flag(app, "-b,--binary", options->style.binary, "Mark names with * (the digest is the same)");
  arguments.add_flag(app, "-t,--text", options->text, "Mark names with a space, the default");
  arguments.add_flag(app, "--tag", options->style.tag, "Print in BSD style: SHA256 (name) = digest");
  arguments.add_flag(app, "-z,--zero", options->style.zero, "End lines with NUL, not newline, and escape no name");
  arguments.add_flag(app, "-c,--check", options->check, "Read digests from FILE and check the files named there");
  arguments.add_flag(app, "--ignore-missing", options->checking.ignore_missing,
                     "With --check: pass over files that do not exist");
  arguments.add_flag(app, "--quiet", options->checking.quiet, "With --check: no line for a file that is OK");
  arguments.add_flag(app, "--status", options->checking.status, "With --check: print nothing, answer by the exit code");
  arguments.add_flag(app, "--strict", options->checking.strict, "With --check: an improper line is a failure");
  arguments.add_flag(app, "-w,--warn", options->checking.warn, "With --check: name each improper line");
  return [options] {
    const HashName& hash = parse_hash_name(options->algorithm);
    refuse_what_has_no_meaning(*options);
    if (options->files.empty()) options->files.emplace_back("-");
    return options->check ? check_digests(hash, options->files, options->checking) : print_digests(hash, *options);
  };
}

}  // namespace cce::cli
