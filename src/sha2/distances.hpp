// Rotation and shift distances of the functions of FIPS 180-4 sections 4.1.2 and 4.1.3.
#pragma once

namespace cce::sha2 {

struct Distances {
  int Sigma0[3], Sigma1[3];  // three rotations
  int sigma0[3], sigma1[3];  // two rotations and a shift
};

constexpr Distances sha256_distances = {{2, 13, 22}, {6, 11, 25}, {7, 18, 3}, {17, 19, 10}};
constexpr Distances sha512_distances = {{28, 34, 39}, {14, 18, 41}, {1, 8, 7}, {19, 61, 6}};

}  // namespace cce::sha2
