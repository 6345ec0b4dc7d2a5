// Wycheproof's testvectors_v1: {"algorithm", "numberOfTests", ..., "testGroups": [{"type", ..., "tests": [{"tcId",
// "flags": [...], ..., "result": "valid" | "acceptable" | "invalid"}]}]}
#include "json.hpp"

namespace cce::kat {

VectorFile read_wycheproof(const Json& root, std::string path) {
  VectorFile file;
  file.path = std::move(path);
  file.format = Format::wycheproof;
  file.title = root.value("algorithm");
  for (const Json& member : root.members)
    if (member.kind == Json::Kind::scalar) file.fields.add({member.name, member.text, {member.line}, false});

  for (const Json& source : root.array("testGroups")->members) {
    Group& group = file.groups.emplace_back();
    group.name = "group " + std::to_string(file.groups.size());
    add_fields(group.fields, source, "tests");
    const Json* const tests = source.array("tests");
    if (tests == nullptr) {
      file.problems.push_back({{source.line}, "the group has no tests"});
      continue;
    }
    for (const Json& test : tests->members) {
      Case one{std::string("tcId ").append(test.value("tcId")), {test.line}, {}};
      if (test.value("tcId").empty()) file.problems.push_back({{test.line}, "the test has no tcId"});
      add_fields(one.fields, test, "");
      group.cases.push_back(std::move(one));
    }
  }

  const Field* const promised = file.fields.find("numberOfTests");
  const std::string there = std::to_string(file.case_count());
  if (promised != nullptr && promised->value != there)
    file.problems.push_back({promised->place, "numberOfTests is " + promised->value + ", but there are " + there});
  return file;
}

}  // namespace cce::kat
