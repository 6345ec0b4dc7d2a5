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

void print_header(std::ostream& out, const Circumstances& circumstances);

// The two tables, best and median, and the rows that were given up.
void print_tables(std::ostream& out, const Circumstances& circumstances, const std::vector<Measured>& rows, int rounds);

using Statistic = double (Cell::*)() const;

// Of a row of two threads: how often the work of one thread they do in the same time; nothing where one thread was not
// measured, or the row is not one of two threads.
std::optional<double> speedup(const std::vector<Measured>& rows, const Measured& m, size_t peer, Statistic statistic);

void write_json(std::ostream& out, const Circumstances& circumstances, const std::vector<Measured>& rows, int rounds);

}  // namespace cce::bench
