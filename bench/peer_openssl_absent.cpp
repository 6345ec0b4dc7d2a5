#include "peer.hpp"

namespace cce::bench {

Seat seat_openssl() {
  return {.name = "OpenSSL", .peer = nullptr, .absent = "cce-bench was built without it (Debian: libssl-dev 3)"};
}

}  // namespace cce::bench
