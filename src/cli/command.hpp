// What a command is. main.cpp has the table of them; each is declared here and lives in a file of its name.
#pragma once

#include <functional>

#include "arguments.hpp"
#include "exit_code.hpp"

namespace cce::cli {

using Action = std::function<ExitCode()>;

struct Command {
  const char* name;
  const char* summary;
  // Adds the command's options to app, and answers what is to be done once they have been read. The Arguments outlive
  // the action.
  Action (*declare)(CLI::App& app, const Arguments& arguments);
  const char* note = "";  // below the options in its help; ends in a newline
};

Action declare_status(CLI::App& app, const Arguments& arguments);
Action declare_self_test(CLI::App& app, const Arguments& arguments);
Action declare_digest(CLI::App& app, const Arguments& arguments);
Action declare_hmac(CLI::App& app, const Arguments& arguments);
Action declare_hkdf(CLI::App& app, const Arguments& arguments);
Action declare_random(CLI::App& app, const Arguments& arguments);
Action declare_keygen(CLI::App& app, const Arguments& arguments);
Action declare_pubkey(CLI::App& app, const Arguments& arguments);
Action declare_sign(CLI::App& app, const Arguments& arguments);
Action declare_verify(CLI::App& app, const Arguments& arguments);
Action declare_seal(CLI::App& app, const Arguments& arguments);
Action declare_open(CLI::App& app, const Arguments& arguments);
Action declare_version(CLI::App& app, const Arguments& arguments);

}  // namespace cce::cli
