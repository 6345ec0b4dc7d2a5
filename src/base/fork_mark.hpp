// Tells whether this process is the one that armed the mark, or a child that fork made of it since.
#pragma once

#include <sys/types.h>

#include <atomic>

namespace cce {

// A page that the kernel hands to a child of fork as zeros (MADV_WIPEONFORK, Linux 4.14), so that nobody needs a
// handler or a system call to see it. A vfork child shares its parent's memory and sees the mark as armed, rightly.
// Where the page cannot be had, the process id takes its place.
class ForkMark {
 public:
  constexpr ForkMark() = default;

  // From now on, in this process, lost() is false.
  void arm();
  // True in a child of the process that armed it. Never armed counts as not lost.
  bool lost() const;
  // Arms a lost mark; true for exactly one of the threads that try.
  bool claim();

 private:
  std::atomic<uint8_t>* page();

  std::atomic<std::atomic<uint8_t>*> page_{nullptr};
  std::atomic<pid_t> pid_{0};
};

}  // namespace cce
