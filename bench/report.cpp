#include "report.hpp"

#include <algorithm>
#include <iomanip>
#include <ostream>
#include <sstream>

namespace cce::bench {
namespace {

std::string fixed(double value, int digits) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(digits) << value;
  return text.str();
}

bool is_bulk(const Row& row) { return row.bytes >= bulk_size; }

// Bytes a nanosecond are gigabytes a second.
std::string figure(const Row& row, double ns) {
  if (is_bulk(row)) return fixed(static_cast<double>(row.bytes) / ns, 2);
  return fixed(ns, ns < 1000 ? 1 : 0);
}

std::string title(const Row& row) { return is_bulk(row) ? row.title + ", GB/s" : row.title; }

void line(std::ostream& out, const std::string& what, const std::string& text) {
  out << std::left << std::setw(16) << what << text << '\n';
}

using Statistic = double (Cell::*)() const;

// Measured[i] of every peer, then each peer's time over CCE's.
void print_table(std::ostream& out, const Circumstances& c, const std::vector<Measured>& rows, Statistic statistic) {
  size_t first = 0;
  for (const Measured& m : rows) first = std::max(first, title(m.row).size());
  const auto cell = [&out](size_t width, const std::string& text) {
    out << std::right << std::setw(static_cast<int>(width)) << text;
  };
  const auto ratio_heading = [&](size_t i) { return c.peers[i]->name() + "/" + c.peers[0]->name(); };
  const auto width = [&](size_t i) { return std::max<size_t>(10, c.peers[i]->name().size() + 2); };

  out << std::left << std::setw(static_cast<int>(first)) << "";
  for (size_t i = 0; i < c.peers.size(); ++i) cell(width(i), c.peers[i]->name());
  for (size_t i = 1; i < c.peers.size(); ++i) cell(ratio_heading(i).size() + 3, ratio_heading(i));
  out << '\n';

  for (const Measured& m : rows) {
    if (!m.has_figures(0)) continue;
    out << std::left << std::setw(static_cast<int>(first)) << title(m.row);
    for (size_t i = 0; i < c.peers.size(); ++i)
      cell(width(i), m.has_figures(i) ? figure(m.row, (m.cells[i].*statistic)()) : "-");
    for (size_t i = 1; i < c.peers.size(); ++i)
      cell(ratio_heading(i).size() + 3,
           m.has_figures(i) ? fixed((m.cells[i].*statistic)() / (m.cells[0].*statistic)(), 2) : "-");
    out << '\n';
  }
}

}  // namespace

void print_header(std::ostream& out, const Circumstances& c) {
  line(out, c.peers[0]->name(),
       c.peers[0]->version() + ", " + cce_state_name(c.module.state) +
           "; built in the style of FIPS 140-3, not validated");
  line(out, "  code paths", c.module.implementations);
  line(out, "  features", c.module.cpu_features);
  for (size_t i = 1; i < c.peers.size(); ++i) line(out, c.peers[i]->name(), c.peers[i]->version());
  for (const Absent& absent : c.absent) line(out, absent.name, "left out: " + absent.reason);
  line(out, "machine", c.cpu_model);
  line(out, "core",
       c.pinned.failed.empty() ? std::to_string(c.pinned.cpu) + ", pinned" : "not pinned: " + c.pinned.failed);
  line(out, "measurement",
       "up to " + std::to_string(c.rounds) + " rounds in about " + fixed(c.seconds, c.seconds < 10 ? 1 : 0) +
           " s; in each the libraries take turns, row by row; processor time");
}

void print_tables(std::ostream& out, const Circumstances& c, const std::vector<Measured>& rows, int rounds) {
  if (std::ranges::any_of(rows, [](const Measured& m) { return m.has_figures(0); })) {
    const std::string of = " of " + std::to_string(rounds) + (rounds == 1 ? " round" : " rounds");
    out << "\nBest" << of
        << ". Nanoseconds an operation, lower is better; in rows that say so GB/s, higher is better.\n"
        << "A ratio is the other library's time over CCE's: above 1 CCE is faster.\n\n";
    print_table(out, c, rows, &Cell::best);
    out << "\nMedian" << of << ".\n\n";
    print_table(out, c, rows, &Cell::median);
  }
  for (const Measured& m : rows)
    if (!m.error.empty()) out << "\nfailed: " << m.row.title << " (" << m.row.id << "): " << m.error << '\n';
}

}  // namespace cce::bench
