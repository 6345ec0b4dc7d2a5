// The module's report in its two forms.
#pragma once

#include <string>

#include "module.hpp"

namespace cce::cli {

// For people; coloured on a terminal.
std::string status_text(const ModuleReport& report);
std::string self_test_text(const ModuleReport& report);

// For programs: one object, whose keys stay.
std::string report_json(const ModuleReport& report);

}  // namespace cce::cli
