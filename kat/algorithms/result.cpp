#include "result.hpp"

namespace cce::kat {

bool is_pass(const TestVector& vector) {
  const Field& result = vector.need("Result");
  for (const std::string_view letter : {"P", "F"})
    if (result.value == letter || result.value.starts_with(std::string(letter) + " (")) return letter == "P";
  vector.malformed(result, "Result is neither P nor F");
}

Verdict verdict_of(const TestVector& vector) {
  const Field& result = vector.need("result");
  if (result.value == "valid") return Verdict::valid;
  if (result.value == "acceptable") return Verdict::acceptable;
  if (result.value == "invalid") return Verdict::invalid;
  vector.malformed(result, "result is none of valid, acceptable, invalid");
}

}  // namespace cce::kat
