#include "sha2_long.hpp"

#include <algorithm>

#include "../test_vector.hpp"

namespace cce::kat::sha2 {
namespace {

constexpr int monte_carlo_steps = 1000;
constexpr int steps_shown = 5;

// ACVP asks for 8 GiB at most.
constexpr std::uint64_t max_length = std::uint64_t{16} << 30;
constexpr std::size_t buffer_size = std::size_t{1} << 20;

}  // namespace

Chain monte_carlo(cce_hash hash, const Bytes& seed, std::size_t message_length) {
  Chain chain;
  Bytes a = seed, b = seed, c = seed, message, md(cce_digest_size(hash));
  for (int step = 0; step < monte_carlo_steps; ++step) {
    message.assign(a.begin(), a.end());
    message.insert(message.end(), b.begin(), b.end());
    message.insert(message.end(), c.begin(), c.end());
    if (message_length != 0) message.resize(message_length);
    expect_result("cce_digest", CCE_OK, cce_digest(hash, message.data(), message.size(), md.data()));
    if (step < steps_shown) chain.early.push_back(md);
    a.swap(b);
    b.swap(c);
    c.assign(md.begin(), md.end());
  }
  chain.last = std::move(md);
  return chain;
}

Bytes digest_of_repeated(cce_hash hash, const Bytes& content, std::uint64_t length) {
  if (length > max_length) throw Skipped{"the message is longer than 16 GiB"};
  // A whole number of contents, so that each buffer begins where the last one ended.
  const std::size_t repeats = std::max<std::size_t>(1, buffer_size / content.size());
  Bytes buffer;
  buffer.reserve(repeats * content.size());
  for (std::size_t i = 0; i < repeats; ++i) buffer.insert(buffer.end(), content.begin(), content.end());

  cce_digest_ctx ctx;
  expect_result("cce_digest_init", CCE_OK, cce_digest_init(&ctx, hash));
  while (length != 0) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(length, buffer.size()));
    expect_result("cce_digest_update", CCE_OK, cce_digest_update(&ctx, buffer.data(), count));
    length -= count;
  }
  Bytes md(cce_digest_size(hash));
  expect_result("cce_digest_final", CCE_OK, cce_digest_final(&ctx, md.data()));
  return md;
}

}  // namespace cce::kat::sha2
