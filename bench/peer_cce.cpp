#include "peer_cce.hpp"

namespace cce::bench {

Seat seat_cce() { return {.name = "CCE", .peer = std::make_unique<CcePeer>(), .absent = {}}; }

}  // namespace cce::bench
