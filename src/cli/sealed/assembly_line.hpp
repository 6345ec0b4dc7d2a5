// Segments on their way from a file to an output: read in order by one thread at a time, transformed by several at once,
// written in order again. Memory is one segment a thread, whatever the length of the file.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <span>

#include "io/file.hpp"
#include "io/progress.hpp"

namespace cce::cli::sealed {

// What was read for one segment.
struct Piece {
  uint64_t number = 0;
  size_t size = 0;
  bool last = false;
};

// How a segment is cut from the input, what becomes of it, and where it goes. A buffer holds a segment of the sealed file
// and a byte more.
struct Job {
  // Where in the buffer segment `number` is read to, at most how many bytes of it.
  std::function<std::span<uint8_t>(uint64_t number, std::span<uint8_t> buffer)> room;
  // Any thread, any order: the piece was read to its room; answers the part of the buffer that is to be written.
  std::function<std::span<const uint8_t>(const Piece& piece, std::span<uint8_t> buffer)> transform;
  // One thread at a time, in order.
  std::function<void(std::span<const uint8_t>)> write;
};

class AssemblyLine {
 public:
  AssemblyLine(const File& input, const Job& job, Progress& progress) : input_(input), job_(job), progress_(progress) {}

  // Works to the end of the input. Throws what reading, transforming or writing threw, of the first segment that failed;
  // all segments before it have been written then, and none after it.
  void run();

 private:
  void work(std::span<uint8_t> buffer);
  // Reads the next piece; false when there is none. piece.number is set before anything can throw.
  bool take(Piece& piece, std::span<uint8_t> buffer);
  void read(Piece& piece, std::span<uint8_t> room);
  // Waits until every piece before this one has been delivered. False when there is nothing more to be done.
  bool deliver(const Piece& piece, std::span<const uint8_t> output, std::exception_ptr error);

  const File& input_;
  const Job& job_;
  Progress& progress_;

  std::mutex reading_;
  bool ended_ = false;                // no more to read
  uint64_t taken_ = 0;                // segments read
  std::optional<uint8_t> looked_at_;  // the byte after the last piece: there is a next one

  std::mutex writing_;
  std::condition_variable turn_has_come_;
  uint64_t turn_ = 0;  // the segment to be written next
  std::exception_ptr failure_;
};

}  // namespace cce::cli::sealed
