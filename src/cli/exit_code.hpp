// What the process answers with. The numbers are a contract with scripts: cce.1 and --help name them.
#pragma once

namespace cce::cli {

enum class ExitCode : int {
  done = 0,
  not_verified = 1,
  trouble = 2,  // wrong usage, or a file that cannot be read or written
  not_operational = 3
};

}  // namespace cce::cli
