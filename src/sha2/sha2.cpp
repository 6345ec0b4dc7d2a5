#include "sha2/sha2.hpp"

#include <algorithm>

#include "sha2/by_parts.hpp"
#include "sha2/engine.hpp"

namespace cce::sha2 {

constinit Kernel<uint32_t> active_32 = by_parts::kernel<uint32_t, sha256_portable::compress>;
constinit Kernel<uint64_t> active_64 = by_parts::kernel<uint64_t, sha512_portable::compress>;

namespace {

// The longest message: 2^64 - 1 bits, so 2^61 - 1 bytes, and 2^128 - 1 bits (section 1, figure 1).
Uint128 max_length(Hash h) { return (static_cast<Uint128>(1) << (has_32_bit_words(h) ? 61 : 125)) - 1; }

}  // namespace

void digest(Hash h, Bytes msg, MutableBytes out) {
  const auto make = [&](auto family) __attribute__((always_inline)) {
    const Rest<decltype(family)> rest(0, msg);
    sha2::finish(family, family.initial(h).data(), rest, out);
  };
  with_family(h, make);
}

void Context::init(Hash h) {
  with_family(h, [&](auto family) { family.words(H) = family.initial(h); });
  length = 0;
  hash = h;
}

void Context::init_from(Hash h, const Chain& chain, size_t blocks) {
  H = chain;
  length = static_cast<Uint128>(blocks) * block_size(h);
  hash = h;
}

Status Context::update(Bytes data) {
  if (data.size() > max_length(hash) - length) return Status::limit;
  with_family(hash, [&](auto family) {
    auto* words = family.words(H).data();
    const size_t filled = static_cast<size_t>(length % family.block);
    length += data.size();
    if (filled != 0) {
      const size_t n = std::min(family.block - filled, data.size());
      copy_short(block.data() + filled, data.data(), n);
      data = data.subspan(n);
      if (filled + n < family.block) return;
      family.kernel().compress(words, block.data(), 1);
    }
    const size_t whole = data.size() / family.block;
    if (whole != 0) family.kernel().compress(words, data.data(), whole);
    const Bytes rest = data.subspan(whole * family.block);
    copy_short(block.data(), rest.data(), rest.size());
  });
  return Status::ok;
}

void Context::finish(MutableBytes out) {
  with_family(hash, [&](auto family) {
    sha2::finish(family, family.words(H).data(), rest_of(*this, family), out);
  });
}

void select(cpu::Features have) {
  active_32 = cpu::pick(implementations_32_table(), have).operations;
  active_64 = cpu::pick(implementations_64_table(), have).operations;
}

const char* implementation_32(cpu::Features have) { return cpu::pick(implementations_32_table(), have).name; }
const char* implementation_64(cpu::Features have) { return cpu::pick(implementations_64_table(), have).name; }

}  // namespace cce::sha2
