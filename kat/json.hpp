// JSON with the line of each value, so that an error in a vector can name its line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reader.hpp"
#include "vector_file.hpp"

namespace cce::kat {

struct Json {
  enum class Kind { null, scalar, array, object };

  Kind kind = Kind::null;
  std::string name;  // as a member of an object
  std::string text;  // a scalar: the string itself, or the digits, true, false
  std::size_t line = 0;
  std::vector<Json> members;  // of an object or an array

  const Json* find(std::string_view key) const;        // nullptr when there is none, or when this is not an object
  const Json* array(std::string_view key) const;       // nullptr also when it is not an array
  std::string_view value(std::string_view key) const;  // a scalar's text, or nothing
};

// Throws Broken, with the line, for what is not JSON.
Json parse_json(std::string_view text, const std::string& path);

// Adds what is in the object, all but the member `except`: {"a": {"b": 1}, "c": [2, 3]} gives a.b = 1, c = 2, c = 3.
void add_fields(Fields& fields, const Json& object, std::string_view except, bool in_answers = false);

// The two formats that are JSON; `root` has testGroups.
VectorFile read_wycheproof(const Json& root, std::string path);
VectorFile read_acvp(const Json& root, std::string path);

}  // namespace cce::kat
