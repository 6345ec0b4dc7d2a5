// What every reader makes of its format: groups of cases, each a list of named fields. Nothing here, and nothing in the
// readers, knows an algorithm.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cce::kat {

enum class Format { cavp, wycheproof, acvp };

const char* format_name(Format format);

// A line of the file, or of the file with the answers that belongs to it (ACVP's expectedResults.json).
struct Place {
  std::size_t line = 0;
  bool in_answers = false;
};

// In JSON, the member b of the object a is the field "a.b", and an array is a field given more than once.
struct Field {
  std::string key, value;
  Place place;
  bool bare = false;  // a word alone, such as FAIL, with no '='
};

// Fields in the order of the file; a key may occur more than once. Keys are found without regard to upper and lower
// case: CAVP writes Msg what ACVP writes msg.
class Fields {
 public:
  void add(Field field) { list_.push_back(std::move(field)); }
  void replace(Field field);  // instead of the first of that key, if there is one
  const Field* find(std::string_view key) const;
  std::vector<const Field*> every(std::string_view key) const;
  std::string_view value(std::string_view key) const;  // empty when there is none
  bool empty() const { return list_.empty(); }
  const std::vector<Field>& list() const { return list_; }

 private:
  std::vector<Field> list_;
};

struct Case {
  std::string id;  // as the file names it: "COUNT = 7", "tcId 12"; or its number in the group: "case 3"
  Place place;
  Fields fields;
};

struct Group {
  std::string name;  // "[L = 32]", "tgId 2"; empty when the file has no groups
  Fields fields;     // what holds for every case of the group
  std::vector<Case> cases;
};

// Something in the file that is not as its format demands.
struct Problem {
  Place place;
  std::string message;
};

struct VectorFile {
  std::string path, answers_path;
  Format format = Format::cavp;
  std::string title;  // what the file says it is: CAVP's opening comment, JSON's algorithm and mode
  Fields fields;      // JSON: the members beside the groups
  std::vector<Group> groups;
  std::vector<Problem> problems;
  bool unusable = false;  // the problems are such that no case can be run
  std::size_t last_line = 0;

  std::size_t case_count() const;
  std::string where(const Place& place) const;  // "path:line"
};

bool same_ignoring_case(std::string_view a, std::string_view b);
std::string_view trimmed(std::string_view text);

}  // namespace cce::kat
