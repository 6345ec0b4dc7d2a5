// The memory of the probe, as the searcher reads it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "memory/desk.hpp"
#include "memory/secrets.hpp"

namespace memory_scan {

class Process {
 public:
  Process(pid_t id, Desk& desk) : id_(id), desk_(desk) {}

  struct Mapping {
    uint64_t begin, end;
    std::string rights, name;
    bool follows_guard;  // right behind a page that nobody may touch
  };
  // What it may write to, the desk excepted.
  std::vector<Mapping> mappings() const;

  // Throws when neither the kernel nor the probe itself gives the bytes: what was not searched is not clean.
  Octets read(Range range);

 private:
  bool read_from_outside(Range range, Octets& bytes) const;
  void let_it_copy(Range range, Octets& bytes);

  pid_t id_;
  Desk& desk_;
};

// Until the probe stops again, or ends; false when it has ended. Throws when it died or takes too long.
bool wait_for(Desk& desk, pid_t id);

}  // namespace memory_scan
