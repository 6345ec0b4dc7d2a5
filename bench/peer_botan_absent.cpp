#include "peer.hpp"

namespace cce::bench {

Seat seat_botan() {
  return {.name = "Botan",
          .peer = nullptr,
          .absent = "cce-bench was built without it (Debian: libbotan-2-dev or libbotan-3-dev)"};
}

}  // namespace cce::bench
