#include "command.hpp"
#include "io/output.hpp"
#include "report/report.hpp"

namespace cce::cli {

Action declare_status(CLI::App& app, const Arguments& arguments) {
  const auto json = std::make_shared<bool>(false);
  arguments.add_flag(app, "--json", *json, "Print one JSON object instead of text");
  return [json] {
    const ModuleReport report = module_report();
    Output::standard().write(*json ? report_json(report) : status_text(report));
    return report.exit_code();
  };
}

}  // namespace cce::cli
