// What the reader sees: the circumstances first, then the figures, and the same as JSON.
#pragma once

#include <cce/cce.h>

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "machine.hpp"
#include "measure.hpp"
#include "peer.hpp"
#include "start.hpp"

namespace cce::bench {

struct Absent {
  std::string name, reason;
};

struct Circumstances {
  cce_module_info module;
  std::string cpu_model;
  Pinned pinned;
  double seconds;
  int rounds;  // planned
  const std::vector<std::unique_ptr<Peer>>& peers;
  const std::vector<Absent>& absent;
};

// What was measured: rows in rounds, and programs that were started; either may be none.
struct Results {
  std::vector<Measured> rows;
  int rounds = 0;  // done
  std::vector<Started> started;
};

void print_header(std::ostream& out, const Circumstances& circumstances);

// The two tables of rows, best and median; that of starts; what was given up.
void print_tables(std::ostream& out, const Circumstances& circumstances, const Results& results);
void print_starts(std::ostream& out, const Circumstances& circumstances, const std::vector<Started>& started);

// Bytes of a library where it is installed.
uint64_t installed_size(const Peer& peer);

using Statistic = double (Cell::*)() const;

// Of a row of two threads: how often the work of one thread they do in the same time; nothing where one thread was not
// measured, or the row is not one of two threads.
std::optional<double> speedup(const std::vector<Measured>& rows, const Measured& m, size_t peer, Statistic statistic);

void write_json(std::ostream& out, const Circumstances& circumstances, const Results& results);

}  // namespace cce::bench
