#include "peer.hpp"

namespace cce::bench {

std::vector<Seat> all_seats() {
  std::vector<Seat> seats;
  for (const auto seat : {seat_cce, seat_openssl, seat_botan}) seats.push_back(seat());
  return seats;
}

}  // namespace cce::bench
