// Keys, salts and other short secrets, from a file or, in hexadecimal, from the command line.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "io/file.hpp"
#include "secret_bytes.hpp"

namespace cce::cli {

// Said under the help of every command that takes a secret in hexadecimal.
constexpr const char* process_list_warning =
    "Warning: what is given in hexadecimal on the command line can be seen by every user of this\n"
    "machine in the list of processes, and may stay in the shell's history. Use a file for real keys.\n";

// The pair of options --NAME-file and --NAME-hex.
struct SecretOption {
  std::string name;  // "key"
  std::optional<std::string> file, hex;

  bool given() const { return file || hex; }
  bool takes_standard_input() const { return file && *file == "-"; }

  // The bytes, or none when neither option was given. Throws UsageError when both were, or for bad digits or a file
  // above max_secret_file; InputError.
  SecretBytes load() const;
  // As load; throws UsageError when neither was given.
  SecretBytes load_required() const;
};

// Whoever names a larger file has most likely named the wrong one, and a device has no end.
constexpr size_t max_secret_file = 1024 * 1024;

// The raw bytes of a file ("-": standard input). Throws UsageError above max_secret_file; InputError.
SecretBytes read_secret_file(const std::string& name);
SecretBytes read_secret_file(const File& file);

// Warns on standard error when other users may read a key's file, or change it. A group may share a key on purpose; the rest of
// the machine may not, and nobody else may choose it.
void warn_of_open_permissions(const File& file);

}  // namespace cce::cli
