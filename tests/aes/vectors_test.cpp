// Published answers: the specification's own test cases, and NIST's CAVP files, on every implementation.
#include <algorithm>
#include <string>

#include "aes/gcm.hpp"
#include "cavp.hpp"
#include "rows.hpp"

using cce::Status;

namespace {

std::span<const uint8_t, 32> as_key(const std::vector<uint8_t>& key) {
  REQUIRE(key.size() == 32);
  return std::span<const uint8_t, 32>(key.data(), 32);
}

void seals(const cavp::GcmCase& c) {
  INFO(c.where);
  cce::gcm::Key key;
  cce::gcm::init(key, as_key(c.key));
  std::vector<uint8_t> ct(c.pt.size()), tag(c.tag.size());
  REQUIRE(cce::gcm::seal(key, c.iv, c.aad, c.pt, ct.data(), tag) == Status::ok);
  REQUIRE(ct == c.ct);
  REQUIRE(tag == c.tag);
}

void opens(const cavp::GcmCase& c) {
  INFO(c.where);
  cce::gcm::Key key;
  cce::gcm::init(key, as_key(c.key));
  std::vector<uint8_t> pt(c.ct.size());
  REQUIRE(cce::gcm::open(key, c.iv, c.aad, c.ct, c.tag, pt.data()) == (c.fails ? Status::auth : Status::ok));
  REQUIRE(pt == (c.fails ? std::vector<uint8_t>(c.ct.size()) : c.pt));
}

// Test cases 13, 14, 17 and 18 of McGrew and Viega, The Galois/Counter Mode of Operation, appendix B: nothing at all,
// one block, and IVs of 8 and 60 bytes. The self-test has case 16.
std::vector<cavp::GcmCase> specification() {
  const std::string path = CCE_TEST_DATA "/gcm_specification.rsp";
  const auto cases = cavp::read_gcm(path);
  REQUIRE(cases.size() == 4);
  return cases;
}

// NIST's files have 525 combinations of lengths with 15 cases each.
std::vector<cavp::GcmCase> nist(const char* name) {
  const auto cases = cavp::read_gcm(std::string(CCE_CAVP_GCM_DIRECTORY "/") + name);
  REQUIRE(cases.size() == 525 * 15);
  return cases;
}

}  // namespace

TEST_CASE("the specification's test cases") {
  const auto cases = specification();
  rows::each_gcm([&](const auto&) {
    for (const auto& c : cases) {
      seals(c);
      opens(c);
    }
  });
}

TEST_CASE("NIST CAVP, encryption with an external IV") {
  const auto cases = nist("gcmEncryptExtIV256.rsp");
  rows::each_gcm([&](const auto&) { std::for_each(cases.begin(), cases.end(), seals); });
}

TEST_CASE("NIST CAVP, decryption") {
  const auto cases = nist("gcmDecrypt256.rsp");
  REQUIRE(std::any_of(cases.begin(), cases.end(), [](const auto& c) { return c.fails; }));
  rows::each_gcm([&](const auto&) { std::for_each(cases.begin(), cases.end(), opens); });
}
