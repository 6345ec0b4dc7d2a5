#include "module/serve.hpp"

namespace cce::module {

cce_result refused(Status status) {
  switch (status) {
    case Status::ok:
      break;
    case Status::argument:
      return CCE_ERR_ARGUMENT;
    case Status::limit:
      return CCE_ERR_LIMIT;
    case Status::auth:
      return CCE_ERR_AUTH;
    case Status::key:
      return CCE_ERR_KEY;
    case Status::entropy:
      return CCE_ERR_ENTROPY;
    case Status::memory:
      return CCE_ERR_MEMORY;
    case Status::fatal:
      break;
  }
  the_module.fatal("a service met a fault after which its output cannot be trusted");
  return CCE_ERR_STATE;
}

}  // namespace cce::module
