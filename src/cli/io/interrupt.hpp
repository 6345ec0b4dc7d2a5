// One file that must go when a signal ends the process: SIGINT, SIGTERM, SIGHUP or SIGQUIT.
#pragma once

#include <string>

namespace cce::cli {

// directory_fd stays open until keep_on_signal. One file at a time; name at most 31 bytes.
void remove_on_signal(int directory_fd, const std::string& name);
void keep_on_signal();

}  // namespace cce::cli
