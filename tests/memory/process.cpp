#include "memory/process.hpp"

#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace memory_scan {

std::vector<Process::Mapping> Process::mappings() const {
  std::ifstream file("/proc/" + std::to_string(id_) + "/maps");
  std::vector<Mapping> found;
  uint64_t guard_end = 0;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    Mapping m;
    char dash;
    std::string offset, device, inode;
    words >> std::hex >> m.begin >> dash >> m.end >> m.rights >> offset >> device >> inode;
    std::getline(words >> std::ws, m.name);
    m.follows_guard = m.begin == guard_end;
    if (m.rights.starts_with("---")) guard_end = m.end;
    if (m.rights[1] == 'w' && m.name.find("memory-scan-desk") == std::string::npos) found.push_back(m);
  }
  if (found.size() < 3) throw std::runtime_error("the probe's memory could not be listed");
  return found;
}

bool Process::read_from_outside(Range range, Octets& bytes) const {
  const iovec here = {bytes.data(), bytes.size()};
  const iovec there = {reinterpret_cast<void*>(range.begin), bytes.size()};
  return process_vm_readv(id_, &here, 1, &there, 1, 0) == static_cast<ssize_t>(bytes.size());
}

// Secret memory (memfd_secret) is for its process's own eyes.
void Process::let_it_copy(Range range, Octets& bytes) {
  for (size_t done = 0; done < bytes.size();) {
    const size_t n = std::min(bytes.size() - done, sizeof desk_.window);
    desk_.wanted = {range.begin + done, n};
    desk_.turn = Turn::copy;
    if (!wait_for(desk_, id_)) throw std::runtime_error("the probe ended while it was to copy memory");
    std::copy_n(desk_.window, n, bytes.begin() + static_cast<ptrdiff_t>(done));
    done += n;
  }
}

Octets Process::read(Range range) {
  Octets bytes(range.size);
  if (!read_from_outside(range, bytes)) let_it_copy(range, bytes);
  return bytes;
}

bool wait_for(Desk& desk, pid_t id) {
  constexpr int patience = 600'000;  // times 100 microseconds
  for (int i = 0; i < patience; ++i) {
    if (desk.turn == Turn::searcher) return true;
    if (desk.turn == Turn::end) return false;
    int status = 0;
    if (waitpid(id, &status, WNOHANG) == id) {
      if (desk.turn == Turn::end) return false;
      throw std::runtime_error("the probe died, with status " + std::to_string(status));
    }
    usleep(100);
  }
  throw std::runtime_error("the probe does not stop");
}

}  // namespace memory_scan
