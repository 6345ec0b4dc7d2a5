// A message in pieces gives what it gives in one, on each implementation: every length about the passes' edges, every way of
// cutting, counters that wrap, in place and apart.
#include "aes/gcm_stream.hpp"

#include "aes/gcm.hpp"
#include "random_bytes.hpp"
#include "reference.hpp"
#include "rows.hpp"

using cce::Bytes;
using cce::Status;

namespace {

struct Message {
  std::vector<uint8_t> iv, aad, pt, ct, tag;
};

Message seal_whole(const cce::gcm::Key& key, std::vector<uint8_t> iv, std::vector<uint8_t> aad, std::vector<uint8_t> pt) {
  Message m{std::move(iv), std::move(aad), std::move(pt), {}, std::vector<uint8_t>(16)};
  m.ct.resize(m.pt.size());
  REQUIRE(cce::gcm::seal(key, m.iv, m.aad, m.pt, m.ct.data(), m.tag) == Status::ok);
  return m;
}

// next() is the length of the next piece.
template <class Next>
void check_pieces(const cce::gcm::Key& key, const Message& m, bool in_place, Next next) {
  for (const bool sealing : {true, false}) {
    cce::gcm::Stream stream;
    REQUIRE(stream.begin(key, sealing, m.iv) == Status::ok);
    for (size_t at = 0, n; at < m.aad.size(); at += n) {
      n = std::min<size_t>(next(), m.aad.size() - at);
      REQUIRE(stream.aad(Bytes(m.aad).subspan(at, n)) == Status::ok);
    }
    const std::vector<uint8_t>& in = sealing ? m.pt : m.ct;
    std::vector<uint8_t> out = in_place ? in : std::vector<uint8_t>(in.size());
    for (size_t at = 0, n; at < in.size(); at += n) {
      n = std::min<size_t>(next(), in.size() - at);
      const Bytes piece = in_place ? Bytes(out).subspan(at, n) : Bytes(in).subspan(at, n);
      REQUIRE(stream.update(piece, out.data() + at) == Status::ok);
    }
    REQUIRE(out == (sealing ? m.ct : m.pt));
    cce::aes::Block T;
    stream.finish(T);
    REQUIRE(std::vector<uint8_t>(T.begin(), T.end()) == m.tag);
  }
}

}  // namespace

TEST_CASE("two pieces of every length") {
  rows::each_gcm([](const auto&) {
    RandomBytes random(60);
    cce::gcm::Key key;
    cce::gcm::init(key, random.array<reference::Key>());
    for (size_t first = 0; first <= 100; ++first)
      for (size_t second = 0; second <= 100; second += first % 7 + 1) {
        INFO(first << " and " << second);
        const Message m =
            seal_whole(key, random.bytes(12), random.bytes((first + second) % 40), random.bytes(first + second));
        size_t piece = 0;
        check_pieces(key, m, second % 2 == 0, [&] { return std::max<size_t>(1, piece++ == 0 ? first : second); });
      }
  });
}

TEST_CASE("a piece of every length about the kernels' parts, between odd ones") {
  rows::each_gcm([](const auto&) {
    RandomBytes random(61);
    cce::gcm::Key key;
    cce::gcm::init(key, random.array<reference::Key>());
    for (size_t n = 1; n < 1400; n += n < 700 ? 1 : 13) {
      INFO(n);
      const Message m = seal_whole(key, random.bytes(12), random.bytes(n % 50), random.bytes(n + 40));
      const size_t lengths[] = {n % 23 + 1, n, 1000};
      size_t piece = 0;
      check_pieces(key, m, n % 2 == 0, [&] { return lengths[piece++ % 3]; });
    }
  });
}

TEST_CASE("random messages in random pieces, with IVs of any length") {
  rows::each_gcm([](const auto&) {
    RandomBytes random(62);
    for (int i = 0; i < 400; ++i) {
      cce::gcm::Key key;
      cce::gcm::init(key, random.array<reference::Key>());
      const Message m = seal_whole(key, random.bytes(i % 3 == 0 ? 1 + random.below(100) : 12),
                                   random.bytes(random.below(300)), random.bytes(random.below(3000)));
      INFO("message " << i);
      const size_t most = i % 2 == 0 ? 40 : 900;
      check_pieces(key, m, i % 4 < 2, [&] { return 1 + random.below(most); });
    }
  });
}

TEST_CASE("the counter wraps within a piece, and between pieces") {
  RandomBytes random(63);
  const auto K = random.array<reference::Key>();
  for (uint32_t back = 0; back < 12; ++back) {
    auto J0 = random.array<reference::Block>();
    for (size_t i = 0; i < 4; ++i) J0[12 + i] = static_cast<uint8_t>((0xffffffff - back) >> (24 - 8 * i));
    const auto iv = reference::iv_for(K, J0);
    rows::each_gcm([&](const auto&) {
      INFO("counter 2^32 - 1 - " << back);
      cce::gcm::Key key;
      cce::gcm::init(key, K);
      const Message m = seal_whole(key, {iv.begin(), iv.end()}, random.bytes(20), random.bytes(700));
      check_pieces(key, m, false, [&] { return size_t{1000}; });
      check_pieces(key, m, true, [&] { return size_t{48}; });
      check_pieces(key, m, true, [&] { return size_t{16}; });
      check_pieces(key, m, false, [&] { return 1 + random.below(100); });
    });
  }
}

TEST_CASE("what comes out of order or is too long is refused, and nothing is done") {
  RandomBytes random(64);
  cce::gcm::Key key;
  cce::gcm::init(key, random.array<reference::Key>());
  const Message m = seal_whole(key, random.bytes(12), random.bytes(30), random.bytes(100));
  cce::gcm::Stream stream;
  REQUIRE(stream.begin(key, true, m.iv) == Status::ok);
  REQUIRE(stream.begin(key, true, {}) == Status::argument);
  REQUIRE(stream.aad(m.aad) == Status::ok);
  std::vector<uint8_t> ct(m.pt.size());
  REQUIRE(stream.update(Bytes(m.pt).first(50), ct.data()) == Status::ok);
  REQUIRE(stream.aad(Bytes(m.aad).first(1)) == Status::argument);
  // Nothing of it is read: the length alone is refused.
  REQUIRE(stream.update({m.pt.data(), cce::gcm::max_plaintext - 49}, ct.data()) == Status::limit);
  REQUIRE(stream.update(Bytes(m.pt).subspan(50), ct.data() + 50) == Status::ok);
  REQUIRE(ct == m.ct);
  cce::aes::Block T;
  stream.finish(T);
  REQUIRE(std::vector<uint8_t>(T.begin(), T.end()) == m.tag);
}
