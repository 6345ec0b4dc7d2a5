#include "io/interrupt.hpp"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstring>

namespace cce::cli {
namespace {

// What the handler reads; `armed` is set last and cleared first.
char doomed[32];
int doomed_directory = -1;
std::atomic<bool> armed = false;
static_assert(std::atomic<bool>::is_always_lock_free);

// Async-signal-safe calls only. The signal then does what it would have done without this handler.
void handle(int signal) {
  if (armed.exchange(false)) unlinkat(doomed_directory, doomed, 0);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void install_handlers() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    struct sigaction before {};
    // What is ignored, by nohup say, stays so.
    if (sigaction(signal, nullptr, &before) != 0 || before.sa_handler != SIG_DFL) continue;
    struct sigaction action {};
    action.sa_handler = handle;
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
  }
}

}  // namespace

void remove_on_signal(int directory_fd, const std::string& name) {
  std::strncpy(doomed, name.c_str(), sizeof doomed - 1);
  doomed_directory = directory_fd;
  armed = true;
  install_handlers();
}

void keep_on_signal() { armed = false; }

}  // namespace cce::cli
