// The processor as a noise source: RDSEED, RNDRRS. A word is cut into samples of single bits, so that the start-up test's
// 1024 samples are 16 words and not 1024: a word takes half a microsecond to one, and twenty where many starts of processes have
// emptied the source, and every start of a process waits for them.
#include <utility>

#include "base/secret.hpp"
#include "entropy/source.hpp"

namespace cce::entropy {
namespace {

constexpr unsigned sample_bits = processor_claim.sample_bits, samples_a_word = 64 / sample_bits;

// All processors of a package draw from one source, which is empty for some microseconds at a time when others draw as
// well. Each look is some 100 ns, so this is patience for milliseconds; a source that is gone is told from a busy one by
// nothing else.
constexpr unsigned patience = 20'000;

bool next_word(const Machine& machine, uint64_t& word) {
  for (unsigned tries = 0; tries < patience; ++tries)
    if (machine.processor.entropy_word(word)) return true;
  return false;
}

// Besides the tests on samples: the source is dead that gives a word again, whatever the word looks like. There are
// processors that answered all ones, or zero, for ever after a sleep. By chance it happens once in 2^64.
Status read(const Machine& machine, MutableBytes samples) {
  Secret<std::pair<uint64_t, uint64_t>> words;
  auto& [word, previous] = *words;
  if (samples.empty()) return Status::ok;
  if (!next_word(machine, previous)) return Status::entropy;
  for (size_t i = 0; i < samples.size(); ++i) {
    if (i % samples_a_word == 0) {
      if (!next_word(machine, word) || word == previous) return Status::entropy;
      previous = word;
    }
    samples[i] = word & ((1u << sample_bits) - 1);
    word >>= sample_bits;
  }
  return Status::ok;
}

}  // namespace

constinit const Source processor = {"processor",
                                    "a bit of a word of RDSEED or RNDRRS",
                                    processor_claim,
                                    [](const Machine& machine) { return machine.processor.entropy_word != nullptr; },
                                    read};

}  // namespace cce::entropy
