#include "command.hpp"
#include "failure.hpp"
#include "io/output.hpp"
#include "report/report.hpp"

namespace cce::cli {

Action declare_self_test(CLI::App& app, const Arguments& arguments) {
  const auto json = std::make_shared<bool>(false);
  arguments.add_flag(app, "--json", *json, "Print one JSON object instead of text, as 'cce status --json'");
  return [json] {
    const cce_result result = cce_module_self_test();
    const ModuleReport report = module_report();
    Output::standard().write(*json ? report_json(report) : self_test_text(report));
    if (result == CCE_OK) return report.exit_code();
    // A module in error refuses the run, and the report above is the power-up's.
    if (result == CCE_ERR_STATE)
      complain(std::string("self-test: refused in state ") + cce_state_name(report.info.state) +
               "; the report is that of the power-up");
    else
      complain(std::string("self-test: ") + cce_result_text(result));
    return ExitCode::not_operational;
  };
}

}  // namespace cce::cli
