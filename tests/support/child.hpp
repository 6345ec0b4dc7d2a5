// A child of fork and what it has to say.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <vector>

#include "support/catch.hpp"

namespace support {

// What body(std::vector<uint8_t>&) leaves in the vector when it has run in a child of fork; empty when the child failed.
// Nothing in body may be a check of Catch2's, which knows nothing of the child. Safe to nest.
template <class Body>
std::vector<uint8_t> in_child(Body body) {
  int ends[2];
  if (pipe(ends) != 0) return {};
  const pid_t pid = fork();
  if (pid == 0) {
    alarm(60);
    std::vector<uint8_t> out;
    body(out);
    _exit(write(ends[1], out.data(), out.size()) == static_cast<ssize_t>(out.size()) ? 0 : 1);
  }
  close(ends[1]);
  std::vector<uint8_t> got;
  uint8_t buffer[4096];
  for (ssize_t n; (n = read(ends[0], buffer, sizeof buffer)) > 0;) got.insert(got.end(), buffer, buffer + n);
  close(ends[0]);
  int status = -1;
  if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0) return {};
  return got;
}

}  // namespace support
