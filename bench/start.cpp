#include "start.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <stdexcept>

namespace cce::bench {
namespace {

namespace fs = std::filesystem;

struct Program {
  std::string name, file, argument;      // of ../libexec/cce, as seen from this program
  std::vector<std::string> environment;  // all of it: neither the user's settings nor the machine's have a say
  std::string absent = {};
};

fs::path own_folder() { return fs::read_symlink("/proc/self/exe").parent_path(); }

std::vector<Program> programs(const std::string& fips) {
  std::vector<Program> all = {{.name = "empty process", .file = "cce-start-empty", .argument = "", .environment = {}},
                              {.name = "CCE", .file = "cce-start-cce", .argument = "", .environment = {}},
                              {.name = "OpenSSL",
                               .file = "cce-start-openssl",
                               .argument = "default",
                               .environment = {"OPENSSL_CONF=/dev/null"}},
                              {.name = "OpenSSL FIPS",
                               .file = "cce-start-openssl",
                               .argument = "fips",
                               .environment = {"OPENSSL_CONF=" + fips + "/openssl.cnf", "OPENSSL_MODULES=" + fips}}};
  for (Program& program : all) {
    program.file = own_folder() / "../libexec/cce" / program.file;
    if (!fs::exists(program.file)) program.absent = "cce-bench was built without it";
  }
  if (all[3].absent.empty() && !fs::exists(fips + "/version"))
    all[3].absent = "not built; cmake --build --preset release --target openssl-fips";
  return all;
}

// A pipe whose ends no other program inherits.
struct Pipe {
  int read_end, write_end;
  Pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error(std::string("pipe2: ") + std::strerror(errno));
    read_end = ends[0], write_end = ends[1];
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close(read_end);
    close(write_end);
  }
};

// Runs the program to its end, with the pipe as its standard output; its exit code, or what kept it from having one.
int run(const Program& program, const Pipe& pipe) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe.write_end, STDOUT_FILENO);
  std::string file = program.file, argument = program.argument;
  char* argv[] = {file.data(), argument.empty() ? nullptr : argument.data(), nullptr};
  std::vector<std::string> environment = program.environment;
  std::vector<char*> envp;
  for (std::string& entry : environment) envp.push_back(entry.data());
  envp.push_back(nullptr);
  pid_t child = 0;
  const int failed = posix_spawn(&child, file.c_str(), &actions, nullptr, argv, envp.data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error(std::string("cannot be started: ") + std::strerror(failed));
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) throw std::runtime_error(std::string("waitpid: ") + std::strerror(errno));
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// One start. The program tells the time at which it was there, by the same clock.
void start(const Program& program, Started& started) {
  const Pipe pipe;
  const auto begin = std::chrono::steady_clock::now().time_since_epoch();
  const int code = run(program, pipe);
  if (code != 0) throw std::runtime_error("ended with exit code " + std::to_string(code));
  char line[128] = "";
  long long there = 0;
  long kilobytes = 0;
  if (read(pipe.read_end, line, sizeof line - 1) <= 0 || std::sscanf(line, "%lld %ld", &there, &kilobytes) != 2)
    throw std::runtime_error("told no figures");
  started.ns.push_back(static_cast<double>(there - std::chrono::nanoseconds(begin).count()));
  started.memory.push_back(static_cast<double>(kilobytes));
}

}  // namespace

std::string default_openssl_fips() {
  const fs::path build = own_folder().parent_path();
  for (const fs::path& folder : {build, build.parent_path()})
    if (fs::exists(folder / "openssl-fips/version")) return folder / "openssl-fips";
  return build / "openssl-fips";
}

std::vector<Started> start_programs(int starts, double seconds, const std::string& openssl_fips) {
  const std::vector<Program> all = programs(openssl_fips);
  std::vector<Started> started;
  for (const Program& program : all)
    started.push_back({.name = program.name, .ns = {}, .memory = {}, .error = program.absent});
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  // The first time brings the files into memory, and is not counted.
  for (int round = -1; round < starts && (round < 1 || std::chrono::steady_clock::now() < end); ++round) {
    for (size_t i = 0; i < all.size(); ++i) {
      const size_t turn = (i + static_cast<size_t>(round + 1)) % all.size();
      Started& here = started[turn];
      if (!here.error.empty()) continue;
      try {
        start(all[turn], here);
      } catch (const std::exception& error) {
        here = {.name = here.name, .ns = {}, .memory = {}, .error = error.what()};
      }
      if (round < 0) here.ns.clear(), here.memory.clear();
    }
  }
  return started;
}

}  // namespace cce::bench
