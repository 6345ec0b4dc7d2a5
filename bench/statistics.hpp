// What is told of several figures of the same thing. None of them may be empty.
#pragma once

#include <algorithm>
#include <vector>

namespace cce::bench {

inline double best_of(const std::vector<double>& figures) { return *std::ranges::min_element(figures); }

inline double median_of(std::vector<double> figures) {
  std::ranges::sort(figures);
  const size_t half = figures.size() / 2;
  return figures.size() % 2 != 0 ? figures[half] : (figures[half - 1] + figures[half]) / 2;
}

}  // namespace cce::bench
