#include "sealed/assembly_line.hpp"

#include <algorithm>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "sealed/format.hpp"
#include "secret_bytes.hpp"

namespace cce::cli::sealed {
namespace {

// More threads than this wait for the one that writes, at any speed that a file system has.
constexpr unsigned most_threads = 4;

struct Joiner {
  std::vector<std::thread> threads;
  ~Joiner() {
    for (std::thread& thread : threads) thread.join();
  }
};

}  // namespace

void AssemblyLine::run() {
  const auto size = input_.remaining();
  const bool several = !size || *size > segment_size;
  const unsigned wanted = several ? std::clamp(std::thread::hardware_concurrency(), 1U, most_threads) : 1;
  std::vector<SecretBytes> buffers;  // they outlive the threads
  for (unsigned i = 0; i < wanted; ++i) buffers.emplace_back(segment_size + 1);
  {
    Joiner others;
    try {
      for (unsigned i = 1; i < wanted; ++i)
        others.threads.emplace_back([this, buffer = buffers[i].span()] { work(buffer); });
    } catch (const std::system_error&) {
      // No more threads to be had: those that there are do it, this one at least.
    }
    work(buffers.front().span());
  }
  if (failure_) std::rethrow_exception(failure_);
}

void AssemblyLine::work(std::span<uint8_t> buffer) {
  for (bool more = true; more;) {
    Piece piece;
    std::span<const uint8_t> output;
    std::exception_ptr error;
    try {
      if (!take(piece, buffer)) return;
      output = job_.transform(piece, buffer);
    } catch (...) {
      error = std::current_exception();
    }
    more = deliver(piece, output, error);
  }
}

bool AssemblyLine::take(Piece& piece, std::span<uint8_t> buffer) {
  const std::scoped_lock lock(reading_);
  if (ended_) return false;
  piece.number = taken_++;
  ended_ = true;  // also when what follows throws
  read(piece, job_.room(piece.number, buffer));
  ended_ = piece.last;
  return true;
}

// A segment is sealed as the last one or not, so it must be known before whether another byte follows. The byte is read
// behind the room, where the buffer always has a place for it, and kept for the next piece.
void AssemblyLine::read(Piece& piece, std::span<uint8_t> room) {
  size_t size = 0;
  if (looked_at_) room[size++] = *std::exchange(looked_at_, std::nullopt);
  const size_t most = room.size() + 1;
  while (size < most) {
    const size_t count = input_.read({room.data() + size, most - size});
    if (count == 0) break;
    size += count;
  }
  piece.last = size < most;
  if (!piece.last) looked_at_ = room.data()[--size];
  piece.size = size;
}

bool AssemblyLine::deliver(const Piece& piece, std::span<const uint8_t> output, std::exception_ptr error) {
  std::unique_lock lock(writing_);
  turn_has_come_.wait(lock, [&] { return failure_ || turn_ == piece.number; });
  if (failure_) return false;
  failure_ = std::move(error);
  try {
    if (!failure_) job_.write(output);
  } catch (...) {
    failure_ = std::current_exception();
  }
  if (!failure_) progress_.advance(piece.size);
  ++turn_;
  turn_has_come_.notify_all();
  return !failure_ && !piece.last;
}

}  // namespace cce::cli::sealed
