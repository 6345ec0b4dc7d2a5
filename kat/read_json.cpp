// Which of the formats a JSON text is.
#include "json.hpp"

namespace cce::kat {
namespace {

// ACVP sends a vector set as [ {"acvVersion": ...}, {the vector set} ].
const Json* vector_set(const Json& root) {
  if (root.kind == Json::Kind::object) return root.array("testGroups") == nullptr ? nullptr : &root;
  const Json* found = nullptr;
  for (const Json& element : root.members) {
    if (element.array("testGroups") == nullptr) continue;
    if (found != nullptr) return nullptr;
    found = &element;
  }
  return found;
}

}  // namespace

ReadResult read_json(std::string_view text, std::string path) {
  const Json root = parse_json(text, path);
  const Json* const set = vector_set(root);
  if (set == nullptr) return Foreign{"not a vector file: JSON without one testGroups", root.line};
  // Wycheproof counts its tests, ACVP numbers its revisions.
  const bool is_wycheproof = set->find("numberOfTests") != nullptr || set->find("generatorVersion") != nullptr;
  const bool is_acvp = set->find("revision") != nullptr || set->find("vsId") != nullptr;
  VectorFile file;
  if (is_wycheproof)
    file = read_wycheproof(*set, std::move(path));
  else if (is_acvp)
    file = read_acvp(*set, std::move(path));
  else
    return Foreign{"not a vector file: JSON with testGroups, but neither Wycheproof nor ACVP", set->line};
  for (const char c : text) file.last_line += c == '\n';
  return file;
}

}  // namespace cce::kat
