// The algorithms that cce-kat can run: one row each in algorithms.cpp, one file each in algorithms/. A new one is a new
// file, a row, a declaration here and a line in CMakeLists.txt; the readers stay as they are.
#pragma once

#include "test_vector.hpp"

namespace cce::kat {

struct Algorithm {
  const char* name;

  // Whether the file is for this algorithm, judged by its title and fields. Cases that it holds and that cannot be run
  // are skipped one by one by `run`.
  bool (*claims)(const VectorFile& file);

  // Passes by returning; throws Mismatch, Skipped or Malformed. `carry` is empty at the start of each group and is
  // kept from case to case: the chain of a Monte Carlo test.
  void (*run)(const TestVector& vector, Bytes& carry);
};

// nullptr when no row claims the file.
const Algorithm* algorithm_for(const VectorFile& file);

// "SHA-2, HMAC, ...": for --help.
std::string algorithm_names();

namespace sha2 {
bool claims(const VectorFile& file);
void run(const TestVector& vector, Bytes& carry);
}  // namespace sha2

namespace hmac {
bool claims(const VectorFile& file);
void run(const TestVector& vector, Bytes& carry);
}  // namespace hmac

namespace hkdf {
bool claims(const VectorFile& file);
void run(const TestVector& vector, Bytes& carry);
}  // namespace hkdf

namespace x963 {
bool claims(const VectorFile& file);
void run(const TestVector& vector, Bytes& carry);
}  // namespace x963

namespace gcm {
bool claims(const VectorFile& file);
void run(const TestVector& vector, Bytes& carry);
}  // namespace gcm

namespace drbg {
bool claims(const VectorFile& file);
void run(const TestVector& vector, Bytes& carry);
}  // namespace drbg

namespace ecdsa {
bool claims(const VectorFile& file);
void run(const TestVector& vector, Bytes& carry);
}  // namespace ecdsa

namespace ecdh {
bool claims(const VectorFile& file);
void run(const TestVector& vector, Bytes& carry);
}  // namespace ecdh

namespace ec_key {
bool claims(const VectorFile& file);
void run(const TestVector& vector, Bytes& carry);
}  // namespace ec_key

}  // namespace cce::kat
