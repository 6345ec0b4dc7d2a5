// ACVP: {"vsId", "algorithm", "mode", "revision", "testGroups": [{"tgId", "testType", ..., "tests": [{"tcId", ...}]}]}
// An internalProjection.json has the answers in it. A prompt.json has them beside it, in expectedResults.json, of the
// same shape, found by tgId and tcId.
#include <sys/stat.h>

#include <map>

#include "json.hpp"
#include "pair.hpp"

namespace cce::kat {
namespace {

using Key = std::pair<std::string, std::string>;  // tgId, tcId

class Answers {
 public:
  explicit Answers(const std::string& path) {
    root_ = parse_json(read_whole_file(path), path);
    const Json* set = &root_;
    for (const Json& element : root_.members)
      if (root_.kind == Json::Kind::array && element.array("testGroups") != nullptr) set = &element;
    const Json* const groups = set->array("testGroups");
    if (groups == nullptr) throw Broken{"has no testGroups", path, root_.line};
    for (const Json& group : groups->members) {
      const Json* const tests = group.array("tests");
      if (tests == nullptr) throw Broken{"the group has no tests", path, group.line};
      groups_[std::string(group.value("tgId"))] = &group;
      for (const Json& test : tests->members)
        tests_[{std::string(group.value("tgId")), std::string(test.value("tcId"))}] = &test;
    }
  }

  const Json* take(const Key& key) {
    const auto found = tests_.find(key);
    if (found == tests_.end()) return nullptr;
    const Json* const test = found->second;
    tests_.erase(found);
    return test;
  }

  // What holds for every answer of a group, such as the key that signed; nullptr when there is no such group.
  const Json* group(const std::string& tg_id) const {
    const auto found = groups_.find(tg_id);
    return found == groups_.end() ? nullptr : found->second;
  }

  const std::map<Key, const Json*>& left() const { return tests_; }

 private:
  Json root_;
  std::map<Key, const Json*> tests_;
  std::map<std::string, const Json*> groups_;
};

void merge(VectorFile& file, Answers& answers) {
  for (Group& group : file.groups) {
    if (const Json* const answer = answers.group(std::string(group.fields.value("tgId"))))
      add_fields(group.fields, *answer, "tests", true);
    for (Case& test : group.cases) {
      const Key key{std::string(group.fields.value("tgId")), std::string(test.fields.value("tcId"))};
      const Json* const answer = answers.take(key);
      if (answer == nullptr)
        file.problems.push_back({test.place, group.name + " " + test.id + " has no answer in " + file.answers_path});
      else
        add_fields(test.fields, *answer, "tcId", true);
    }
    std::erase_if(group.cases, [](const Case& test) {
      for (const Field& field : test.fields.list())
        if (field.place.in_answers) return false;
      return true;
    });
  }
  for (const auto& [key, answer] : answers.left())
    file.problems.push_back({{answer->line, true}, "the answer to tcId " + key.second + " belongs to no case"});
}

}  // namespace

VectorFile read_acvp(const Json& root, std::string path) {
  VectorFile file;
  file.path = std::move(path);
  file.format = Format::acvp;
  for (const char* const part : {"algorithm", "mode", "revision"})
    if (!root.value(part).empty()) file.title.append(file.title.empty() ? "" : " ").append(root.value(part));
  for (const Json& member : root.members)
    if (member.kind == Json::Kind::scalar) file.fields.add({member.name, member.text, {member.line}, false});

  bool has_questions = false;
  for (const Json& source : root.array("testGroups")->members) {
    Group& group = file.groups.emplace_back();
    group.name = std::string("tgId ").append(source.value("tgId"));
    add_fields(group.fields, source, "tests");
    has_questions = has_questions || source.find("testType") != nullptr;
    const Json* const tests = source.array("tests");
    if (tests == nullptr) {
      file.problems.push_back({{source.line}, group.name + " has no tests"});
      continue;
    }
    for (const Json& test : tests->members) {
      Case one{std::string("tcId ").append(test.value("tcId")), {test.line}, {}};
      add_fields(one.fields, test, "");
      group.cases.push_back(std::move(one));
    }
  }

  if (!has_questions && file.case_count() != 0) {
    file.unusable = true;
    file.problems.push_back({{root.line}, "only answers: the prompt.json that they belong to is not beside it"});
  } else if (const std::string answers_path = answers_beside(file.path); !answers_path.empty()) {
    file.answers_path = answers_path;
    struct stat status = {};
    if (stat(answers_path.c_str(), &status) == 0) {
      Answers answers(answers_path);
      merge(file, answers);
    } else {
      file.unusable = true;
      file.problems.push_back({{root.line}, "only questions: " + answers_path + " with the answers is missing"});
    }
  }
  return file;
}

}  // namespace cce::kat
