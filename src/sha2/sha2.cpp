#include "sha2/sha2.hpp"

#include <algorithm>
#include <cstring>

#include "sha2/engine.hpp"

namespace cce::sha2 {

constinit Kernel<uint32_t> active_32 = {sha256_portable::compress, sha256_portable::compress_pair,
                                        compress_words_as_bytes<uint32_t, sha256_portable::compress>};
constinit Kernel<uint64_t> active_64 = {sha512_portable::compress, sha512_portable::compress_pair,
                                        compress_words_as_bytes<uint64_t, sha512_portable::compress>};

namespace {

// The longest message: 2^64 - 1 bits, so 2^61 - 1 bytes, and 2^128 - 1 bits (section 1, figure 1).
Uint128 max_length(Hash h) { return (static_cast<Uint128>(1) << (has_32_bit_words(h) ? 61 : 125)) - 1; }

}  // namespace

void digest(Hash h, Bytes msg, MutableBytes out) {
  with_family(h, [&](auto family) {
    Secret<std::array<typename decltype(family)::Word, 8>> H;
    *H = family.initial(h);
    Rest<decltype(family)>(0, msg).finish(H->data());
    store(H->data(), out);
  });
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
      if (n != 0) std::memcpy(block.data() + filled, data.data(), n);
      data = data.subspan(n);
      if (filled + n < family.block) return;
      family.kernel().compress(words, block.data(), 1);
    }
    const size_t whole = data.size() / family.block;
    if (whole != 0) family.kernel().compress(words, data.data(), whole);
    const Bytes rest = data.subspan(whole * family.block);
    if (!rest.empty()) std::memcpy(block.data(), rest.data(), rest.size());
  });
  return Status::ok;
}

void Context::finish_H() {
  with_family(hash, [&](auto family) {
    const Bytes tail = Bytes(block).first(static_cast<size_t>(length % family.block));
    Rest<decltype(family)>(length, tail, 0).finish(family.words(H).data());
  });
}

void Context::finish(MutableBytes out) {
  finish_H();
  with_family(hash, [&](auto family) { store(family.words(H).data(), out); });
}

void select(cpu::Features have) {
  active_32 = cpu::pick(implementations_32_table(), have).operations;
  active_64 = cpu::pick(implementations_64_table(), have).operations;
}

const char* implementation_32(cpu::Features have) { return cpu::pick(implementations_32_table(), have).name; }
const char* implementation_64(cpu::Features have) { return cpu::pick(implementations_64_table(), have).name; }

}  // namespace cce::sha2
