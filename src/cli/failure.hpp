// Errors, as a person reads them: what was wrong, where, and what to do. main turns a Failure into a line on standard
// error and an exit code; a command that can go on after one (the next file) catches it and complains by itself.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "exit_code.hpp"

namespace cce::cli {

class Failure : public std::runtime_error {
 public:
  Failure(ExitCode exit_code, const std::string& text) : std::runtime_error(text), code(exit_code) {}
  const ExitCode code;
};

// The user asked for something that has no meaning.
class UsageError : public Failure {
 public:
  explicit UsageError(const std::string& text) : Failure(ExitCode::trouble, text) {}
};

// A file could not be opened, read or written; reason is an errno.
class FileError : public Failure {
 public:
  FileError(const std::string& name, int errno_value);
  const int reason;
};

// The same of a file that was to be read: a command may go on with the next one, as it may not when output fails.
class InputError : public FileError {
 public:
  using FileError::FileError;
};

// "cce: TEXT" on standard error, after what is waiting for standard output, so that both stay in order in one log.
void complain(std::string_view text);

// As complain, ending in where the options of the command ("digest", or "" for the tool itself) are explained.
void complain_of_usage(std::string_view text, std::string_view command);

// A name fit for a message: control characters, which could rewrite the terminal, are shown as \xNN; "-" is named.
std::string printable(std::string_view name);

}  // namespace cce::cli
