// The pairs of files that make one vector set: prompt.json and expectedResults.json, or, as some laboratories name
// them, SHA2-256.prompt.json and SHA2-256.expectedResults.json. They are found by name alone: neither names the other.
#pragma once

#include <string>

namespace cce::kat {

std::string answers_beside(const std::string& path);  // empty when the name is not one of a prompt
std::string prompt_beside(const std::string& path);   // empty when the name is not one of answers

}  // namespace cce::kat
