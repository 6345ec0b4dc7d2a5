// RFC 8446 section 7.1.
#include "tls/tls13.hpp"

#include <algorithm>
#include <array>

#include "base/secret.hpp"

namespace cce::tls13 {
namespace {

constexpr std::array<uint8_t, 6> prefix = {'t', 'l', 's', '1', '3', ' '};
constexpr std::array<uint8_t, 7> derived = {'d', 'e', 'r', 'i', 'v', 'e', 'd'};

// struct { uint16 length; opaque label<7..255>; opaque context<0..255>; } HkdfLabel
using HkdfLabel = std::array<uint8_t, 2 + 1 + prefix.size() + max_label + 1 + max_context>;

Bytes write(size_t length, Bytes label, Bytes context, HkdfLabel& to) {
  uint8_t* end = to.data();
  *end++ = static_cast<uint8_t>(length >> 8);
  *end++ = static_cast<uint8_t>(length);
  *end++ = static_cast<uint8_t>(prefix.size() + label.size());
  end = std::copy(prefix.begin(), prefix.end(), end);
  end = std::copy(label.begin(), label.end(), end);
  *end++ = static_cast<uint8_t>(context.size());
  end = std::copy(context.begin(), context.end(), end);
  return {to.data(), end};
}

}  // namespace

Status expand_label(Hash h, Bytes secret, Bytes label, Bytes context, MutableBytes okm) {
  if (label.empty() || label.size() > max_label || context.size() > max_context) return Status::argument;
  // A longer one would not fit into `length`, either: 255 digests are 16,320 bytes at most.
  if (okm.size() > 255 * sha2::digest_size(h)) return Status::limit;
  HkdfLabel info;  // public: a label, and in the schedule the hash of messages
  return hkdf::expand(h, secret, write(okm.size(), label, context, info), okm);
}

Status extract(Hash h, Bytes previous, Bytes ikm, MutableBytes secret) {
  const size_t digest = sha2::digest_size(h);
  constexpr std::array<uint8_t, sha2::max_digest_size> zeros = {};
  if (ikm.empty()) ikm = Bytes(zeros).first(digest);
  if (previous.empty()) {
    hkdf::extract(h, {}, ikm, secret);
    return Status::ok;
  }
  // Derive-Secret(previous, "derived", ""): the transcript of no messages is the hash of nothing.
  std::array<uint8_t, sha2::max_digest_size> nothing;
  sha2::digest(h, {}, MutableBytes(nothing).first(digest));
  Secret<std::array<uint8_t, sha2::max_digest_size>> salt;
  const Status s = expand_label(h, previous, derived, Bytes(nothing).first(digest), MutableBytes(*salt).first(digest));
  if (s == Status::ok) hkdf::extract(h, Bytes(*salt).first(digest), ikm, secret);
  return s;
}

}  // namespace cce::tls13
