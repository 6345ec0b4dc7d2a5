// One round of turns: Google Benchmark runs every operation for a while and tells its time.
#pragma once

#include <functional>
#include <map>
#include <optional>

#include "measure.hpp"

namespace cce::bench {

struct Turns {
  const std::vector<std::unique_ptr<Peer>>& peers;
  std::optional<int> second_core;  // for rows of two threads; none: there are no such rows
  int round;                       // another library comes first in each, so that none always follows the same one

  double seconds;  // the length of a turn, about, where `operations` is null
  // How many operations each thread of a cell does in its turn.
  std::function<size_t(Cell&)> operations;
};

// Nanoseconds an operation, of every cell whose row has no error: processor time with one thread, so that another
// program which takes the core for a while does not count; time on the wall with two, so that waiting for a lock does.
// A call that fails, or output that changes, gives up its row.
std::map<Cell*, double> take_turns(std::vector<Measured>& rows, const Turns& turns);

}  // namespace cce::bench
