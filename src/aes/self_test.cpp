// Known-answer tests of AES-256-GCM (IG 10.3.A): seal and open. Test case 16 of McGrew and Viega, The Galois/Counter
// Mode of Operation, has a partial block and additional data; a longer message, of which only the tag is kept, takes
// the selected implementation through each of its loops, and once more in pieces, which GHASH alone joins.
#include <algorithm>

#include "aes/gcm_stream.hpp"

namespace cce::gcm {
namespace {

constexpr std::array<uint8_t, key_size> test_key = {
    0xfe, 0xff, 0xe9, 0x92, 0x86, 0x65, 0x73, 0x1c, 0x6d, 0x6a, 0x8f, 0x94, 0x67, 0x30, 0x83, 0x08,
    0xfe, 0xff, 0xe9, 0x92, 0x86, 0x65, 0x73, 0x1c, 0x6d, 0x6a, 0x8f, 0x94, 0x67, 0x30, 0x83, 0x08,
};
constexpr std::array<uint8_t, iv_size> test_iv = {0xca, 0xfe, 0xba, 0xbe, 0xfa, 0xce,
                                                  0xdb, 0xad, 0xde, 0xca, 0xf8, 0x88};
constexpr std::array<uint8_t, 20> test_aad = {0xfe, 0xed, 0xfa, 0xce, 0xde, 0xad, 0xbe, 0xef, 0xfe, 0xed,
                                              0xfa, 0xce, 0xde, 0xad, 0xbe, 0xef, 0xab, 0xad, 0xda, 0xd2};
constexpr std::array<uint8_t, 60> plaintext = {
    0xd9, 0x31, 0x32, 0x25, 0xf8, 0x84, 0x06, 0xe5, 0xa5, 0x59, 0x09, 0xc5, 0xaf, 0xf5, 0x26,
    0x9a, 0x86, 0xa7, 0xa9, 0x53, 0x15, 0x34, 0xf7, 0xda, 0x2e, 0x4c, 0x30, 0x3d, 0x8a, 0x31,
    0x8a, 0x72, 0x1c, 0x3c, 0x0c, 0x95, 0x95, 0x68, 0x09, 0x53, 0x2f, 0xcf, 0x0e, 0x24, 0x49,
    0xa6, 0xb5, 0x25, 0xb1, 0x6a, 0xed, 0xf5, 0xaa, 0x0d, 0xe6, 0x57, 0xba, 0x63, 0x7b, 0x39,
};
constexpr std::array<uint8_t, 60> ciphertext = {
    0x52, 0x2d, 0xc1, 0xf0, 0x99, 0x56, 0x7d, 0x07, 0xf4, 0x7f, 0x37, 0xa3, 0x2a, 0x84, 0x42,
    0x7d, 0x64, 0x3a, 0x8c, 0xdc, 0xbf, 0xe5, 0xc0, 0xc9, 0x75, 0x98, 0xa2, 0xbd, 0x25, 0x55,
    0xd1, 0xaa, 0x8c, 0xb0, 0x8e, 0x48, 0x59, 0x0d, 0xbb, 0x3d, 0xa7, 0xb0, 0x8b, 0x10, 0x56,
    0x82, 0x88, 0x38, 0xc5, 0xf6, 0x1e, 0x63, 0x93, 0xba, 0x7a, 0x0a, 0xbc, 0xc9, 0xf6, 0x62,
};
constexpr std::array<uint8_t, tag_size> test_tag = {0x76, 0xfc, 0x6e, 0xce, 0x0f, 0x4e, 0x17, 0x68,
                                                    0xcd, 0xdf, 0x88, 0x53, 0xbb, 0x2d, 0x55, 0x1b};

// Two parts of 512, one of 256, and three blocks and five bytes.
using LongMessage = std::array<uint8_t, 2 * 512 + 256 + 3 * 16 + 5>;
constexpr LongMessage long_plaintext = [] {
  LongMessage message{};
  for (size_t i = 0; i < message.size(); ++i) message[i] = static_cast<uint8_t>(7 * i + (i >> 8));
  return message;
}();
constexpr std::array<uint8_t, tag_size> long_tag = {0xf0, 0xf3, 0xa1, 0x18, 0x06, 0xa2, 0x10, 0x52,
                                                    0x26, 0xcb, 0x9c, 0xde, 0x5f, 0xb5, 0x1c, 0xd2};

// The long message in place, in pieces that end within a block.
bool crypt_in_pieces(const Key& key, bool sealing, LongMessage& message, aes::Block& T) {
  Stream stream;
  if (stream.begin(key, sealing, test_iv) != Status::ok) return false;
  if (stream.aad(Bytes(test_aad).first(7)) != Status::ok || stream.aad(Bytes(test_aad).subspan(7)) != Status::ok)
    return false;
  size_t from = 0;
  for (const size_t to : {size_t{5}, size_t{900}, message.size()}) {
    if (stream.update(Bytes(message).subspan(from, to - from), &message[from]) != Status::ok) return false;
    from = to;
  }
  stream.finish(T);
  return true;
}

bool are_alike(const LongMessage& expected, const LongMessage& got, Evidence& evidence) {
  for (size_t i = 0; i < got.size(); i += 64) {
    const size_t n = std::min<size_t>(64, got.size() - i);
    if (!evidence.matches(Bytes(expected).subspan(i, n), Bytes(got).subspan(i, n))) return false;
  }
  return true;
}

bool test_seal(Evidence& evidence) {
  Key key;
  init(key, test_key);
  std::array<uint8_t, tag_size> tag;

  evidence.where = "60 bytes, ciphertext";
  std::array<uint8_t, plaintext.size()> out;
  if (seal(key, test_iv, test_aad, plaintext, out.data(), tag) != Status::ok) return false;
  if (!evidence.matches(ciphertext, out)) return false;
  evidence.where = "60 bytes, tag";
  if (!evidence.matches(test_tag, tag)) return false;

  evidence.where = "1,333 bytes, tag";
  LongMessage long_out;
  if (seal(key, test_iv, test_aad, long_plaintext, long_out.data(), tag) != Status::ok) return false;
  if (!evidence.matches(long_tag, tag)) return false;

  evidence.where = "1,333 bytes in pieces";
  LongMessage pieces = long_plaintext;
  return crypt_in_pieces(key, true, pieces, tag) && evidence.matches(long_tag, tag) &&
         are_alike(long_out, pieces, evidence);
}

bool test_open(Evidence& evidence) {
  Key key;
  init(key, test_key);

  evidence.where = "60 bytes, plaintext";
  std::array<uint8_t, ciphertext.size()> out;
  if (open(key, test_iv, test_aad, ciphertext, test_tag, out.data()) != Status::ok) return false;
  if (!evidence.matches(plaintext, out)) return false;

  evidence.where = "a forged tag";
  auto forged = test_tag;
  forged[tag_size - 1] ^= 1;
  if (open(key, test_iv, test_aad, ciphertext, forged, out.data()) != Status::auth) return false;
  constexpr std::array<uint8_t, out.size()> zeros = {};
  if (!evidence.matches(zeros, out)) return false;

  evidence.where = "1,333 bytes, plaintext";
  LongMessage message;
  std::array<uint8_t, tag_size> tag;
  if (seal(key, test_iv, test_aad, long_plaintext, message.data(), tag) != Status::ok) return false;
  LongMessage pieces = message;
  if (open(key, test_iv, test_aad, message, long_tag, message.data()) != Status::ok) return false;
  if (!are_alike(long_plaintext, message, evidence)) return false;

  evidence.where = "1,333 bytes in pieces";
  return crypt_in_pieces(key, false, pieces, tag) && evidence.matches(long_tag, tag) &&
         are_alike(long_plaintext, pieces, evidence);
}

}  // namespace

constinit const SelfTest seal_test = {
    "gcm-seal",     "ACVP-AES-GCM",         "60 and 1,333 bytes with additional data, also in pieces",
    Algorithm::gcm, TestKind::known_answer, test_seal};
constinit const SelfTest open_test = {
    "gcm-open",     "ACVP-AES-GCM",         "60 and 1,333 bytes with additional data, also in pieces, and a forgery",
    Algorithm::gcm, TestKind::known_answer, test_open};

}  // namespace cce::gcm
