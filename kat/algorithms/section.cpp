#include "section.hpp"

#include <optional>

namespace cce::kat {
namespace {

constexpr std::pair<std::string_view, std::string_view> parameter_sets[] = {
    {"EA", "P-192"}, {"EB", "P-224"}, {"EC", "P-256"}, {"ED", "P-384"}, {"EE", "P-521"}};

// K-163, B-571, P-256.
bool is_curve(std::string_view word) {
  if (word.size() != 5 || (word[0] != 'P' && word[0] != 'K' && word[0] != 'B') || word[1] != '-') return false;
  return word.substr(2).find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<Section> parse(std::string_view words) {
  const auto end = words.find_first_of(", ");
  std::string_view curve = words.substr(0, end);
  for (const auto& [set, name] : parameter_sets)
    if (curve == set) curve = name;
  if (!is_curve(curve)) return std::nullopt;
  const std::string_view rest = end == std::string_view::npos ? "" : words.substr(end);
  const auto begin = rest.find_first_not_of(",- ");
  return Section{std::string(curve), begin == std::string_view::npos ? "" : std::string(rest.substr(begin))};
}

// The last one of "[EA] [EB] [EA - SHA1]": the others stand in the head of the file.
std::optional<Section> last_of(std::string_view name) {
  std::optional<Section> found;
  while (!name.empty()) {
    const auto begin = name.find('['), end = name.find(']');
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) break;
    if (auto section = parse(name.substr(begin + 1, end - begin - 1))) found = std::move(section);
    name.remove_prefix(end + 1);
  }
  return found;
}

}  // namespace

Section section_of(const TestVector& vector) {
  std::optional<Section> found;
  for (const Group& group : vector.file.groups) {
    if (auto section = last_of(group.name)) found = std::move(section);
    if (&group == &vector.group) break;
  }
  if (!found.has_value()) throw Malformed{vector.own.place, "no section says which curve the case is for"};
  return *found;
}

bool has_curve_sections(const VectorFile& file) {
  for (const Group& group : file.groups)
    if (!group.cases.empty()) return last_of(group.name).has_value();
  return false;
}

}  // namespace cce::kat
