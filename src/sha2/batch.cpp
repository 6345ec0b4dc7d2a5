#include "sha2/batch.hpp"

#include <algorithm>
#include <utility>

#include "base/registers.hpp"
#include "sha2/engine.hpp"

namespace cce::sha2 {
namespace {

// Messages under way, up to as many as a kernel takes in step. They move on together by as many blocks as the one needs
// that comes to an end first; the next message then takes its place, so that lanes are empty at the end only.
template <class Family>
class Lanes {
 public:
  using Word = typename Family::Word;
  static constexpr size_t most = max_lanes<Word>;

  Lanes() {  // what is of an empty lane is never read
    for (size_t i = 0; i < most; ++i) order_[i] = static_cast<uint8_t>(i);
  }
  void begin(Hash h, const Message& message) {
    Lane& lane = lanes_[order_[active_]];
    H_[active_++] = Family::initial(h);
    const size_t whole = message.msg.size() / Family::block;
    lane.end_blocks = make_end(Family{}, lane.end, message.msg.size(), message.msg.subspan(whole * Family::block));
    lane.out = message.out;
    lane.at = message.msg.data();
    lane.blocks = whole;
    if (whole == 0) lane.go_to_end();
  }

  bool is_full() const { return active_ == most; }
  bool is_empty() const { return active_ == 0; }

  void step(size_t digest_size) {
    const uint8_t* at[most];
    size_t n = SIZE_MAX;
    for (size_t i = 0; i < active_; ++i) {
      const Lane& lane = lanes_[order_[i]];
      at[i] = lane.at;
      n = std::min(n, lane.blocks);
    }
    Family::kernel().compress_lanes(H_, at, active_, n);
    for (size_t i = active_; i-- != 0;) {
      Lane& lane = lanes_[order_[i]];
      lane.at += n * Family::block;
      lane.blocks -= n;
      if (lane.blocks != 0) continue;
      if (lane.end_blocks != 0)
        lane.go_to_end();
      else
        finish(i, lane.out, digest_size);
    }
  }

 private:
  struct Lane {
    const uint8_t* at;  // `blocks` whole blocks, of the message or of its end
    size_t blocks;
    size_t end_blocks;  // still to come after those
    uint8_t* out;
    uint8_t end[2 * Family::block];

    void go_to_end() {
      at = end;
      blocks = std::exchange(end_blocks, 0);
    }
  };

  // The last lane takes the place.
  void finish(size_t i, uint8_t* out, size_t digest_size) {
    // Every function of the family keeps whole words of H.
    for (size_t j = 0; j < digest_size / sizeof(Word); ++j) store_be(out + j * sizeof(Word), H_[i][j]);
    H_[i] = H_[--active_];
    std::swap(order_[i], order_[active_]);
  }

  std::array<Word, 8> H_[most];  // of those under way, without a gap
  Lane lanes_[most];
  uint8_t order_[most];  // whose H_[i] is: a lane's end does not move when it changes places
  size_t active_ = 0;
};

// Up to so many messages of SHA-256, each of two blocks or less, are done one after the other sooner than in lanes, which cost
// some tens of nanoseconds a message to fill and to wipe; and so are two of any length.
constexpr size_t few = 8, short_message = 119;

bool are_sooner_done_one_by_one(Hash h, std::span<const Message> messages) {
  const bool is_256 = with_family(h, [](auto family) { return sizeof(typename decltype(family)::Word) == 4; });
  return messages.size() <= 1 ||
         (is_256 && (messages.size() == 2 || std::ranges::all_of(messages, [](const Message& message) {
            return message.msg.size() <= short_message;
          })));
}

}  // namespace

void digest_each(Hash h, Next* next, void* source) {
  Message first[few + 1];
  size_t n = 0;
  bool more = true;
  while (more && n <= few) {
    more = next(source, first[n]);
    n += more ? 1 : 0;
  }
  if (!more && are_sooner_done_one_by_one(h, {first, n})) {
    for (const Message& message : std::span(first, n)) digest(h, message.msg, {message.out, digest_size(h)});
    return;
  }
  with_family(h, [&](auto family) {
    Secret<Lanes<decltype(family)>> lanes;
    size_t begun = 0;
    for (;;) {
      for (; begun < n && !lanes->is_full(); ++begun) lanes->begin(h, first[begun]);
      Message message;
      while (more && !lanes->is_full()) {
        more = next(source, message);
        if (more) lanes->begin(h, message);
      }
      if (lanes->is_empty()) break;
      lanes->step(digest_size(h));
    }
  });
  registers::clear();  // messages and chaining values were copied
}

}  // namespace cce::sha2
