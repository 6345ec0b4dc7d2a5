// Writes the diagram and the tables of docs/state-model.md from the state machine's table, or checks that they are there
// as it would write them.
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "module/state.hpp"

using namespace cce::module;

namespace {

constexpr const char* begin_mark = "<!-- generated from src/module/state.hpp: begin -->\n";
constexpr const char* end_mark = "<!-- generated: end -->\n";

std::string identifier(std::string text) {
  for (char& c : text)
    if (c == '-') c = '_';
  return text;
}

std::string generate() {
  std::ostringstream out;
  out << "```mermaid\nstateDiagram-v2\n  [*] --> power_off\n";
  for (const Transition& t : transitions)
    out << "  " << identifier(name(t.from)) << " --> " << identifier(name(t.to)) << " : " << name(t.event) << "\n";
  out << "```\n\n| state | event | next state | what the module does |\n|---|---|---|---|\n";
  for (const Transition& t : transitions)
    out << "| " << name(t.from) << " | " << name(t.event) << " | " << name(t.to) << " | " << name(t.action) << " |\n";

  out << "\nEvery pair; an empty cell is refused and changes nothing.\n\n| state |";
  for (size_t e = 0; e < static_cast<size_t>(Event::count); ++e) out << " " << name(static_cast<Event>(e)) << " |";
  out << "\n|---|";
  for (size_t e = 0; e < static_cast<size_t>(Event::count); ++e) out << "---|";
  out << "\n";
  for (size_t s = 0; s < static_cast<size_t>(State::count); ++s) {
    out << "| " << name(static_cast<State>(s)) << " |";
    for (size_t e = 0; e < static_cast<size_t>(Event::count); ++e) {
      const auto t = transition(static_cast<State>(s), static_cast<Event>(e));
      out << " " << (t ? name(t->to) : "") << " |";
    }
    out << "\n";
  }
  return out.str();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc == 3 ? argv[1] : "";
  if (mode != "--check" && mode != "--write") {
    std::cerr << "usage: " << argv[0] << " --check|--write docs/state-model.md\n";
    return 2;
  }
  std::stringstream content;
  content << std::ifstream(argv[2]).rdbuf();
  const std::string page = content.str();
  const size_t begin = page.find(begin_mark), end = page.find(end_mark);
  if (begin == std::string::npos || end == std::string::npos || end < begin) {
    std::cerr << argv[2] << ": the marks of the generated part are missing\n";
    return 1;
  }
  const size_t from = begin + std::string(begin_mark).size();
  const std::string wanted = "\n" + generate() + "\n";
  if (mode == "--write") {
    std::ofstream(argv[2]) << page.substr(0, from) << wanted << page.substr(end);
    return 0;
  }
  if (page.substr(from, end - from) != wanted) {
    std::cerr << argv[2] << " does not agree with src/module/state.hpp; run " << argv[0] << " --write " << argv[2]
              << "\n";
    return 1;
  }
  return 0;
}
