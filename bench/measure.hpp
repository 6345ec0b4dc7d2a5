// The measurement: every row first checked, then timed in rounds in which the libraries take turns.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "peer.hpp"
#include "rows/row.hpp"
#include "statistics.hpp"

namespace cce::bench {

// One library's part of a row.
struct Cell {
  std::vector<MaybeOperation> operations;  // one a thread; empty: the library does not offer it
  std::vector<uint8_t> output;             // of the check, what is comparable; every later run must give it again
  std::vector<double> ns;                  // an operation, one figure a round
  bool offered() const { return !operations.empty(); }
  double best() const { return best_of(ns); }      // ns not empty
  double median() const { return median_of(ns); }  // ns not empty
};

struct Measured {
  Row row;
  std::vector<Cell> cells;  // as the peers are ordered
  std::string error;        // why the row was given up; its figures count for nothing then

  bool has_figures(size_t peer) const { return error.empty() && !cells[peer].ns.empty(); }
};

// What of the operation's latest output every library must produce alike.
std::vector<uint8_t> comparable(const Row& row, const Operation& operation);

// Makes the row's operations, runs each once, and compares what they produced with what the first one
// that offers it did.
Measured prepare(const Row& row, const std::vector<std::unique_ptr<Peer>>& peers);

struct Plan {
  double seconds;                         // about so long in all
  int rounds;                             // at most; fewer when the time is over
  std::optional<int> second_core;         // for rows of two threads
  std::function<void(int round)> begins;  // called before each round; round 0 is the warm-up
};

// Times all rows that have no error; returns the number of rounds done. A call that fails, or output that changes,
// gives up its row.
int measure(std::vector<Measured>& rows, const std::vector<std::unique_ptr<Peer>>& peers, const Plan& plan);

}  // namespace cce::bench
