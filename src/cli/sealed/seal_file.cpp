#include "sealed/seal_file.hpp"

#include <algorithm>

#include "failure.hpp"
#include "sealed/assembly_line.hpp"
#include "sealed/segment_cipher.hpp"

namespace cce::cli::sealed {
namespace {

Failure too_long(const File& input) {
  return UsageError(printable(input.name()) + ": longer than the " + std::to_string(longest_plaintext) +
                    " bytes that a sealed file holds");
}

}  // namespace

void seal_file(const File& input, const SecretBytes& key, const SecretBytes& associated_data, Progress& progress,
               const Write& write) {
  // Before any work, where the length is known.
  if (input.remaining().value_or(0) > longest_plaintext) throw too_long(input);
  const Header header = make_header();
  const SegmentCipher cipher(key, header, associated_data.span());

  const Job job{
      // Plaintext lies where its ciphertext will: behind the header, in front of the tag.
      .room =
          [](uint64_t number, std::span<uint8_t> buffer) {
            const size_t before = before_segment(number);
            return buffer.subspan(before, segment_size - tag_size - before);
          },
      .transform = [&](const Piece& piece, std::span<uint8_t> buffer) -> std::span<const uint8_t> {
        if (piece.number >= most_segments) throw too_long(input);  // its nonce would be that of another segment
        const size_t before = before_segment(piece.number);
        if (piece.number == 0) std::ranges::copy(header, buffer.begin());
        cipher.seal(piece.number, piece.last, buffer.data() + before, piece.size);
        return buffer.first(before + piece.size + tag_size);
      },
      .write = write,
  };
  AssemblyLine(input, job, progress).run();
}

}  // namespace cce::cli::sealed
