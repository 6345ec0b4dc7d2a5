// One case, as an algorithm sees it: its own fields, then those of its group; and the ways in which it can end other
// than by passing. Each is thrown, so that an algorithm's file reads as the list of what must hold.
#pragma once

#include <cce/cce.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "hex.hpp"
#include "vector_file.hpp"

namespace cce::kat {

// The module's answer is wrong.
struct Mismatch {
  std::string what, expected, got;
};

// The case cannot be run here, for a reason that is not the file's fault.
struct Skipped {
  std::string reason;
};

// The file is at fault, at this line.
struct Malformed {
  Place place;
  std::string message;
};

class TestVector {
 public:
  TestVector(const VectorFile& of_file, const Group& of_group, const Case& test)
      : file(of_file), group(of_group), own(test) {}

  const VectorFile& file;
  const Group& group;
  const Case& own;

  const Field* find(std::string_view key) const;
  bool has(std::string_view key) const { return find(key) != nullptr; }

  // These throw Malformed when the field is missing, stands twice in the case, or is not what is asked for.
  const Field& need(std::string_view key) const;
  Bytes bytes(std::string_view key) const;
  std::uint64_t number(std::string_view key) const;
  bool truth(std::string_view key) const;

  // A number of bits, in bytes; throws Skipped when it is not a whole number of bytes.
  std::uint64_t bits_as_bytes(std::string_view key) const;
  // bytes(key), of which the file says that there must be so many.
  Bytes bytes_of_length(std::string_view key, std::uint64_t length) const;

  [[noreturn]] void malformed(const Field& field, const std::string& message) const;
};

// A value of "?" is one that CAVS asked the laboratory for and nobody filled in: it is Skipped.
Bytes bytes_of(const Field& field);
std::uint64_t number_of(const Field& field);

// These throw Mismatch.
void expect_equal(const std::string& what, const Bytes& expected, const Bytes& got);
void expect_result(const std::string& call, cce_result expected, cce_result got);

}  // namespace cce::kat
