#include "measure.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <map>
#include <stdexcept>

namespace cce::bench {
namespace {

// Seconds. In a shorter turn the clock's own cost, about half a microsecond, would show.
constexpr double least_turn = 200e-6;

std::string hex(Bytes bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const uint8_t b : bytes) text.append({digits[b >> 4], digits[b & 15]});
  return text;
}

bool same(Bytes a, Bytes b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

Cell checked_cell(const Row& row, Peer& peer) {
  Cell cell{.operation = row.prepare(peer), .output = {}, .ns = {}};
  if (!cell.operation) return cell;
  if (!cell.operation->once()) throw std::runtime_error("its call failed before any timing");
  const Bytes output = cell.operation->output();
  cell.output.assign(output.begin(), output.end());
  return cell;
}

using NamedCells = std::map<std::string, Cell*>;

// Takes each run's time from Google Benchmark and prints nothing. The time is the thread's processor time: another
// program that takes the core for a while does not count.
class Collector final : public benchmark::BenchmarkReporter {
 public:
  Collector(const NamedCells& cells, bool keep) : cells_(cells), keep_(keep) {}

  bool ReportContext(const Context&) override { return true; }

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration || run.iterations <= 0) continue;
      const std::string& name = run.run_name.function_name;
      const double ns = run.cpu_accumulated_time * 1e9 / static_cast<double>(run.iterations);
      latest[name] = ns;
      if (keep_) cells_.at(name)->ns.push_back(ns);
    }
  }

  std::map<std::string, double> latest;  // ns an operation, by benchmark name

 private:
  const NamedCells& cells_;
  const bool keep_;
};

// One benchmark: the cell's operation, and an error of the row when anything goes wrong in it.
void run_cell(benchmark::State& state, Measured& measured, Cell& cell, const std::string& peer) {
  if (!measured.error.empty()) {
    state.SkipWithError("the row was given up");
    return;
  }
  try {
    cell.operation->timed(state);
    if (state.error_occurred())
      measured.error = peer + ": a call failed while it was timed";
    else if (!same(cell.operation->output(), cell.output))
      measured.error = peer + ": the output changed from one run to the next";
  } catch (const std::exception& error) {
    measured.error = peer + ": " + error.what();
    state.SkipWithError(measured.error.c_str());
  }
}

// Registers what is still to be timed, in the order of the table: a row, CCE, then its peers beside it.
// set_length(name, benchmark) says how long each turn is.
template <class SetLength>
NamedCells register_all(std::vector<Measured>& rows, const std::vector<std::unique_ptr<Peer>>& peers,
                        SetLength set_length) {
  benchmark::ClearRegisteredBenchmarks();
  NamedCells cells;
  for (Measured& measured : rows) {
    if (!measured.error.empty()) continue;
    for (size_t i = 0; i < peers.size(); ++i) {
      Cell& cell = measured.cells[i];
      if (!cell.operation) continue;
      const std::string peer = peers[i]->name(), name = measured.row.id + " " + peer;
      cells[name] = &cell;
      set_length(name, benchmark::RegisterBenchmark(name.c_str(), [&measured, &cell, peer](benchmark::State& state) {
                   run_cell(state, measured, cell, peer);
                 }));
    }
  }
  return cells;
}

}  // namespace

double Cell::best() const { return *std::min_element(ns.begin(), ns.end()); }

double Cell::median() const {
  std::vector<double> sorted = ns;
  std::sort(sorted.begin(), sorted.end());
  const size_t half = sorted.size() / 2;
  return sorted.size() % 2 != 0 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

Measured prepare(const Row& row, const std::vector<std::unique_ptr<Peer>>& peers) {
  Measured measured{.row = row, .cells = {}, .error = {}};
  for (const auto& peer : peers) {
    try {
      measured.cells.push_back(checked_cell(row, *peer));
      const Bytes first = measured.cells.front().output, here = measured.cells.back().output;
      if (measured.cells.back().operation && !same(first, here))
        throw std::runtime_error("it gives " + hex(here) + ", and " + peers.front()->name() + " gives " + hex(first));
    } catch (const std::exception& error) {
      measured.error = peer->name() + ": " + error.what();
      break;
    }
  }
  return measured;
}

int measure(std::vector<Measured>& rows, const std::vector<std::unique_ptr<Peer>>& peers, const Plan& plan) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  const auto elapsed = [&] { return std::chrono::duration<double>(Clock::now() - begin).count(); };

  std::ptrdiff_t turns = 0;
  for (const Measured& m : rows)
    if (m.error.empty()) turns += std::ranges::count_if(m.cells, [](const Cell& c) { return c.operation != nullptr; });
  if (turns == 0) return 0;

  // The warm-up finds how many operations fill a turn. Google Benchmark overshoots the least time by up to a half.
  plan.begins(0);
  const double warm_up = plan.seconds / static_cast<double>(turns) / (plan.rounds + 1) / 1.5;
  const NamedCells warm = register_all(rows, peers, [&](const std::string&, auto* b) { b->MinTime(warm_up); });
  Collector speed(warm, false);
  benchmark::RunSpecifiedBenchmarks(&speed, ".");

  const double turn = std::max(least_turn, (plan.seconds - elapsed()) / static_cast<double>(turns) / plan.rounds);
  int done = 0;
  while (done < plan.rounds && (done == 0 || elapsed() < plan.seconds)) {
    plan.begins(done + 1);
    const NamedCells cells = register_all(rows, peers, [&](const std::string& name, auto* b) {
      const double fitting = turn * 1e9 / std::max(speed.latest.at(name), 1.0);
      b->Iterations(std::max<benchmark::IterationCount>(1, static_cast<benchmark::IterationCount>(fitting)));
    });
    if (cells.empty()) break;
    Collector collector(cells, true);
    benchmark::RunSpecifiedBenchmarks(&collector, ".");
    ++done;
  }
  benchmark::ClearRegisteredBenchmarks();
  return done;
}

}  // namespace cce::bench
