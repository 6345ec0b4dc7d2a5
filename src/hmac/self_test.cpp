// Known-answer tests of HMAC (IG 10.3.A): RFC 4231 test case 4; and, for the MACs that are worked on side by side, a message of
// the same kind that is long enough, whose answer Python's hmac gave.
#include <array>

#include "hmac/hmac.hpp"

namespace cce::hmac {
namespace {

constexpr auto key = [] {
  std::array<uint8_t, 25> k{};
  for (size_t i = 0; i < k.size(); ++i) k[i] = static_cast<uint8_t>(i + 1);
  return k;
}();
constexpr auto data = [] {
  std::array<uint8_t, 50> d{};
  d.fill(0xcd);
  return d;
}();

constexpr uint8_t sha256_answer[] = {
    0x82, 0x55, 0x8a, 0x38, 0x9a, 0x44, 0x3c, 0x0e, 0xa4, 0xcc, 0x81, 0x98, 0x99, 0xf2, 0x08, 0x3a,
    0x85, 0xf0, 0xfa, 0xa3, 0xe5, 0x78, 0xf8, 0x07, 0x7a, 0x2e, 0x3f, 0xf4, 0x67, 0x29, 0x66, 0x5b,
};
constexpr uint8_t sha512_answer[] = {
    0xb0, 0xba, 0x46, 0x56, 0x37, 0x45, 0x8c, 0x69, 0x90, 0xe5, 0xa8, 0xc5, 0xf6, 0x1d, 0x4a, 0xf7,
    0xe5, 0x76, 0xd9, 0x7f, 0xf9, 0x4b, 0x87, 0x2d, 0xe7, 0x6f, 0x80, 0x50, 0x36, 0x1e, 0xe3, 0xdb,
    0xa9, 0x1c, 0xa5, 0xc1, 0x1a, 0xa2, 0x5e, 0xb4, 0xd6, 0x79, 0x27, 0x5c, 0xc5, 0x78, 0x80, 0x63,
    0xa5, 0xf1, 0x97, 0x41, 0x12, 0x0c, 0x4f, 0x2d, 0xe2, 0xad, 0xeb, 0xeb, 0x10, 0xa2, 0x98, 0xdd,
};

constexpr auto long_data = [] {
  std::array<uint8_t, 200> d{};
  d.fill(0xcd);
  return d;
}();
constexpr uint8_t long_answer[] = {
    0xfa, 0xa3, 0x09, 0x07, 0xd0, 0x05, 0xf2, 0x9f, 0x50, 0x82, 0x2d, 0xd0, 0xcb, 0xcf, 0xf0, 0x8d,
    0xb6, 0xcb, 0x6b, 0x55, 0x2e, 0x39, 0xe8, 0x95, 0x11, 0x68, 0x8e, 0xf5, 0x11, 0x88, 0x18, 0x50,
};

bool test_side_by_side(Evidence& evidence) {
  Key schedule;
  schedule.init(Hash::sha256, key);
  std::array<Bytes, max_side_by_side> msgs;
  msgs.fill(long_data);
  std::array<std::array<uint8_t, 32>, max_side_by_side> macs;
  mac_each(schedule, msgs, macs);
  for (const auto& got : macs)
    if (!evidence.matches(long_answer, got)) return false;
  return true;
}

bool test(Hash h, Bytes answer, Evidence& evidence) {
  std::array<uint8_t, sha2::max_digest_size> out;
  const MutableBytes got = MutableBytes(out).first(sha2::digest_size(h));
  mac(h, key, data, got);
  return evidence.matches(answer, got);
}

constexpr char detail[] = "RFC 4231 test case 4";

}  // namespace

constinit const SelfTest sha256_test = {
    "hmac-sha256",
    "HMAC-SHA2-256",
    "RFC 4231 test case 4; sixteen messages side by side",
    Algorithm::hmac,
    TestKind::known_answer,
    [](Evidence& e) { return test(Hash::sha256, sha256_answer, e) && test_side_by_side(e); }};
constinit const SelfTest sha512_test = {
    "hmac-sha512",   "HMAC-SHA2-512",        detail,
    Algorithm::hmac, TestKind::known_answer, [](Evidence& e) { return test(Hash::sha512, sha512_answer, e); }};

}  // namespace cce::hmac
