#include "measure.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <stdexcept>

#include "turns.hpp"

namespace cce::bench {
namespace {

// Seconds. In a shorter turn the clock's own cost, about half a microsecond, would show.
constexpr double least_turn = 200e-6;

// The beginning is enough to show that it differs.
std::string hex(Bytes bytes) {
  constexpr char digits[] = "0123456789abcdef";
  constexpr size_t most = 64;
  std::string text;
  for (const uint8_t b : bytes.first(std::min(bytes.size(), most))) text.append({digits[b >> 4], digits[b & 15]});
  return bytes.size() > most ? text + "..." : text;
}

Cell checked_cell(const Row& row, Peer& peer) {
  Cell cell;
  for (int thread = 0; thread < row.threads; ++thread) {
    MaybeOperation operation = row.prepare(peer);
    if (!operation) return cell;
    if (!operation->repeat(1)) throw std::runtime_error("its call failed before any timing");
    cell.output = comparable(row, *operation);
    cell.operations.push_back(std::move(operation));
  }
  return cell;
}

}  // namespace

std::vector<uint8_t> comparable(const Row& row, const Operation& operation) {
  const Bytes output = operation.output();
  return row.comparable ? row.comparable(output) : std::vector<uint8_t>(output.begin(), output.end());
}

Measured prepare(const Row& row, const std::vector<std::unique_ptr<Peer>>& peers) {
  Measured measured{.row = row, .cells = {}, .error = {}};
  for (const auto& peer : peers) {
    try {
      measured.cells.push_back(checked_cell(row, *peer));
      const Cell& here = measured.cells.back();
      const auto first = std::ranges::find_if(measured.cells, &Cell::offered);
      if (here.offered() && here.output != first->output)
        throw std::runtime_error("it gives " + hex(here.output) + ", and " +
                                 peers[static_cast<size_t>(first - measured.cells.begin())]->name() + " gives " +
                                 hex(first->output));
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
    if (m.error.empty()) turns += std::ranges::count_if(m.cells, &Cell::offered);
  if (turns == 0) return 0;

  // The warm-up finds how many operations fill a turn. Google Benchmark overshoots the least time by up to a half.
  plan.begins(0);
  const double warm_up = plan.seconds / static_cast<double>(turns) / (plan.rounds + 1) / 1.5;
  const auto warm = take_turns(rows, {peers, plan.second_core, 0, warm_up, nullptr});

  const double turn = std::max(least_turn, (plan.seconds - elapsed()) / static_cast<double>(turns) / plan.rounds);
  const auto fitting = [&](Cell& cell) {
    const double ns = warm.at(&cell) * static_cast<double>(cell.operations.size());
    return static_cast<size_t>(turn * 1e9 / std::max(ns, 1.0));
  };
  int done = 0;
  while (done < plan.rounds && (done == 0 || elapsed() < plan.seconds)) {
    plan.begins(done + 1);
    const auto figures = take_turns(rows, {peers, plan.second_core, done, turn, fitting});
    if (figures.empty()) break;
    for (const auto& [cell, ns] : figures) cell->ns.push_back(ns);
    ++done;
  }
  return done;
}

}  // namespace cce::bench
