// Known-answer tests of SHA-2 (IG 10.3.A): the two-block message of NIST's SHA-2 examples for SHA-512, for every function.
#include "sha2/batch.hpp"
#include "sha2/kernel.hpp"

namespace cce::sha2 {
namespace {

constexpr uint8_t message[] =
    "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu";

constexpr uint8_t sha224_answer[] = {
    0xc9, 0x7c, 0xa9, 0xa5, 0x59, 0x85, 0x0c, 0xe9, 0x7a, 0x04, 0xa9, 0x6d, 0xef, 0x6d,
    0x99, 0xa9, 0xe0, 0xe0, 0xe2, 0xab, 0x14, 0xe6, 0xb8, 0xdf, 0x26, 0x5f, 0xc0, 0xb3,
};
constexpr uint8_t sha256_answer[] = {
    0xcf, 0x5b, 0x16, 0xa7, 0x78, 0xaf, 0x83, 0x80, 0x03, 0x6c, 0xe5, 0x9e, 0x7b, 0x04, 0x92, 0x37,
    0x0b, 0x24, 0x9b, 0x11, 0xe8, 0xf0, 0x7a, 0x51, 0xaf, 0xac, 0x45, 0x03, 0x7a, 0xfe, 0xe9, 0xd1,
};
constexpr uint8_t sha384_answer[] = {
    0x09, 0x33, 0x0c, 0x33, 0xf7, 0x11, 0x47, 0xe8, 0x3d, 0x19, 0x2f, 0xc7, 0x82, 0xcd, 0x1b, 0x47,
    0x53, 0x11, 0x1b, 0x17, 0x3b, 0x3b, 0x05, 0xd2, 0x2f, 0xa0, 0x80, 0x86, 0xe3, 0xb0, 0xf7, 0x12,
    0xfc, 0xc7, 0xc7, 0x1a, 0x55, 0x7e, 0x2d, 0xb9, 0x66, 0xc3, 0xe9, 0xfa, 0x91, 0x74, 0x60, 0x39,
};
constexpr uint8_t sha512_answer[] = {
    0x8e, 0x95, 0x9b, 0x75, 0xda, 0xe3, 0x13, 0xda, 0x8c, 0xf4, 0xf7, 0x28, 0x14, 0xfc, 0x14, 0x3f,
    0x8f, 0x77, 0x79, 0xc6, 0xeb, 0x9f, 0x7f, 0xa1, 0x72, 0x99, 0xae, 0xad, 0xb6, 0x88, 0x90, 0x18,
    0x50, 0x1d, 0x28, 0x9e, 0x49, 0x00, 0xf7, 0xe4, 0x33, 0x1b, 0x99, 0xde, 0xc4, 0xb5, 0x43, 0x3a,
    0xc7, 0xd3, 0x29, 0xee, 0xb6, 0xdd, 0x26, 0x54, 0x5e, 0x96, 0xe5, 0x5b, 0x87, 0x4b, 0xe9, 0x09,
};
constexpr uint8_t sha512_256_answer[] = {
    0x39, 0x28, 0xe1, 0x84, 0xfb, 0x86, 0x90, 0xf8, 0x40, 0xda, 0x39, 0x88, 0x12, 0x1d, 0x31, 0xbe,
    0x65, 0xcb, 0x9d, 0x3e, 0xf8, 0x3e, 0xe6, 0x14, 0x6f, 0xea, 0xc8, 0x61, 0xe1, 0x9b, 0x56, 0x3a,
};

// One call, and the same streamed in two parts: both ways through the padding.
bool test(Hash h, Bytes answer, Evidence& evidence) {
  const Bytes msg = Bytes(message).first(sizeof message - 1);
  std::array<uint8_t, max_digest_size> out;
  const MutableBytes got = MutableBytes(out).first(digest_size(h));
  digest(h, msg, got);
  if (!evidence.matches(answer, got)) return false;

  Context context;
  context.init(h);
  if (context.update(msg.first(5)) != Status::ok || context.update(msg.subspan(5)) != Status::ok) return false;
  context.finish(got);
  return evidence.matches(answer, got);
}

// A message in every lane: the kernels that take several messages in step are others than those of one.
template <class Word>
bool test_lanes(Hash h, Bytes answer, Evidence& evidence) {
  std::array<std::array<uint8_t, max_digest_size>, max_lanes<Word>> out;
  size_t taken = 0;
  digest_each(h, [&](Message& next) {
    if (taken == out.size()) return false;
    next = {Bytes(message).first(sizeof message - 1), out[taken++].data()};
    return true;
  });
  for (const auto& digest : out)
    if (!evidence.matches(answer, Bytes(digest).first(digest_size(h)))) return false;
  return true;
}

constexpr char detail[] = "two-block message, one call and streamed";
constexpr char lanes_detail[] = "two-block message, one call, streamed and in lanes";

}  // namespace

constinit const SelfTest sha224_test = {
    "sha224", "SHA2-224", detail, Algorithm::sha2, TestKind::known_answer, [](Evidence& e) {
      return test(Hash::sha224, sha224_answer, e);
    }};
constinit const SelfTest sha256_test = {
    "sha256", "SHA2-256", lanes_detail, Algorithm::sha2, TestKind::known_answer, [](Evidence& e) {
      return test(Hash::sha256, sha256_answer, e) && test_lanes<uint32_t>(Hash::sha256, sha256_answer, e);
    }};
constinit const SelfTest sha384_test = {
    "sha384", "SHA2-384", detail, Algorithm::sha2, TestKind::known_answer, [](Evidence& e) {
      return test(Hash::sha384, sha384_answer, e);
    }};
constinit const SelfTest sha512_test = {
    "sha512", "SHA2-512", lanes_detail, Algorithm::sha2, TestKind::known_answer, [](Evidence& e) {
      return test(Hash::sha512, sha512_answer, e) && test_lanes<uint64_t>(Hash::sha512, sha512_answer, e);
    }};
constinit const SelfTest sha512_256_test = {
    "sha512-256",    "SHA2-512/256",         detail,
    Algorithm::sha2, TestKind::known_answer, [](Evidence& e) { return test(Hash::sha512_256, sha512_256_answer, e); }};

}  // namespace cce::sha2
