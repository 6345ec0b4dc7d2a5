#include "peer_botan.hpp"

namespace cce::bench {

Seat seat_botan() { return {.name = "Botan", .peer = std::make_unique<BotanPeer>(), .absent = {}}; }

}  // namespace cce::bench
