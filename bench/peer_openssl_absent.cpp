#include "peer.hpp"

namespace cce::bench {

Seat seat_openssl() {
  return {.name = "OpenSSL", .peer = nullptr, .absent = "cce-bench was built without it (Debian: libssl-dev 3)"};
}

Seat seat_openssl_fips(const std::string&) {
  return {.name = "OpenSSL FIPS", .peer = nullptr, .absent = "cce-bench was built without OpenSSL"};
}

}  // namespace cce::bench
