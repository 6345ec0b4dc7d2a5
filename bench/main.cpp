// cce-bench: CCE beside the libraries that people link today, in one process, on one core.
#include <cce/cce.h>
#include <regex.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <optional>

#include "measure.hpp"
#include "report.hpp"
#include "start.hpp"

namespace cce::bench {
namespace {

enum Exit : int { done = 0, failed = 1, usage = 2, not_operational = 3 };

struct Options {
  double seconds = 20;
  int rounds = 24;
  std::optional<int> cpu;
  std::string filter, json, openssl_fips = default_openssl_fips();
  bool list = false;
};

int complain(Exit code, const std::string& text) {
  std::cerr << "cce-bench: " << text << '\n';
  return code;
}

// A POSIX extended regular expression; throws CLI::ValidationError with the reason when it is none.
class Pattern {
 public:
  explicit Pattern(const std::string& text) {
    if (const int code = regcomp(&compiled_, text.c_str(), REG_EXTENDED | REG_NOSUB); code != 0) {
      char reason[128];
      regerror(code, &compiled_, reason, sizeof reason);
      throw CLI::ValidationError("--filter", "'" + text + "' is not a regular expression: " + reason);
    }
  }
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;
  ~Pattern() { regfree(&compiled_); }

  bool finds(const std::string& text) const { return regexec(&compiled_, text.c_str(), 0, nullptr, 0) == 0; }

 private:
  regex_t compiled_{};
};

// Rows whose id the filter finds; without a filter those that are always shown.
std::vector<Row> selected_rows(const std::string& filter) {
  std::vector<Row> rows = all_rows();
  if (filter.empty()) {
    std::erase_if(rows, [](const Row& row) { return row.shown != Shown::always; });
  } else {
    const Pattern wanted(filter);
    std::erase_if(rows, [&](const Row& row) { return !wanted.finds(row.id); });
  }
  return rows;
}

bool starts_selected(const std::string& filter) { return filter.empty() || Pattern(filter).finds(start_id); }

int list(const Options& options) {
  for (const Row& row : options.filter.empty() ? all_rows() : selected_rows(options.filter)) {
    std::cout << std::left << std::setw(26) << row.id << row.title
              << (row.shown == Shown::by_filter ? "  (with --filter)" : "") << '\n';
  }
  if (starts_selected(options.filter)) std::cout << std::left << std::setw(26) << start_id << start_title << '\n';
  return done;
}

// Of each program in a round: a start is short, and more of a process's time is chance than of a call's. They come on top
// of the time for the rows, and may take a fourth of it.
constexpr int starts_a_round = 4;
constexpr double share_of_starts = 0.25;

// On a terminal only, and gone when the tables come.
void show_progress(int round, int rounds) {
  if (isatty(STDERR_FILENO) == 0) return;
  std::cerr << "\r\033[K"
            << (round == 0 ? "warming up" : "round " + std::to_string(round) + " of " + std::to_string(rounds))
            << std::flush;
}
void end_progress() {
  if (isatty(STDERR_FILENO) != 0) std::cerr << "\r\033[K" << std::flush;
}

int compare(const Options& options, std::vector<Row> rows, const cce_module_info& module, std::ofstream& json) {
  const Pinned pinned = pin(options.cpu);
  if (options.cpu && !pinned.failed.empty())
    return complain(usage, "cannot run on core " + std::to_string(*options.cpu) + ": " + pinned.failed);
  if (!pinned.second) std::erase_if(rows, [](const Row& row) { return row.threads > 1; });
  if (rows.empty() && !starts_selected(options.filter))
    return complain(usage, "two threads at once need a second core, and there is none to use");

  std::vector<std::unique_ptr<Peer>> peers;
  std::vector<Absent> absent;
  for (Seat& seat : all_seats(options.openssl_fips)) {
    if (seat.peer)
      peers.push_back(std::move(seat.peer));
    else
      absent.push_back({seat.name, seat.absent});
  }
  const Circumstances circumstances{.module = module,
                                    .cpu_model = cpu_model(),
                                    .pinned = pinned,
                                    .seconds = options.seconds,
                                    .rounds = options.rounds,
                                    .peers = peers,
                                    .absent = absent};
  print_header(std::cout, circumstances);
  std::cout << std::flush;

  Results results;
  for (const Row& row : rows) results.rows.push_back(prepare(row, peers));
  results.rounds = measure(
      results.rows, peers,
      {.seconds = options.seconds, .rounds = options.rounds, .second_core = pinned.second, .begins = [&](int round) {
         show_progress(round, options.rounds);
       }});
  if (starts_selected(options.filter))
    results.started =
        start_programs(starts_a_round * options.rounds, share_of_starts * options.seconds, options.openssl_fips);
  end_progress();
  print_tables(std::cout, circumstances, results);
  std::cout << std::flush;
  if (json.is_open()) {
    write_json(json, circumstances, results);
    if (!json.flush()) return complain(failed, "cannot write " + options.json + ": " + std::strerror(errno));
  }
  const auto failures = std::ranges::count_if(results.rows, [](const Measured& m) { return !m.error.empty(); });
  if (failures != 0) return complain(failed, std::to_string(failures) + " rows failed and have no figures");
  return done;
}

int run(const Options& options) {
  const std::vector<Row> rows = selected_rows(options.filter);
  if (rows.empty() && !starts_selected(options.filter))
    return complain(usage, "--filter " + options.filter + " matches no row; --list names them all");
  if (options.list) return list(options);

  cce_module_info module{};
  module.size = sizeof module;
  if (const cce_result result = cce_module_get_info(&module); result != CCE_OK)
    return complain(not_operational, std::string("cannot ask the module: ") + cce_result_text(result));
  if (module.state != CCE_STATE_OPERATIONAL) {
    return complain(not_operational, std::string("the module is not operational, its state is ") +
                                         cce_state_name(module.state) +
                                         (module.failure != nullptr ? std::string(": ") + module.failure : ""));
  }

  // Before the work, not after it, it must be clear that the results can be kept.
  std::ofstream json;
  if (!options.json.empty()) {
    json.open(options.json);
    if (!json) return complain(failed, "cannot write " + options.json + ": " + std::strerror(errno));
  }
  return compare(options, rows, module, json);
}

}  // namespace
}  // namespace cce::bench

int main(int argc, char** argv) {
  using namespace cce::bench;
  Options options;
  CLI::App app{
      "Times CCE beside OpenSSL and Botan, in turns on one core, and prints the ratios.\n"
      "CCE is built in the style of FIPS 140-3. It is not validated.",
      "cce-bench"};
  app.set_version_flag("--version", std::string("cce-bench ") + cce_version());
  app.add_option("--seconds", options.seconds, "how long the whole run takes, about")
      ->capture_default_str()
      ->check(CLI::Range(0.1, 86400.0));
  app.add_option("--rounds", options.rounds, "how many figures a row gets from each library, at most")
      ->capture_default_str()
      ->check(CLI::Range(1, 10000));
  app.add_option("--cpu", options.cpu, "the core to run on; otherwise the one it starts on")->type_name("N");
  app.add_option("--filter", options.filter, "only rows whose id this regular expression finds; '.' is every row")
      ->type_name("REGEX");
  app.add_option("--openssl-fips", options.openssl_fips,
                 "where the target openssl-fips has put OpenSSL's FIPS provider")
      ->type_name("DIR");
  app.add_option("--json", options.json, "write the results to this file as well")->type_name("FILE");
  app.add_flag("--list", options.list, "name the rows and do nothing else");
  try {
    app.parse(argc, argv);
    return run(options);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? done : usage;
  } catch (const std::exception& error) {
    return complain(failed, error.what());
  }
}
