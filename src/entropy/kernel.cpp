// The kernel as a noise source: getrandom(2), or /dev/urandom on a kernel or in a sandbox without it. What comes is the
// output of the kernel's own generator, so its samples look perfect for as long as it works at all. The claim of half of
// the bits is not a measurement: it makes a seed of twice as many bytes as it would take of a full-entropy source.
#include <errno.h>
#include <sys/random.h>

#include <algorithm>

#include "entropy/source.hpp"

namespace cce::entropy {
namespace {

// Signals may interrupt a wait again and again, but not for ever.
constexpr unsigned max_interruptions = 1u << 16;

// Blocks until the generator is seeded, if that is allowed; after that it never does. No request is over 256 bytes: up to
// there getrandom is neither short nor interrupted, but neither is relied on.
Status read_call(const Machine& machine, MutableBytes& rest) {
  constexpr size_t largest = 256;
  unsigned flags = GRND_NONBLOCK, interruptions = 0;
  while (!rest.empty()) {
    const long n = machine.kernel->getrandom(rest.data(), std::min(rest.size(), largest), flags);
    if (n > 0 && static_cast<size_t>(n) <= rest.size())
      rest = rest.subspan(static_cast<size_t>(n));
    else if (n == -EAGAIN && machine.may_wait && flags != 0)
      flags = 0;
    else if (n != -EINTR || ++interruptions > max_interruptions)
      return n == -ENOSYS || n == -EPERM ? Status::argument : Status::entropy;
  }
  return Status::ok;
}

// /dev/urandom answers before the generator is seeded. /dev/random becomes readable when it is.
bool is_seeded(const Machine& machine) {
  const int file = machine.kernel->open_readable("/dev/random");
  if (file < 0) return false;
  int ready = machine.kernel->is_device(file, 1, 8) ? -EINTR : 0;
  for (unsigned tries = 0; ready == -EINTR && tries <= max_interruptions; ++tries)
    ready = machine.kernel->wait_readable(file, machine.may_wait ? -1 : 0);
  machine.kernel->close(file);
  return ready > 0;
}

Status read_device(const Machine& machine, MutableBytes rest) {
  if (!is_seeded(machine)) return Status::entropy;
  const int file = machine.kernel->open_readable("/dev/urandom");
  if (file < 0) return Status::entropy;
  // In a changed root the name may be anybody's file.
  bool goes_on = machine.kernel->is_device(file, 1, 9);
  for (unsigned interruptions = 0; goes_on && !rest.empty();) {
    const long n = machine.kernel->read(file, rest.data(), rest.size());
    const bool is_some = n > 0 && static_cast<size_t>(n) <= rest.size();
    if (is_some) rest = rest.subspan(static_cast<size_t>(n));
    goes_on = is_some || (n == -EINTR && ++interruptions <= max_interruptions);
  }
  machine.kernel->close(file);
  return rest.empty() ? Status::ok : Status::entropy;
}

Status read(const Machine& machine, MutableBytes samples) {
  const Status s = read_call(machine, samples);
  return s == Status::argument ? read_device(machine, samples) : s;
}

}  // namespace

constinit const Source kernel = {"kernel",
                                 "a byte of getrandom()",
                                 kernel_claim,
                                 [](const Machine& machine) { return machine.kernel != nullptr; },
                                 read};

}  // namespace cce::entropy
