#include "reader.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace cce::kat {
namespace {

// NIST's largest files have some 20 MB.
constexpr std::size_t max_file_size = std::size_t{256} << 20;

// Looked at for the question whether a file is text. A byte of zero further down is the matter of the line it is on.
constexpr std::size_t head_size = 1024;

}  // namespace

std::string read_whole_file(const std::string& path) {
  struct stat status = {};
  if (stat(path.c_str(), &status) != 0) throw Broken{std::strerror(errno), path};
  if (S_ISDIR(status.st_mode)) throw Broken{"is a directory", path};
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Broken{std::strerror(errno), path};

  std::string text;
  if (S_ISREG(status.st_mode) && status.st_size > 0)
    text.reserve(std::min(static_cast<std::size_t>(status.st_size) + 1, max_file_size));
  char block[1 << 16];
  while (in.read(block, sizeof block), in.gcount() > 0) {
    text.append(block, static_cast<std::size_t>(in.gcount()));
    if (text.size() > max_file_size) throw Broken{"is larger than 256 MiB: not a vector file", path};
  }
  if (in.bad()) throw Broken{"cannot be read to its end", path};
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
  return text;
}

bool looks_like_json(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return false;
  if (text[first] == '{') return true;
  // A CAVP file may begin with a section such as [L = 32]; JSON vectors are objects, or an array of objects.
  if (text[first] != '[') return false;
  const auto second = text.find_first_not_of(blanks, first + 1);
  return second == std::string_view::npos || text[second] == '{' || text[second] == ']';
}

ReadResult read_vector_file(const std::string& path) {
  try {
    const std::string text = read_whole_file(path);
    if (text.find_first_not_of(" \t\r\n\f\v") == std::string::npos) return Foreign{"not a vector file: it is empty"};
    if (text.substr(0, head_size).find('\0') != std::string::npos) return Foreign{"not a vector file: binary data"};
    return looks_like_json(text) ? read_json(text, path) : read_cavp(text, path);
  } catch (const Broken& broken) {
    return broken;
  }
}

}  // namespace cce::kat
