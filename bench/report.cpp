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

std::string title(const Row& row) {
  switch (row.unit) {
    case Unit::nanoseconds:
      return row.title;
    case Unit::microseconds:
      return row.title + ", us";
    case Unit::gigabytes:
      return row.title + ", GB/s";
  }
  return row.title;
}

void line(std::ostream& out, const std::string& what, const std::string& text) {
  out << std::left << std::setw(16) << what << text << '\n';
}

// Cells of one width a column: what it is, every peer's figure, each peer's ratio to the first.
class Table {
 public:
  Table(std::ostream& out, const Circumstances& c, size_t title_width) : out_(out), c_(c), title_width_(title_width) {
    begin("");
    for (size_t i = 0; i < c.peers.size(); ++i) cell(width(i), c.peers[i]->name());
    for (size_t i = 1; i < c.peers.size(); ++i) cell(ratio_heading(i).size() + 3, ratio_heading(i));
    out << '\n';
  }

  void row(const Measured& m, Statistic statistic) {
    const auto text = [&](size_t i) { return figure(m.row, (m.cells[i].*statistic)()); };
    const auto ratio = [&](size_t i) { return fixed((m.cells[i].*statistic)() / (m.cells[0].*statistic)(), 2); };
    begin(title(m.row));
    for (size_t i = 0; i < c_.peers.size(); ++i) cell(width(i), m.has_figures(i) ? text(i) : "-");
    for (size_t i = 1; i < c_.peers.size(); ++i) cell(ratio_heading(i).size() + 3, m.has_figures(i) ? ratio(i) : "-");
    out_ << '\n';
  }

  // How often the work of one thread two threads do; nothing where that of one was not measured.
  void speedups(const std::vector<Measured>& rows, const Measured& m, Statistic statistic) {
    if (!speedup(rows, m, 0, statistic)) return;
    begin("  times the work of one thread");
    for (size_t i = 0; i < c_.peers.size(); ++i) {
      const auto times = speedup(rows, m, i, statistic);
      cell(width(i), times ? fixed(*times, 2) : "-");
    }
    out_ << '\n';
  }

 private:
  std::string ratio_heading(size_t i) const { return c_.peers[i]->name() + "/" + c_.peers[0]->name(); }
  size_t width(size_t i) const { return std::max<size_t>(10, c_.peers[i]->name().size() + 2); }
  void begin(const std::string& title) { out_ << std::left << std::setw(static_cast<int>(title_width_)) << title; }
  void cell(size_t width, const std::string& text) { out_ << std::right << std::setw(static_cast<int>(width)) << text; }

  std::ostream& out_;
  const Circumstances& c_;
  const size_t title_width_;
};

void print_table(std::ostream& out, const Circumstances& c, const std::vector<Measured>& rows, Statistic statistic) {
  size_t first = 0;
  for (const Measured& m : rows) first = std::max(first, title(m.row).size());
  Table table(out, c, first);
  for (const Measured& m : rows) {
    if (!m.has_figures(0)) continue;
    table.row(m, statistic);
    table.speedups(rows, m, statistic);
  }
}

}  // namespace

std::optional<double> speedup(const std::vector<Measured>& rows, const Measured& m, size_t peer, Statistic statistic) {
  const auto one = std::ranges::find_if(rows, [&](const Measured& other) { return other.row.id == m.row.one_thread; });
  if (one == rows.end() || !one->has_figures(peer) || !m.has_figures(peer)) return std::nullopt;
  return (one->cells[peer].*statistic)() / (m.cells[peer].*statistic)();
}

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
  if (c.pinned.second)
    line(out, "second core", std::to_string(*c.pinned.second) + ", where a row says two threads");
  else
    line(out, "second core", "none to use: rows of two threads are left out");
  line(out, "measurement",
       "up to " + std::to_string(c.rounds) + " rounds in about " + fixed(c.seconds, c.seconds < 10 ? 1 : 0) +
           " s; in each the libraries take turns, row by row; processor time");
}

void print_tables(std::ostream& out, const Circumstances& c, const std::vector<Measured>& rows, int rounds) {
  if (std::ranges::any_of(rows, [](const Measured& m) { return m.has_figures(0); })) {
    const std::string of = " of " + std::to_string(rounds) + (rounds == 1 ? " round" : " rounds");
    out << "\nBest" << of
        << ". Nanoseconds an operation, or microseconds where a row says us, lower is better; GB/s, higher is better.\n"
        << "A ratio is the other library's time over CCE's: above 1 CCE is faster.\n\n";
    print_table(out, c, rows, &Cell::best);
    out << "\nMedian" << of << ".\n\n";
    print_table(out, c, rows, &Cell::median);
  }
  for (const Measured& m : rows)
    if (!m.error.empty()) out << "\nfailed: " << m.row.title << " (" << m.row.id << "): " << m.error << '\n';
}

}  // namespace cce::bench
