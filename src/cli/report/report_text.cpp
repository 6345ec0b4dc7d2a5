#include <algorithm>
#include <span>

#include "report/report.hpp"
#include "report/table.hpp"
#include "text/hex.hpp"
#include "text/human.hpp"
#include "version.hpp"

namespace cce::cli {
namespace {

using Rows = std::vector<std::vector<Cell>>;

const char* kind_text(cce_test_kind kind) {
  switch (kind) {
    case CCE_TEST_INTEGRITY:
      return "integrity";
    case CCE_TEST_KNOWN_ANSWER:
      return "known answer";
    case CCE_TEST_HEALTH:
      return "health";
  }
  return "unknown";
}

Cell outcome_cell(cce_test_outcome outcome) {
  switch (outcome) {
    case CCE_TEST_NOT_RUN:
      return {"not run", Colour::attention};
    case CCE_TEST_PASSED:
      return {"passed", Colour::good};
    case CCE_TEST_FAILED:
      return {"FAILED", Colour::bad};
  }
  return {"unknown", Colour::bad};
}

Cell state_cell(cce_state state) {
  const Colour colour = state == CCE_STATE_OPERATIONAL ? Colour::good
                        : state == CCE_STATE_DEGRADED  ? Colour::attention
                                                       : Colour::bad;
  return {cce_state_name(state), colour};
}

Cell integrity_cell(const ModuleReport& report) {
  bool all_passed = true;
  for (const cce_self_test& test : report.self_tests) {
    if (test.kind != CCE_TEST_INTEGRITY) continue;
    if (test.outcome == CCE_TEST_FAILED) return {"NOT INTACT", Colour::bad};
    all_passed = all_passed && test.outcome == CCE_TEST_PASSED;
  }
  if (!all_passed) return {"not tested", Colour::attention};
  return report.integrity_matches ? Cell{"intact", Colour::good} : Cell{"NOT INTACT", Colour::bad};
}

// A digest that has not been computed is all zeros.
std::string digest_text(std::span<const uint8_t> digest) {
  const bool computed = std::ranges::any_of(digest, [](uint8_t byte) { return byte != 0; });
  return computed ? to_hex(digest) : "-";
}

// The words in as many lines as a terminal of 80 columns asks for; "-" for none.
std::vector<std::string> filled(const std::vector<std::string>& words, const std::string& separator) {
  if (words.empty()) return {"-"};
  constexpr size_t columns = 64;
  std::vector<std::string> lines(1);
  for (const std::string& word : words) {
    const bool last = &word == &words.back();
    if (!lines.back().empty() && lines.back().size() + 1 + word.size() > columns) lines.emplace_back();
    lines.back().append(lines.back().empty() ? "" : " ").append(word).append(last ? "" : separator);
  }
  return lines;
}

// A row for each line, the title before the first.
void append_lines(Rows& rows, const std::string& title, const std::vector<std::string>& lines, Colour colour) {
  for (const std::string& line : lines) rows.push_back({{&line == &lines.front() ? title : ""}, {line, colour}});
}

std::string heading(const std::string& title, const Palette& palette) {
  return "\n" + palette.paint(Colour::heading, title) + "\n";
}

std::string opening(const ModuleReport& report, const Palette& palette) {
  return palette.paint(Colour::heading, report.info.name) + "\n" + not_validated + "\n";
}

Rows state_rows(const ModuleReport& report) {
  Rows rows;
  rows.push_back({{"Version"}, {report.info.version}});
  rows.push_back({{"State"}, state_cell(report.info.state)});
  if (report.info.state == CCE_STATE_DEGRADED)
    append_lines(rows, "Quarantined", filled(report.failed_algorithms(), ","), Colour::bad);
  if (report.info.failure != nullptr) rows.push_back({{"Failure"}, {report.info.failure, Colour::bad}});
  return rows;
}

std::string self_test_section(const ModuleReport& report, const Palette& palette) {
  Rows rows;
  uint64_t total = 0;
  size_t passed = 0;
  for (const cce_self_test& test : report.self_tests) {
    const bool ran = test.outcome != CCE_TEST_NOT_RUN;
    rows.push_back({{test.name},
                    {test.algorithm},
                    {kind_text(test.kind)},
                    outcome_cell(test.outcome),
                    {ran ? human_microseconds(test.ns) : "-", Colour::none, true}});
    if (test.outcome == CCE_TEST_FAILED) rows.push_back({{"  " + std::string(test.detail), Colour::bad}});
    total += test.ns;
    passed += test.outcome == CCE_TEST_PASSED ? 1 : 0;
  }
  const std::string count = std::to_string(report.self_tests.size());
  const bool all = passed != 0 && passed == report.self_tests.size();
  const std::string sum = (all ? "all " + count : std::to_string(passed) + " of " + count) + " passed";
  return heading("Self-tests", palette) + table(rows, palette) + "\n  " +
         palette.paint(all ? Colour::good : Colour::bad, sum) + " in " + human_microseconds(total) + "\n";
}

}  // namespace

std::string status_text(const ModuleReport& report) {
  const Palette palette;
  Rows rows = state_rows(report);
  rows.push_back({{"Power-up"}, {human_microseconds(report.info.power_up_ns)}});
  append_lines(rows, "Processor", filled(report.cpu_features, ""), Colour::none);
  rows.push_back({{"Integrity"}, integrity_cell(report)});
  rows.push_back({{"  expected"}, {digest_text(report.info.integrity_expected)}});
  rows.push_back({{"  computed"}, {digest_text(report.info.integrity_computed)}});
  Rows implementations;
  for (const auto& [algorithm, path] : report.implementations) implementations.push_back({{algorithm}, {path}});
  if (implementations.empty()) implementations.push_back({{"-"}});
  return opening(report, palette) + heading("Module", palette) + table(rows, palette) +
         heading("Implementations in use", palette) + table(implementations, palette) +
         self_test_section(report, palette);
}

std::string self_test_text(const ModuleReport& report) {
  const Palette palette;
  return opening(report, palette) + heading("Module", palette) + table(state_rows(report), palette) +
         self_test_section(report, palette);
}

}  // namespace cce::cli
