#include "report.hpp"

#include <algorithm>
#include <ostream>

#include "report_table.hpp"
#include "size.hpp"

namespace cce::bench {
namespace {

using Cells = std::vector<std::string>;

std::string figure(const Row& row, double ns) {
  switch (row.unit) {
    case Unit::nanoseconds:
      return fixed(ns, ns < 1000 ? 1 : 0);
    case Unit::microseconds:
      return fixed(ns / 1000, 1);
    case Unit::gigabytes:  // bytes a nanosecond are gigabytes a second
      return fixed(static_cast<double>(row.bytes) / ns, 2);
  }
  return {};
}

std::string unit(const Row& row) {
  switch (row.unit) {
    case Unit::nanoseconds:
      return "ns";
    case Unit::microseconds:
      return "us";
    case Unit::gigabytes:
      return "GB/s";
  }
  return {};
}

// A name of two words takes two lines: the word that is on the given one.
std::string word(const std::string& name, int line) {
  const size_t space = name.find(' ');
  if (space == std::string::npos) return line == 0 ? name : "";
  return line == 0 ? name.substr(0, space) : name.substr(space + 1);
}

// Two lines: the libraries, and behind a bar what is divided by what.
void headings(TextTable& table, const Circumstances& c) {
  for (const int line : {0, 1}) {
    Cells cells = {"", ""};
    for (const auto& peer : c.peers) cells.push_back(word(peer->name(), line));
    if (c.peers.size() > 1) cells.push_back("|");
    for (size_t i = 1; i < c.peers.size(); ++i)
      cells.push_back(word(c.peers[i]->name(), line) + (line == 0 ? "" : "/" + c.peers[0]->name()));
    table.row(cells);
  }
}

Cells figures(const Circumstances& c, const Measured& m, Statistic statistic) {
  const auto ns = [&](size_t i) { return (m.cells[i].*statistic)(); };
  Cells cells = {"  " + m.row.title, unit(m.row)};
  for (size_t i = 0; i < c.peers.size(); ++i) cells.push_back(m.has_figures(i) ? figure(m.row, ns(i)) : "-");
  if (c.peers.size() > 1) cells.push_back("|");
  for (size_t i = 1; i < c.peers.size(); ++i)
    cells.push_back(m.has_figures(0) && m.has_figures(i) ? three_figures(ns(i) / ns(0)) : "-");
  return cells;
}

// How often the work of one thread two threads do; nothing where that of one was not measured.
Cells speedups(const Circumstances& c, const std::vector<Measured>& rows, const Measured& m, Statistic statistic) {
  Cells cells = {"    times the work of one thread", ""};
  for (size_t i = 0; i < c.peers.size(); ++i) {
    const auto times = speedup(rows, m, i, statistic);
    cells.push_back(times ? fixed(*times, 2) : "-");
  }
  if (c.peers.size() > 1) cells.push_back("|");
  return cells;
}

void print_rows(std::ostream& out, const Circumstances& c, const std::vector<Measured>& rows, Statistic statistic) {
  TextTable table;
  headings(table, c);
  std::string family;
  for (const Measured& m : rows) {
    if (!m.error.empty()) continue;
    if (m.row.family != family) table.row({family = m.row.family});
    table.row(figures(c, m, statistic));
    if (speedup(rows, m, 0, statistic)) table.row(speedups(c, rows, m, statistic));
  }
  table.print(out);
}

}  // namespace

std::optional<double> speedup(const std::vector<Measured>& rows, const Measured& m, size_t peer, Statistic statistic) {
  const auto one = std::ranges::find_if(rows, [&](const Measured& other) { return other.row.id == m.row.one_thread; });
  if (one == rows.end() || !one->has_figures(peer) || !m.has_figures(peer)) return std::nullopt;
  return (one->cells[peer].*statistic)() / (m.cells[peer].*statistic)();
}

uint64_t installed_size(const Peer& peer) {
  uint64_t size = 0;
  for (const std::string& file : peer.files()) size += stripped_size(file);
  return size;
}

void print_header(std::ostream& out, const Circumstances& c) {
  print_line(out, c.peers[0]->name(),
             c.peers[0]->version() + ", " + cce_state_name(c.module.state) +
                 "; built in the style of FIPS 140-3, not validated");
  print_line(out, "  code paths", c.module.implementations);
  print_line(out, "  features", c.module.cpu_features);
  for (size_t i = 1; i < c.peers.size(); ++i) print_line(out, c.peers[i]->name(), c.peers[i]->version());
  for (const Absent& absent : c.absent) print_line(out, absent.name, "left out: " + absent.reason);
  print_line(out, "machine", c.cpu_model);
  print_line(out, "core",
             c.pinned.failed.empty() ? std::to_string(c.pinned.cpu) + ", pinned" : "not pinned: " + c.pinned.failed);
  if (c.pinned.second)
    print_line(out, "second core", std::to_string(*c.pinned.second) + ", where a row says two threads");
  else
    print_line(out, "second core", "none to use: rows of two threads are left out");
  print_line(out, "measurement",
             "up to " + std::to_string(c.rounds) + " rounds in about " + fixed(c.seconds, c.seconds < 10 ? 1 : 0) +
                 " s; in each the libraries take turns, row by row; processor time");
}

void print_tables(std::ostream& out, const Circumstances& c, const Results& results) {
  if (std::ranges::any_of(results.rows, [](const Measured& m) { return m.error.empty(); })) {
    const std::string of = " of " + std::to_string(results.rounds) + (results.rounds == 1 ? " round" : " rounds");
    out << "\nBest" << of << ". ns or us an operation, lower is better; GB/s, higher is better.\n"
        << "A ratio is the other library's time over CCE's: above 1 CCE is faster.\n\n";
    print_rows(out, c, results.rows, &Cell::best);
    out << "\nMedian" << of << ".\n\n";
    print_rows(out, c, results.rows, &Cell::median);
  }
  print_starts(out, c, results.started);
  for (const Measured& m : results.rows)
    if (!m.error.empty()) out << "\nfailed: " << m.row.title << " (" << m.row.id << "): " << m.error << '\n';
}

void print_starts(std::ostream& out, const Circumstances& c, const std::vector<Started>& started) {
  if (started.empty()) return;
  const Started &empty = started[0], &own = started[1];
  const auto over_empty = [&](const Started& s) { return best_of(s.ns) - best_of(empty.ns); };
  out << "\nStarting: from the beginning of a process to its first random byte, self-tests included; its peak memory.\n"
      << "Over: the best time less that of an empty process, and its ratio to CCE's. The library: its stripped "
         "files.\n\n";
  TextTable table;
  table.row({"", "best ms", "median ms", "over, ms", "over/" + own.name, "memory KB", "library KB"});
  for (const Started& s : started) {
    if (!s.error.empty()) continue;
    const bool over = &s != &empty && empty.error.empty();
    const auto peer = std::ranges::find_if(c.peers, [&](const auto& p) { return p->name() == s.name; });
    table.row({"  " + s.name, fixed(best_of(s.ns) / 1e6, 2), fixed(median_of(s.ns) / 1e6, 2),
               over ? fixed(over_empty(s) / 1e6, 2) : "-",
               over && own.error.empty() ? three_figures(over_empty(s) / over_empty(own)) : "-",
               fixed(median_of(s.memory), 0),
               peer == c.peers.end() ? "-" : fixed(static_cast<double>(installed_size(**peer)) / 1000, 0)});
  }
  table.print(out);
  for (const Started& s : started)
    if (!s.error.empty()) print_line(out, "  " + s.name, "left out: " + s.error);
}

}  // namespace cce::bench
