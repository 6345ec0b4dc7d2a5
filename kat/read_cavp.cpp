// NIST's CAVP response files, as CAVS writes them, and the RFC vectors that others wrote in the same manner:
//
//   #  CAVS 11.0                            a comment; those before the first data say what the file is
//   [L = 32]                                a section: what holds for the records that follow
//   Seed = 6d1e...                          before the first COUNT: holds for the section too
//   COUNT = 0                               where a file counts, each COUNT begins a record; blank lines mean nothing
//   MD = e93c...
//   FAIL                                    the one word that stands alone: what is asked for must be refused
//   ** INSTANTIATE:                         a heading between intermediate values, no more than a comment
//
// In a file that does not count, a blank line ends a record, and "N = 10" in a section's head says how many records follow. A
// key may occur several times in one record.
#include "reader.hpp"

namespace cce::kat {
namespace {

constexpr std::size_t max_key_length = 80;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_key(std::string_view text) {
  if (text.empty() || text.size() > max_key_length || !is_letter(text.front())) return false;
  for (const char c : text)
    if (!is_letter(c) && !(c >= '0' && c <= '9') && std::string_view(" _-./()'").find(c) == std::string_view::npos)
      return false;
  return true;
}

enum class LineKind { blank, comment, section, field, bare, malformed };

struct Line {
  LineKind kind = LineKind::malformed;
  std::string_view key, value;  // a section without '=' has a value alone
};

Line classify(std::string_view raw) {
  const std::string_view text = trimmed(raw);
  if (text.empty()) return {LineKind::blank, {}, {}};
  if (text.front() == '#') return {LineKind::comment, {}, trimmed(text.substr(1))};
  if (text.starts_with("** ") && text.ends_with(":")) return {LineKind::comment, {}, {}};
  const bool in_brackets = text.front() == '[';
  if (in_brackets && text.back() != ']') return {};
  const std::string_view body = in_brackets ? trimmed(text.substr(1, text.size() - 2)) : text;
  const auto equals = body.find('=');
  if (equals == std::string_view::npos) {
    if (in_brackets) return {LineKind::section, {}, body};
    if (body == "FAIL") return {LineKind::bare, body, {}};
    return {};
  }
  const std::string_view key = trimmed(body.substr(0, equals));
  if (!is_key(key)) return {};
  return {in_brackets ? LineKind::section : LineKind::field, key, trimmed(body.substr(equals + 1))};
}

// Calls take(line, its number from 1) for each line of the text, the last one with or without its line feed.
template <typename Take>
std::size_t for_each_line(std::string_view text, Take take) {
  std::size_t number = 0;
  while (!text.empty()) {
    const auto end = text.find('\n');
    take(classify(text.substr(0, end)), ++number);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return number;
}

class CavpReader {
 public:
  explicit CavpReader(bool counted) : counted_(counted) {}

  void take(const Line& line, std::size_t number) {
    switch (line.kind) {
      case LineKind::blank:
        record_open_ = record_open_ && counted_;
        return;
      case LineKind::comment:
        return comment(line.value);
      case LineKind::section:
        return section(line, number);
      case LineKind::field:
      case LineKind::bare:
        return field(line, number);
      case LineKind::malformed:
        file.problems.push_back({{number}, "neither 'key = value' nor a [section]"});
        return;
    }
  }

  VectorFile file;

 private:
  void comment(std::string_view text) {
    if (file.groups.empty()) file.title.append(file.title.empty() ? "" : "\n").append(text);
  }

  // What an earlier section said by name goes on holding until it is said anew; a name without '=' is replaced.
  void section(const Line& line, std::size_t number) {
    if (!in_section_head_) {
      Group next;
      if (!file.groups.empty())
        for (const Field& held : file.groups.back().fields.list())
          if (counted_ || held.key != "N") next.fields.add(held);
      file.groups.push_back(std::move(next));
      in_section_head_ = true;
    }
    record_open_ = false;
    Group& group = file.groups.back();
    if (!line.key.empty()) group.fields.replace({std::string(line.key), std::string(line.value), {number}, false});
    group.name.append(group.name.empty() ? "[" : " [");
    if (!line.key.empty()) group.name.append(line.key).append(" = ");
    group.name.append(line.value).append("]");
  }

  void field(const Line& line, std::size_t number) {
    if (file.groups.empty()) file.groups.emplace_back();
    Group& group = file.groups.back();
    Field field{std::string(line.key), std::string(line.value), {number}, line.kind == LineKind::bare};
    if (in_section_head_ && !counted_ && line.key == "N") return group.fields.replace(std::move(field));
    in_section_head_ = false;
    const bool counts = counted_ && same_ignoring_case(line.key, "COUNT");
    if (counted_ && !counts && !record_open_) return group.fields.replace(std::move(field));
    if (counts || !record_open_) {
      const std::string id =
          counts ? field.key + " = " + field.value : "case " + std::to_string(group.cases.size() + 1);
      group.cases.push_back({id, {number}, {}});
      record_open_ = true;
    }
    group.cases.back().fields.add(std::move(field));
  }

  const bool counted_;
  bool record_open_ = false, in_section_head_ = false;
};

}  // namespace

ReadResult read_cavp(std::string_view text, std::string path) {
  bool counted = false;
  std::size_t first_data = 0;
  LineKind first_kind = LineKind::comment;
  for_each_line(text, [&](const Line& line, std::size_t number) {
    counted = counted || (line.kind == LineKind::field && same_ignoring_case(line.key, "COUNT"));
    if (first_data != 0 || line.kind == LineKind::blank || line.kind == LineKind::comment) return;
    first_data = number;
    first_kind = line.kind;
  });
  if (first_kind == LineKind::malformed) return Foreign{"not a vector file: neither CAVP fields nor JSON", first_data};

  CavpReader reader(counted);
  reader.file.last_line = for_each_line(text, [&](const Line& line, std::size_t number) { reader.take(line, number); });
  reader.file.path = std::move(path);
  return std::move(reader.file);
}

}  // namespace cce::kat
