#include "sealed/open_file.hpp"

#include "failure.hpp"
#include "sealed/assembly_line.hpp"
#include "sealed/segment_cipher.hpp"

namespace cce::cli::sealed {
namespace {

Failure refused(const File& input, const std::string& reason) {
  return {ExitCode::not_verified, printable(input.name()) + ": " + reason};
}

Header read_header(const File& input) {
  Header header;
  size_t size = 0;
  while (size < header.size()) {
    const size_t count = input.read(std::span(header).subspan(size));
    if (count == 0) break;
    size += count;
  }
  if (size < header.size())
    throw refused(input, "not a sealed file: " + std::to_string(size) + " bytes; the shortest has " +
                             std::to_string(shortest_file));
  if (header[0] != header_size)
    throw refused(input, "not a sealed file: it begins with byte " + std::to_string(header[0]) + ", not " +
                             std::to_string(header_size));
  return header;
}

Failure does_not_verify(const File& input, const Piece& piece) {
  if (piece.number == 0)
    return refused(input, "does not verify: another key, other associated data, or the file was changed or cut short");
  return refused(
      input, "does not verify: changed or cut short from byte " + std::to_string(piece.number * segment_size) + " on");
}

}  // namespace

void open_file(const File& input, const SecretBytes& key, const SecretBytes& associated_data, Progress& progress,
               const Write& write) {
  const Header header = read_header(input);
  const SegmentCipher cipher(key, header, associated_data.span());

  const Job job{
      .room =
          [](uint64_t number, std::span<uint8_t> buffer) {
            const size_t before = before_segment(number);
            return buffer.subspan(before, segment_size - before);
          },
      .transform = [&](const Piece& piece, std::span<uint8_t> buffer) -> std::span<const uint8_t> {
        const std::span<uint8_t> segment = buffer.subspan(before_segment(piece.number), piece.size);
        // Sealing never makes a segment of a number beyond 32 bits, or of less than its tag.
        if (piece.number >= most_segments || segment.size() < tag_size ||
            !cipher.open(piece.number, piece.last, segment.data(), segment.size()))
          throw does_not_verify(input, piece);
        return segment.first(segment.size() - tag_size);
      },
      .write = write,
  };
  AssemblyLine(input, job, progress).run();
}

}  // namespace cce::cli::sealed
