// The operations of the curves on secrets, for ct_check.
#pragma once

#include <string>

// True when there is an operation of this name, which has run.
bool run_ec(const std::string& what);
