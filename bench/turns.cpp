#include "turns.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <exception>
#include <mutex>
#include <stdexcept>

#include "machine.hpp"

namespace cce::bench {
namespace {

using CellsByName = std::map<std::string, std::pair<Cell*, int>>;  // the cell and its number of threads

// Google Benchmark 1.8 says otherwise than 1.7 that a run has failed.
template <class Run>
bool has_failed(const Run& run) {
  if constexpr (requires { run.error_occurred; })
    return run.error_occurred;
  else
    return run.skipped != 0;
}

// Keeps the time of each run and prints nothing.
class Collector final : public benchmark::BenchmarkReporter {
 public:
  explicit Collector(const CellsByName& cells) : cells_(cells) {}

  bool ReportContext(const Context&) override { return true; }

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration || has_failed(run) || run.iterations <= 0) continue;
      const auto [cell, threads] = cells_.at(run.run_name.function_name);
      const double seconds = threads == 1 ? run.cpu_accumulated_time : run.real_accumulated_time;
      ns[cell] = seconds * 1e9 / static_cast<double>(run.iterations);
    }
  }

  std::map<Cell*, double> ns;

 private:
  const CellsByName& cells_;
};

// Two threads of one row may fail at once.
std::mutex errors;

bool given_up(const Measured& measured) {
  const std::lock_guard lock(errors);
  return !measured.error.empty();
}

void give_up(Measured& measured, const std::string& reason) {
  const std::lock_guard lock(errors);
  if (measured.error.empty()) measured.error = reason;
}

// A reason to give up the row, or nothing.
std::string run_operation(benchmark::State& state, const Row& row, const Cell& cell, Operation& operation) {
  // What a thread does for its first request alone, such as seeding its generator, is not what is measured.
  if (row.threads > 1 && !operation.repeat(1)) return "a call failed in another thread";
  while (state.KeepRunningBatch(state.max_iterations))
    if (!operation.repeat(static_cast<size_t>(state.max_iterations))) return "a call failed while it was timed";
  if (comparable(row, operation) != cell.output) return "the output changed from one run to the next";
  return {};
}

void run_cell(benchmark::State& state, Measured& measured, Cell& cell, const std::string& peer, const Turns& turns) {
  if (given_up(measured)) return state.SkipWithError("the row was given up");
  std::string reason;
  try {
    if (state.thread_index() != 0) {
      if (const std::string failed = keep_on(turns.second_core.value()); !failed.empty())
        throw std::runtime_error("the second thread has no core of its own: " + failed);
    }
    reason = run_operation(state, measured.row, cell, *cell.operations[static_cast<size_t>(state.thread_index())]);
  } catch (const std::exception& error) {
    reason = error.what();
  }
  if (reason.empty()) return;
  give_up(measured, peer + ": " + reason);
  state.SkipWithError(reason.c_str());
}

}  // namespace

std::map<Cell*, double> take_turns(std::vector<Measured>& rows, const Turns& turns) {
  benchmark::ClearRegisteredBenchmarks();
  CellsByName cells;
  for (Measured& measured : rows) {
    if (!measured.error.empty()) continue;
    for (size_t i = 0; i < turns.peers.size(); ++i) {
      const size_t turn = (i + static_cast<size_t>(turns.round)) % turns.peers.size();
      Cell& cell = measured.cells[turn];
      if (!cell.offered()) continue;
      const std::string peer = turns.peers[turn]->name(), name = measured.row.id + " " + peer;
      cells[name] = {&cell, measured.row.threads};
      auto* run = benchmark::RegisterBenchmark(name.c_str(), [&measured, &cell, peer, &turns](benchmark::State& state) {
        run_cell(state, measured, cell, peer, turns);
      });
      if (measured.row.threads > 1) run->Threads(measured.row.threads)->UseRealTime();
      if (turns.operations)
        run->Iterations(static_cast<benchmark::IterationCount>(std::max<size_t>(1, turns.operations(cell))));
      else
        run->MinTime(turns.seconds);
    }
  }
  Collector collector(cells);
  if (!cells.empty()) benchmark::RunSpecifiedBenchmarks(&collector, ".");
  benchmark::ClearRegisteredBenchmarks();
  return std::move(collector.ns);
}

}  // namespace cce::bench
