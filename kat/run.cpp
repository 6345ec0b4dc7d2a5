#include "run.hpp"

#include <sstream>

#include "algorithms.hpp"

namespace cce::kat {
namespace {

std::string case_name(const VectorFile& file, const Group& group, const Case& test) {
  return file.where(test.place) + ": " + group.name + (group.name.empty() ? "" : ", ") + test.id;
}

void run_case(const Algorithm& algorithm, const TestVector& vector, Bytes& carry, FileResult& result) {
  const VectorFile& file = vector.file;
  try {
    algorithm.run(vector, carry);
    ++result.passed;
  } catch (const Mismatch& wrong) {
    ++result.failed;
    result.failures.push_back({case_name(file, vector.group, vector.own), wrong.what, wrong.expected, wrong.got});
  } catch (const Skipped& skipped) {
    ++result.skipped;
    result.skips.emplace_back(case_name(file, vector.group, vector.own), skipped.reason);
  } catch (const Malformed& broken) {
    // What a section says wrongly, it says to each of its cases.
    const std::string error = file.where(broken.place) + ": " + broken.message;
    if (result.errors.empty() || result.errors.back() != error) result.errors.push_back(error);
  }
}

// What a file says of itself, on one line: for the reason why it is skipped.
std::string subject(const VectorFile& file) {
  constexpr std::size_t max_shown = 90;
  std::string text;
  std::istringstream lines(file.title);
  for (std::string line; std::getline(lines, line);) {
    const bool says_nothing = line.empty() || line.starts_with("CAVS ") || line.starts_with("Generated ");
    if (!says_nothing) text.append(text.empty() ? "" : "; ").append(line);
  }
  if (text.empty()) {
    for (const Field& field : file.groups.front().cases.front().fields.list())
      text.append(text.empty() ? "it has no title; its fields are " : ", ").append(field.key);
  }
  return text.size() > max_shown ? text.substr(0, max_shown) + "..." : text;
}

void skip_whole(const VectorFile& file, FileResult& result) {
  result.note = "skipped, not an algorithm of this module: " + subject(file);
  result.skipped = file.case_count();
  for (const Group& group : file.groups)
    for (const Case& test : group.cases)
      result.skips.emplace_back(case_name(file, group, test), "not an algorithm of this module");
}

void run_all(const VectorFile& file, bool named, FileResult& result) {
  result.format = format_name(file.format);
  const Algorithm* const algorithm = algorithm_for(file);
  const std::string end = file.path + ":" + std::to_string(file.last_line);
  if (algorithm == nullptr) {
    if (file.case_count() != 0) return skip_whole(file, result);
    result.format.clear();
    result.note = "not a vector file: there is no test case in it";
    if (named) result.errors.push_back(end + ": " + result.note);
    return;
  }
  result.algorithm = algorithm->name;
  for (const Problem& problem : file.problems)
    result.errors.push_back(file.where(problem.place) + ": " + problem.message);
  if (file.unusable) return;
  for (const Group& group : file.groups) {
    Bytes carry;
    for (const Case& test : group.cases) run_case(*algorithm, {file, group, test}, carry, result);
  }
  if (file.case_count() == 0 && result.errors.empty())
    result.errors.push_back(end + ": the file ends without a test case");
}

}  // namespace

FileResult run_file(const std::string& path, bool named) {
  FileResult result;
  result.path = path;
  ReadResult read = read_vector_file(path);
  if (const auto* const file = std::get_if<VectorFile>(&read)) {
    run_all(*file, named, result);
  } else if (const auto* const foreign = std::get_if<Foreign>(&read)) {
    result.note = foreign->reason;
    if (named) result.errors.push_back(path + ":" + std::to_string(foreign->line) + ": " + foreign->reason);
  } else {
    const Broken& broken = std::get<Broken>(read);
    result.errors.push_back(broken.path + (broken.line == 0 ? "" : ":" + std::to_string(broken.line)) + ": " +
                            broken.reason);
  }
  return result;
}

}  // namespace cce::kat
