#include "vector_file.hpp"

#include <algorithm>

namespace cce::kat {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

const char* format_name(Format format) {
  switch (format) {
    case Format::cavp:
      return "CAVP";
    case Format::wycheproof:
      return "Wycheproof";
    case Format::acvp:
      return "ACVP";
  }
  return "";
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\f\v";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

void Fields::replace(Field field) {
  for (Field& old : list_) {
    if (!same_ignoring_case(old.key, field.key)) continue;
    old = std::move(field);
    return;
  }
  add(std::move(field));
}

const Field* Fields::find(std::string_view key) const {
  for (const Field& field : list_)
    if (same_ignoring_case(field.key, key)) return &field;
  return nullptr;
}

std::vector<const Field*> Fields::every(std::string_view key) const {
  std::vector<const Field*> found;
  for (const Field& field : list_)
    if (same_ignoring_case(field.key, key)) found.push_back(&field);
  return found;
}

std::string_view Fields::value(std::string_view key) const {
  const Field* const field = find(key);
  return field == nullptr ? std::string_view() : field->value;
}

std::size_t VectorFile::case_count() const {
  std::size_t count = 0;
  for (const Group& group : groups) count += group.cases.size();
  return count;
}

std::string VectorFile::where(const Place& place) const {
  return (place.in_answers ? answers_path : path) + ":" + std::to_string(place.line);
}

}  // namespace cce::kat
