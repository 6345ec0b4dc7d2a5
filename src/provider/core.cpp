#include "provider/core.hpp"

#include <cstdarg>

namespace cce::provider {
namespace {

const OSSL_ITEM texts[] = {
    {1, const_cast<char*>("the module is not operational, or this algorithm is quarantined")},
    {2, const_cast<char*>("wrong argument")},
    {3, const_cast<char*>("output too small")},
    {4, const_cast<char*>("a limit of the standard is reached")},
    {5, const_cast<char*>("does not verify")},
    {6, const_cast<char*>("not a valid key")},
    {7, const_cast<char*>("the noise sources gave too little")},
    {8, const_cast<char*>("a self-test failed")},
    {9, const_cast<char*>("memory could not be had")},
    {10, const_cast<char*>("not supported")},
    {static_cast<unsigned>(Reason::no_key), const_cast<char*>("no key, or not the part of it that is needed")},
    {static_cast<unsigned>(Reason::unknown_digest), const_cast<char*>("not a digest of this provider")},
    {static_cast<unsigned>(Reason::unknown_curve), const_cast<char*>("not a curve of this provider, or not by its name")},
    {static_cast<unsigned>(Reason::unsupported_parameter), const_cast<char*>("a parameter that is not supported")},
    {static_cast<unsigned>(Reason::wrong_length), const_cast<char*>("wrong length")},
    {static_cast<unsigned>(Reason::no_iv), const_cast<char*>("no initialisation vector, or one that was used")},
    {static_cast<unsigned>(Reason::wrong_order), const_cast<char*>("called out of order")},
    {static_cast<unsigned>(Reason::wrong_record), const_cast<char*>("not a record of TLS")},
    {static_cast<unsigned>(Reason::buffer_too_small), const_cast<char*>("output too small")},
    {static_cast<unsigned>(Reason::mode_of_kdf), const_cast<char*>("not a mode of this derivation")},
    {static_cast<unsigned>(Reason::missing_parameter), const_cast<char*>("a parameter is missing")},
    {0, nullptr}};

void set_error(const Provider& provider, unsigned reason, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  provider.set_error(provider.core, reason, format, arguments);
  va_end(arguments);
}

bool put(const Provider& provider, unsigned reason) {
  if (provider.new_error == nullptr || provider.set_error == nullptr) return false;
  provider.new_error(provider.core);
  if (provider.set_error_debug != nullptr) provider.set_error_debug(provider.core, "cce", 0, "");
  set_error(provider, reason, nullptr);
  return false;
}

}  // namespace

const OSSL_ITEM* reasons() { return texts; }

bool refuse(const Provider& provider, Reason reason) { return put(provider, static_cast<unsigned>(reason)); }
bool refuse(const Provider& provider, cce_result result) { return put(provider, static_cast<unsigned>(-result)); }

}  // namespace cce::provider
