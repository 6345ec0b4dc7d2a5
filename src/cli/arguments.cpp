#include "arguments.hpp"

#include <CLI/App.hpp>
#include <CLI/Option.hpp>
#include <charconv>

#include "failure.hpp"

namespace cce::cli {
namespace {

// A token is this character, the value's index, and this character again. No option contains it.
constexpr char mark = '\x01';

}  // namespace

Arguments::Arguments(int argc, const char* const* argv) {
  bool options_over = false;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const size_t equals = argument.find('=');
    if (i == 1) {
      for_parser_.push_back(argument);  // the command
    } else if (options_over || argument.empty() || argument == "-" || argument[0] != '-') {
      for_parser_.push_back(shelter(argument));
    } else if (argument == "--") {
      options_over = true;  // not passed on: no token looks like an option
    } else if (argument.starts_with("--") && equals != std::string::npos) {
      for_parser_.push_back(argument.substr(0, equals + 1) + shelter(argument.substr(equals + 1)));
    } else {
      for_parser_.push_back(argument);
    }
  }
}

std::string Arguments::shelter(std::string value) {
  values_.push_back(std::move(value));
  return mark + std::to_string(values_.size() - 1) + mark;
}

std::vector<std::string> Arguments::for_parser() const { return {for_parser_.rbegin(), for_parser_.rend()}; }

std::string Arguments::original(const std::string& token) const {
  if (token.size() < 3 || token.front() != mark || token.back() != mark) return token;
  size_t index = 0;
  const char* const end = token.data() + token.size() - 1;
  const auto [stop, error] = std::from_chars(token.data() + 1, end, index);
  if (error != std::errc{} || stop != end || index >= values_.size()) return token;
  return values_[index];
}

std::string Arguments::restore(std::string_view message) const {
  std::string text;
  while (!message.empty()) {
    const size_t begin = message.find(mark);
    const size_t end = begin == std::string_view::npos ? begin : message.find(mark, begin + 1);
    text += message.substr(0, begin);
    if (end == std::string_view::npos) break;
    text += printable(original(std::string(message.substr(begin, end + 1 - begin))));
    message.remove_prefix(end + 1);
  }
  return text;
}

void Arguments::add_flag(CLI::App& app, const std::string& flags, bool& target, const std::string& help) const {
  app.add_flag(flags, target, help);
}

void Arguments::add_text(CLI::App& app, const std::string& flags, std::optional<std::string>& target,
                         const std::string& type, const std::string& help) const {
  app.add_option_function<std::string>(
         flags, [this, &target](const std::string& token) { target = original(token); }, help)
      ->type_name(type);
}

void Arguments::add_name(CLI::App& app, const std::string& positional, std::string& target,
                         const std::string& help) const {
  app.add_option_function<std::string>(
         positional, [this, &target](const std::string& token) { target = original(token); }, help)
      ->type_name("")
      ->required();
}

void Arguments::add_files(CLI::App& app, std::vector<std::string>& target, const std::string& help) const {
  app.add_option_function<std::vector<std::string>>(
         "FILE",
         [this, &target](const std::vector<std::string>& tokens) {
           for (const std::string& token : tokens) target.push_back(original(token));
         },
         help)
      ->type_name("");
}

void Arguments::add_secret(CLI::App& app, SecretOption& option, const std::string& what) const {
  add_text(app, "--" + option.name + "-file", option.file, "FILE", what + ": the raw bytes of FILE");
  add_text(app, "--" + option.name + "-hex", option.hex, "HEX", what + " in hexadecimal; see the warning below");
}

}  // namespace cce::cli
