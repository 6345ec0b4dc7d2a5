#include "version.hpp"

#include <cce/cce.h>

#include "command.hpp"
#include "io/output.hpp"

namespace cce::cli {

std::string version_text() { return std::string("cce ") + cce_version() + "\n" + not_validated; }

Action declare_version(CLI::App&, const Arguments&) {
  return [] {
    Output::standard().write(version_text() + "\n");
    return ExitCode::done;
  };
}

}  // namespace cce::cli
