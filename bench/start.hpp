// Starting: what a process pays before its first random byte, self-tests included, and the memory that it takes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "machine.hpp"
#include "statistics.hpp"

namespace cce::bench {

// What --filter and --list call it.
constexpr const char* start_id = "power-up";
constexpr const char* start_title = "Process start to the first random byte, memory, size of the library";

struct Started {
  std::string name;            // "an empty process", or as the library's column is called
  std::vector<double> ns;      // from just before the process is made to the first random byte, one figure a start
  std::vector<double> memory;  // KB: the most that was resident
  std::string error;           // why there are no figures; empty when there are
};

// Where the target openssl-fips puts OpenSSL's FIPS provider: beside the build's bin/, or, with the presets, one folder up.
std::string default_openssl_fips();

// Starts the programs in turns, each `starts` times, or fewer when the seconds are over, and another one first each time. First comes the empty process, then
// CCE; either may have an error.
std::vector<Started> start_programs(int starts, double seconds, const std::string& openssl_fips);

}  // namespace cce::bench
