#include <cce/cce.h>

const char* cce_result_text(cce_result result) {
  switch (result) {
    case CCE_OK:
      return "done";
    case CCE_OK_UNAPPROVED:
      return "done, but not an approved service with these parameters";
    case CCE_ERR_STATE:
      return "the module is not operational, or the algorithm is quarantined";
    case CCE_ERR_ARGUMENT:
      return "an argument is not valid";
    case CCE_ERR_BUFFER:
      return "the output buffer is too small";
    case CCE_ERR_LIMIT:
      return "a limit of the standard is reached";
    case CCE_ERR_AUTH:
      return "does not verify";
    case CCE_ERR_KEY:
      return "not a valid key";
    case CCE_ERR_ENTROPY:
      return "not enough entropy could be had";
    case CCE_ERR_SELF_TEST:
      return "a self-test failed";
    case CCE_ERR_MEMORY:
      return "memory could not be had";
    case CCE_ERR_UNSUPPORTED:
      return "not supported by this build or machine";
  }
  return "unknown result";
}
