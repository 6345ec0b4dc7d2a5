// From a file to a VectorFile: the format is recognised by what is in the file, not by its name.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "vector_file.hpp"

namespace cce::kat {

// The file is no vector file, as far as cce-kat can tell.
struct Foreign {
  std::string reason;
  std::size_t line = 1;  // from where on
};

// The file cannot be read, or it is of a known format and broken so that not even its algorithm can be told.
struct Broken {
  std::string reason;
  std::string path;
  std::size_t line = 0;  // 0: the file as a whole
};

using ReadResult = std::variant<VectorFile, Foreign, Broken>;

ReadResult read_vector_file(const std::string& path);

// The whole content, without a byte order mark; throws Broken. What is not a vector file is often huge or endless.
std::string read_whole_file(const std::string& path);

bool looks_like_json(std::string_view text);

// The readers of each format. `text` is text, not binary data.
ReadResult read_cavp(std::string_view text, std::string path);
ReadResult read_json(std::string_view text, std::string path);

}  // namespace cce::kat
