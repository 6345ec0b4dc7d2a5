// AES-256-GCM in plain C++: bitsliced AES of eight blocks at a time (bitslice.hpp), GHASH by ghash_portable.hpp.
#include <algorithm>
#include <cstring>

#include "aes/ghash_portable.hpp"
#include "aes/portable.hpp"
#include "base/endian.hpp"
#include "base/secret.hpp"

namespace cce::gcm::gcm_portable {
namespace {

using namespace aes::block_portable;
using namespace portable;

// The keystream of GCTR, a batch at a time; J0's block comes first.
class Keystream {
 public:
  Keystream(const aes::RoundKeys& keys, const uint8_t* iv, uint32_t counter) : iv_(iv), counter_(counter) {
    slice(*keys_, keys);
  }

  // The next bytes of it, as many as are at hand but n at the most.
  Bytes take(size_t n) {
    if (used_ == batch_size) refill();
    n = std::min(n, batch_size - used_);
    used_ += n;
    return Bytes(*stream_).subspan(used_ - n, n);
  }

 private:
  void refill() {
    for (size_t i = 0; i < batch; ++i) {
      std::memcpy(*stream_ + 16 * i, iv_, iv_size);
      store_be<uint32_t>(*stream_ + 16 * i + iv_size, counter_++);  // inc32
    }
    encrypt_batch(*keys_, *stream_);
    used_ = 0;
  }

  Secret<aes::bitslice::SlicedKeys> keys_;
  Secret<uint8_t[batch_size]> stream_;
  size_t used_ = batch_size;
  const uint8_t* iv_;
  uint32_t counter_;
};

template <bool sealing>
[[gnu::noinline]] void crypt(const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad, const uint8_t* in,
                             size_t n, uint8_t* out, uint8_t* T) {
  const Element h = key.powers[max_power - 1];
  Keystream stream(key.round_keys, iv, counter);
  Secret<aes::Block> E_J0;
  std::memcpy(E_J0->data(), stream.take(16).data(), 16);

  Secret<Element> S;
  *S = {0, 0};
  hash(*S, h, aad);
  for (size_t done = 0; done < n;) {
    const Bytes pad = stream.take(n - done);  // whole blocks, until the last
    if (!sealing) hash(*S, h, {in + done, pad.size()});
    for (size_t i = 0; i < pad.size(); ++i) out[done + i] = in[done + i] ^ pad[i];
    if (sealing) hash(*S, h, {out + done, pad.size()});
    done += pad.size();
  }
  *S = multiply({S->low ^ 8 * uint64_t{n}, S->high ^ 8 * uint64_t{aad.size()}}, h);

  store_element(T, *S);
  for (size_t i = 0; i < 16; ++i) T[i] ^= (*E_J0)[i];
}

[[gnu::noinline]] void set_up(Key& key, const uint8_t* K) {
  expand(key.round_keys, K);
  Secret<aes::Block> H;
  H->fill(0);
  encrypt_block(key.round_keys, H->data(), H->data());
  key.powers[max_power - 1] = times_y(load_element(H->data()));
}

[[gnu::noinline]] void hash_from(const Key& key, uint8_t* Y, Bytes X) {
  Secret<Element> S;
  *S = load_element(Y);
  hash(*S, key.powers[max_power - 1], X);
  store_element(Y, *S);
}

}  // namespace

void init(Key& key, const uint8_t* K) {
  set_up(key, K);
  clear_traces();
}

void ghash(const Key& key, uint8_t* Y, const uint8_t* X, size_t n) {
  hash_from(key, Y, {X, n});
  clear_traces();
}

void seal(const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad, const uint8_t* in, size_t n, uint8_t* out,
          uint8_t* T) {
  crypt<true>(key, iv, counter, aad, in, n, out, T);
  clear_traces();
}

void open(const Key& key, const uint8_t* iv, uint32_t counter, Bytes aad, const uint8_t* in, size_t n, uint8_t* out,
          uint8_t* T) {
  crypt<false>(key, iv, counter, aad, in, n, out, T);
  clear_traces();
}

}  // namespace cce::gcm::gcm_portable
