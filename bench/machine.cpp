#include "machine.hpp"

#include <sched.h>
#include <sys/utsname.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace cce::bench {
namespace {

// The value of the first `key : value` line of a file; empty when there is none.
std::string value_of(const char* path, const std::string& key) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const size_t colon = line.find(':');
    if (colon == std::string::npos || line.compare(0, key.size(), key) != 0) continue;
    const size_t value = line.find_first_not_of(" \t", colon + 1);
    if (value != std::string::npos) return line.substr(value);
  }
  return {};
}

// Device trees end the model with a zero byte.
std::string device_tree_model() {
  std::ifstream file("/proc/device-tree/model");
  std::string model;
  std::getline(file, model, '\0');
  return model;
}

std::string architecture() {
  utsname name{};
  return uname(&name) == 0 ? name.machine : "unknown";
}

// The cores that share execution units with this one, and this one, as the kernel lists them; or the number itself.
std::string physical_core(int cpu) {
  const std::string number = std::to_string(cpu);
  std::ifstream file("/sys/devices/system/cpu/cpu" + number + "/topology/thread_siblings_list");
  std::string siblings;
  return std::getline(file, siblings) ? siblings : number;
}

std::optional<int> second_core(int first) {
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return std::nullopt;
  std::optional<int> sibling;
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (cpu == first || !CPU_ISSET(static_cast<size_t>(cpu), &allowed)) continue;
    if (physical_core(cpu) != physical_core(first)) return cpu;
    if (!sibling) sibling = cpu;
  }
  return sibling;
}

}  // namespace

std::string cpu_model() {
  // Under a hypervisor the name may be no more than the maker's; the numbers tell the generation.
  if (std::string model = value_of("/proc/cpuinfo", "model name"); !model.empty()) {
    const std::string family = value_of("/proc/cpuinfo", "cpu family"), number = value_of("/proc/cpuinfo", "model\t");
    return family.empty() ? model : model + " (family " + family + ", model " + number + ")";
  }
  // ARMv8 kernels name the part by numbers only.
  const std::string implementer = value_of("/proc/cpuinfo", "CPU implementer"),
                    part = value_of("/proc/cpuinfo", "CPU part"), board = device_tree_model();
  std::string text = architecture() + " processor";
  if (!part.empty()) text += ", implementer " + implementer + ", part " + part;
  if (!board.empty()) text += ", " + board;
  return text;
}

std::string keep_on(int cpu) {
  if (cpu >= CPU_SETSIZE) return "there is no such core";
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(static_cast<size_t>(cpu), &set);
  if (sched_setaffinity(0, sizeof set, &set) == 0) return {};
  return errno == EINVAL ? "there is no such core for this process" : std::strerror(errno);
}

Pinned pin(std::optional<int> cpu) {
  const int wanted = cpu ? *cpu : sched_getcpu();
  if (wanted < 0) return {.cpu = wanted, .failed = std::strerror(errno), .second = {}};
  // Which cores this thread may use is forgotten when it is kept on one.
  const std::optional<int> second = second_core(wanted);
  return {.cpu = wanted, .failed = keep_on(wanted), .second = second};
}

}  // namespace cce::bench
