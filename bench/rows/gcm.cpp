#include <memory>
#include <stdexcept>

#include "owned.hpp"
#include "row.hpp"

namespace cce::bench {
namespace {

constexpr size_t iv_size = CCE_GCM_IV_SIZE, tag_size = CCE_GCM_TAG_SIZE;

// The same IV is set again for every message: its value costs nothing, and so the output can be compared.
Bytes key() { return pattern(CCE_GCM_KEY_SIZE); }
Bytes iv() { return pattern(64).last(iv_size); }

void must(cce_result result, cce_result expected, const char* what) {
  if (result != expected) throw std::runtime_error(std::string(what) + ": " + cce_result_text(result));
}

using GcmKey = Owned<cce_gcm_key, cce_gcm_key_free>;
GcmKey import_key() {
  cce_gcm_key* handle = nullptr;
  must(cce_gcm_key_import(key().data(), key().size(), &handle), CCE_OK, "cce_gcm_key_import");
  return GcmKey(handle);
}

// Ciphertext and tag, by CCE.
std::vector<uint8_t> sealed(Bytes plaintext) {
  std::vector<uint8_t> out(plaintext.size() + tag_size);
  must(cce_gcm_seal_with_iv(import_key().get(), iv().data(), iv_size, nullptr, 0, plaintext.data(), plaintext.size(),
                            out.data(), out.data() + plaintext.size(), tag_size),
       CCE_OK_UNAPPROVED, "cce_gcm_seal_with_iv");
  return out;
}

// The plaintext of iv, ciphertext and tag. CCE opens it, whoever sealed it.
std::vector<uint8_t> opened(Bytes message) {
  const Bytes ciphertext = message.subspan(iv_size, message.size() - iv_size - tag_size);
  std::vector<uint8_t> out(ciphertext.size());
  must(cce_gcm_open(import_key().get(), message.data(), iv_size, nullptr, 0, ciphertext.data(), ciphertext.size(),
                    message.last(tag_size).data(), tag_size, out.data()),
       CCE_OK, "what was sealed cannot be opened by CCE");
  return out;
}

Row seal_row(size_t size, Shown shown) {
  return {.id = "gcm-seal/" + std::to_string(size),
          .title = "AES-256-GCM seal, IV given, " + size_text(size),
          .bytes = size,
          .unit = size == bulk_size ? Unit::gigabytes : Unit::nanoseconds,
          .shown = shown,
          .prepare = [=](Peer& peer) { return peer.gcm_seal(key(), iv(), pattern(size)); }};
}

Row seal_random_iv_row(size_t size, Shown shown) {
  return {.id = "gcm-seal-random-iv/" + std::to_string(size),
          .title = "AES-256-GCM seal, IV made, " + size_text(size),
          .bytes = size,
          .shown = shown,
          .prepare = [=](Peer& peer) { return peer.gcm_seal_random_iv(key(), pattern(size)); },
          .comparable = opened};
}

Row open_row(size_t size, Shown shown) {
  // CCE seals for all, once, when the first library is made ready.
  const auto message = std::make_shared<std::vector<uint8_t>>();
  return {.id = "gcm-open/" + std::to_string(size),
          .title = "AES-256-GCM open, " + size_text(size),
          .bytes = size,
          .unit = size == bulk_size ? Unit::gigabytes : Unit::nanoseconds,
          .shown = shown,
          .prepare = [=](Peer& peer) {
            if (message->empty()) *message = sealed(pattern(size));
            return peer.gcm_open(key(), iv(), *message);
          }};
}

}  // namespace

// 1,350 bytes is a packet of QUIC.
std::vector<Row> gcm_rows() {
  constexpr size_t sizes[] = {16, 64, 256, 1024, 1350, 16384, bulk_size};
  std::vector<Row> rows;
  for (const size_t size : sizes) rows.push_back(seal_row(size, Shown::always));
  for (const size_t size : sizes) rows.push_back(open_row(size, Shown::always));
  rows.push_back({.id = "gcm-new-key/64",
                  .title = "AES-256-GCM, a new key and one message, 64 B",
                  .bytes = 64,
                  .shown = Shown::always,
                  .prepare = [](Peer& peer) { return peer.gcm_seal_new_key(key(), iv(), pattern(64)); }});
  for (const size_t size : {size_t{16}, size_t{64}, size_t{1350}, size_t{16384}})
    rows.push_back(seal_random_iv_row(size, size == 64 ? Shown::always : Shown::by_filter));
  return rows;
}

}  // namespace cce::bench
