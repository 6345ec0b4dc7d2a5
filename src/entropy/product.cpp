// The product's noise sources: the one pool, over the machine that the module runs on.
#include "base/secret.hpp"
#include "entropy/pool.hpp"

namespace cce::entropy {
namespace {

// The build option CCE_NOISE, which the build hands on in the names of Choice.
#ifdef CCE_NOISE_CHOICE
constexpr unsigned chosen = CCE_NOISE_CHOICE;
#else
constexpr unsigned chosen = use_kernel | use_processor_or_jitter;
#endif
static_assert(chosen > 0 && chosen < 16, "CCE_NOISE names no noise source");

constinit Machine machine = {&linux_kernel, {}, true};
constinit Pool pool(machine, chosen);

constexpr const Source* all[] = {&kernel, &processor, &jitter};

bool fresh_word(uint64_t& word) {
  constexpr unsigned patience = 10;  // as Intel's manual advises for RDRAND
  for (unsigned i = 0; i < patience; ++i)
    if (machine.processor.random_word(word)) return true;
  return false;
}

}  // namespace

std::span<const Source* const> sources() { return all; }

void select(cpu::Features have) { machine.processor = processor_with(have); }

void forget() { pool.forget(); }

Status seed(Seed& seed) { return pool.seed(seed); }

bool fresh(uint64_t& word) {
  if (machine.processor.random_word != nullptr && fresh_word(word)) return true;
  constexpr unsigned do_not_wait = 1;  // GRND_NONBLOCK
  return machine.kernel->getrandom(&word, sizeof word, do_not_wait) == static_cast<long>(sizeof word);
}

Status raw(const Source& source, MutableBytes samples) {
  return is_present(source) ? source.read(machine, samples) : Status::entropy;
}

bool is_present(const Source& source) { return source.is_present(machine); }

bool is_in_use(const Source& source) { return pool.uses(source); }

void describe(Text& text) {
  const char* before = "";
  for (const Source* source : all) {
    if (!is_in_use(*source)) continue;
    text << before << source->name;
    before = "+";
  }
}

constinit const SelfTest start_up_test = {
    "noise-start-up",
    "ENT",
    "SP 800-90B start-up tests of the noise sources in use, 1024 samples each",
    Algorithm::entropy,
    TestKind::health,
    [](Evidence& evidence) { return pool.start_up(evidence.where) == Status::ok; }};

}  // namespace cce::entropy
