#include "peer.hpp"

namespace cce::bench {

std::vector<Seat> all_seats(const std::string& openssl_fips) {
  std::vector<Seat> seats;
  seats.push_back(seat_cce());
  seats.push_back(seat_openssl());
  seats.push_back(seat_openssl_fips(openssl_fips));
  seats.push_back(seat_botan());
  return seats;
}

}  // namespace cce::bench
