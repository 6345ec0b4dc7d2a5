#include "cavp.hpp"

#include <fstream>
#include <map>
#include <stdexcept>

namespace cavp {
namespace {

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::vector<uint8_t> unhex(const std::string& text, const std::string& where) {
  std::vector<uint8_t> bytes;
  for (size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]), low = i + 1 < text.size() ? digit(text[i + 1]) : -1;
    if (high < 0 || low < 0) throw std::runtime_error(where + ": not hexadecimal: " + text);
    bytes.push_back(static_cast<uint8_t>(high << 4 | low));
  }
  return bytes;
}

std::string trimmed(const std::string& line) {
  const size_t first = line.find_first_not_of(" \t\r"), last = line.find_last_not_of(" \t\r");
  return first == std::string::npos ? "" : line.substr(first, last - first + 1);
}

}  // namespace

std::vector<GcmCase> read_gcm(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + ": cannot be opened; Debian's python3-cryptography-vectors has it");
  std::vector<GcmCase> cases;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    const std::string where = path + ":" + std::to_string(number);
    line = trimmed(line);
    if (line.empty() || line[0] == '#' || line[0] == '[') continue;
    if (line.rfind("Count = ", 0) == 0) {
      cases.emplace_back();
      cases.back().where = where;
      continue;
    }
    if (cases.empty()) throw std::runtime_error(where + ": a value before the first Count");
    GcmCase& c = cases.back();
    if (line == "FAIL") {
      c.fails = true;
      continue;
    }
    const std::map<std::string, std::vector<uint8_t>*> fields = {{"Key", &c.key}, {"IV", &c.iv}, {"AAD", &c.aad},
                                                                 {"PT", &c.pt},   {"CT", &c.ct}, {"Tag", &c.tag}};
    const size_t equals = line.find('=');
    const auto field = fields.find(trimmed(line.substr(0, equals)));
    if (equals == std::string::npos || field == fields.end()) throw std::runtime_error(where + ": unknown: " + line);
    *field->second = unhex(trimmed(line.substr(equals + 1)), where);
  }
  return cases;
}

}  // namespace cavp
