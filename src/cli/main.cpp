// cce, the command-line tool of the Core Crypto Engine.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <csignal>
#include <exception>
#include <map>

#include "command.hpp"
#include "failure.hpp"
#include "io/output.hpp"
#include "secret_input.hpp"
#include "version.hpp"

namespace cce::cli {
namespace {

constexpr const char* seal_note =
    "Both -k and -o are needed. 'cce keygen aes' makes a key; without the key nobody opens the file again.\n";
constexpr const char* open_note =
    "Both -k and -o are needed. With -o -, what comes out is good when the exit code is 0, not before:\n"
    "that the end is missing shows only at the end.\n";

constexpr const char* sign_note = "-k is needed. 'cce keygen p256' makes a key, 'cce pubkey' its public key.\n";
constexpr const char* verify_note =
    "Both -k and -s are needed. The exit code is 0 when the signature is right, 1 when it is not.\n";

constexpr Command commands[] = {
    {"status", "What the module says of itself: state, integrity, self-tests", declare_status},
    {"self-test", "Run the module's self-tests now", declare_self_test},
    {"digest", "Compute or check SHA-2 digests of files, as sha256sum does", declare_digest},
    {"hmac", "Compute or verify the HMAC of files", declare_hmac, process_list_warning},
    {"hkdf", "Derive a key with HKDF (RFC 5869)", declare_hkdf, process_list_warning},
    {"random", "Random bytes from the module's generator", declare_random},
    {"keygen", "Make a key and keep it in a file", declare_keygen},
    {"pubkey", "Print the public key of a key", declare_pubkey},
    {"sign", "Sign a file (ECDSA), as openssl dgst -sign does", declare_sign, sign_note},
    {"verify", "Check the signature of a file", declare_verify, verify_note},
    {"seal", "Encrypt a file so that any change to it is noticed", declare_seal, seal_note},
    {"open", "Check and decrypt a sealed file", declare_open, open_note},
    {"version", "Print the version", declare_version},
};

constexpr const char* exit_codes =
    "Exit codes:\n"
    "  0  done\n"
    "  1  does not verify\n"
    "  2  wrong usage, or a file that cannot be read or written\n"
    "  3  the module is not operational\n";

// A file that this process opens must never become its standard output because that was closed when it began. What was
// closed is opened the wrong way round, so that its use is still an error.
void hold_standard_descriptors() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(fd, F_GETFD) >= 0) continue;
    [[maybe_unused]] const int opened = open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

// Keys and what they seal are in this process's memory: nothing of it goes into a core dump. Where a program takes the dumps
// (core(5)) the kernel hands it one even with a limit of none, but not with a limit of one byte.
void forbid_core_dumps() {
  char first = 0;
  if (const int fd = open("/proc/sys/kernel/core_pattern", O_RDONLY | O_CLOEXEC); fd >= 0) {
    if (read(fd, &first, 1) != 1) first = 0;
    close(fd);
  }
  const rlim_t most = first == '|' ? 1 : 0;
  const rlimit limit = {most, most};
  (void)setrlimit(RLIMIT_CORE, &limit);  // to lower a limit needs no right; where it fails it is as it was
}

const Command* find_command(std::string_view name) {
  for (const Command& command : commands)
    if (command.name == name) return &command;
  return nullptr;
}

// A wrong first word is found here, since the parser would only say that some command is missing.
void check_first_argument(int argc, char** argv) {
  const std::string_view first = argc < 2 ? "" : argv[1];
  for (const std::string_view flag : {"-h", "--help", "-V", "--version"})
    if (first == flag) return;
  if (find_command(first) != nullptr) return;
  std::string known;
  for (const Command& command : commands) known.append(known.empty() ? "" : ", ").append(command.name);
  throw UsageError((argc < 2 ? "a command is needed" : printable(first) + ": not a command") + "; there are " + known);
}

// What follows the options is laid out here: newer versions of CLI11 would fill the lines of its own footer anew.
std::string help_text(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  const char* note = chosen.empty() ? "'cce COMMAND --help' explains a command; the manual is cce(1).\n"
                                    : find_command(chosen.front()->get_name())->note;
  std::string text = app.help();
  text.erase(text.find_last_not_of('\n') + 1);
  return text + "\n\n" + note + (*note == '\0' ? "" : "\n") + exit_codes;
}

// Reads the command line; the action is empty when the answer has been given already.
Action parse(CLI::App& app, const Arguments& arguments, const std::map<std::string, Action>& actions) {
  try {
    app.parse(arguments.for_parser());
  } catch (const CLI::CallForHelp&) {
    Output::standard().write(help_text(app));
    return {};
  } catch (const CLI::CallForVersion& version) {
    Output::standard().write(std::string(version.what()) + "\n");
    return {};
  } catch (const CLI::ParseError& error) {
    throw UsageError(arguments.restore(error.what()));
  }
  return actions.at(app.get_subcommands().front()->get_name());
}

ExitCode run(int argc, char** argv) {
  CLI::App app("Core Crypto Engine: a cryptographic module in the style of FIPS 140-3 (not validated).", "cce");
  app.set_version_flag("-V,--version", version_text, "Print the version");
  app.set_help_flag("-h,--help", "Print this help");
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  app.require_subcommand(1);

  const Arguments arguments(argc, argv);
  std::map<std::string, Action> actions;
  for (const Command& command : commands) {
    CLI::App* const subcommand = app.add_subcommand(command.name, command.summary);
    subcommand->group("Commands");
    actions[command.name] = command.declare(*subcommand, arguments);
  }

  try {
    check_first_argument(argc, argv);
    const Action action = parse(app, arguments, actions);
    return action ? action() : ExitCode::done;
  } catch (const UsageError& error) {
    const auto chosen = app.get_subcommands();
    complain_of_usage(error.what(), chosen.empty() ? "" : chosen.front()->get_name());
    return error.code;
  }
}

ExitCode run_and_flush(int argc, char** argv) {
  try {
    const ExitCode code = run(argc, argv);
    Output::standard().flush();
    return code;
  } catch (const Failure& failure) {
    complain(failure.what());
    return failure.code;
  } catch (const std::exception& error) {
    complain(std::string("unexpected: ") + error.what());
    return ExitCode::trouble;
  }
}

}  // namespace
}  // namespace cce::cli

int main(int argc, char** argv) {
  // A reader that goes away then shows as a failed write, which is reported like any other.
  std::signal(SIGPIPE, SIG_IGN);
  // So does a file that outgrows the limit on its size.
  std::signal(SIGXFSZ, SIG_IGN);
  cce::cli::hold_standard_descriptors();
  cce::cli::forbid_core_dumps();
  return static_cast<int>(cce::cli::run_and_flush(argc, argv));
}
