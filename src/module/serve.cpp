#include "module/serve.hpp"

#include "drbg/rand.hpp"

namespace cce::module {

void drop_generator() { rand::drop(); }

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
    case Status::buffer:
      return CCE_ERR_BUFFER;
    case Status::unsupported:
      return CCE_ERR_UNSUPPORTED;
    case Status::quarantined:
      return CCE_ERR_STATE;
    case Status::self_test:
      return CCE_ERR_SELF_TEST;
    case Status::fatal:
      break;
  }
  the_module.fatal("a service met a fault after which its output cannot be trusted");
  return CCE_ERR_STATE;
}

}  // namespace cce::module
