// The command line, kept from the parser's hands where it holds names and values. CLI11 gives some texts a meaning of
// their own ("[a,b]" becomes two values, "++" ends a command, "status" may start one), but a file may bear any name. So
// every argument that is not an option reaches CLI11 as a token, and the options below turn it back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "secret_input.hpp"

// The parser's header takes longer to compile than most of the program: arguments.cpp and main.cpp alone include it.
namespace CLI {
class App;
}

namespace cce::cli {

class Arguments {
 public:
  Arguments(int argc, const char* const* argv);

  // For CLI::App::parse(std::vector<std::string>&&), which takes the last argument first.
  std::vector<std::string> for_parser() const;
  // What the user wrote, for a token; any other text unchanged.
  std::string original(const std::string& token) const;
  // The same for every token within a message of the parser's.
  std::string restore(std::string_view message) const;

  // Flags, and options and positionals whose values are texts. target must live as long as the app.
  void add_flag(CLI::App& app, const std::string& flags, bool& target, const std::string& help) const;
  void add_text(CLI::App& app, const std::string& flags, std::optional<std::string>& target, const std::string& type,
                const std::string& help) const;
  void add_name(CLI::App& app, const std::string& positional, std::string& target, const std::string& help) const;
  // [FILE...], standard input when there is none.
  void add_files(CLI::App& app, std::vector<std::string>& target, const std::string& help) const;
  // --NAME-file and --NAME-hex, after option.name.
  void add_secret(CLI::App& app, SecretOption& option, const std::string& what) const;

 private:
  std::string shelter(std::string value);

  std::vector<std::string> for_parser_;  // in the order of the command line
  std::vector<std::string> values_;
};

}  // namespace cce::cli
