// AES-256-GCM a piece at a time.
#include "api/gcm_stream.hpp"

#include <cstring>

#include "base/ct.hpp"
#include "drbg/rand.hpp"
#include "module/serve.hpp"

using namespace cce;
using namespace cce::api;
using module::Call;
using module::MakingCall;
using module::serve;
using module::Service;

namespace {

// What can be told of a stream that is to go on.
Status check(const cce_gcm_stream* stream, Call& call) {
  if (stream == nullptr) return Status::argument;
  if (!stream->is_usable()) return Status::key;
  if (!stream->is_begun) return Status::argument;
  if (!stream->is_this_process()) return Status::key;
  call.approved_if(stream->is_approved);
  return Status::ok;
}

// Nothing stays of the message, nor of its key.
void end(cce_gcm_stream& stream) {
  wipe(&stream.stream, sizeof stream.stream);
  stream.is_begun = false;
}

}  // namespace

cce_result cce_gcm_stream_new(cce_gcm_stream** stream) {
  return serve(Service::gcm, [&](MakingCall& call) {
    if (stream == nullptr) return Status::argument;
    return make_handle(call, locked::keys, stream, [](cce_gcm_stream& made) { made.is_begun = false; });
  });
}

void cce_gcm_stream_free(cce_gcm_stream* stream) { locked::keys.give_back(stream); }

cce_result cce_gcm_stream_seal(cce_gcm_stream* stream, cce_gcm_key* key, void* iv) {
  return serve(Service::gcm_generate, [&](Call&) {
    if (stream == nullptr || key == nullptr || iv == nullptr) return Status::argument;
    if (!stream->is_usable() || !key->is_usable()) return Status::key;
    if (key->invocations.fetch_add(1, std::memory_order_relaxed) >= invocation_limit) return Status::limit;
    std::array<uint8_t, gcm::iv_size> fresh;
    if (const Status s = rand::random(fresh); s != Status::ok) return s;
    const Status s = begin(*stream, *key, true, fresh, true);
    if (s == Status::ok) std::memcpy(iv, fresh.data(), fresh.size());
    return s;
  });
}

cce_result cce_gcm_stream_seal_with_iv(cce_gcm_stream* stream, const cce_gcm_key* key, const void* iv, size_t iv_len) {
  return serve(Service::gcm, [&](Call& call) {
    call.approved_if(false);
    if (stream == nullptr || key == nullptr || iv_len == 0 || !is_range(iv, iv_len)) return Status::argument;
    if (!stream->is_usable() || !key->is_usable()) return Status::key;
    return begin(*stream, *key, true, bytes(iv, iv_len), false);
  });
}

cce_result cce_gcm_stream_open(cce_gcm_stream* stream, const cce_gcm_key* key, const void* iv, size_t iv_len) {
  return serve(Service::gcm, [&](Call&) {
    if (stream == nullptr || key == nullptr || iv_len == 0 || !is_range(iv, iv_len)) return Status::argument;
    if (!stream->is_usable() || !key->is_usable()) return Status::key;
    return begin(*stream, *key, false, bytes(iv, iv_len), true);
  });
}

cce_result cce_gcm_stream_aad(cce_gcm_stream* stream, const void* aad, size_t aad_len) {
  return serve(Service::gcm, [&](Call& call) {
    if (!is_range(aad, aad_len)) return Status::argument;
    if (const Status s = check(stream, call); s != Status::ok) return s;
    const Status s = stream->stream.aad(bytes(aad, aad_len));
    registers::clear();
    return s;
  });
}

cce_result cce_gcm_stream_update(cce_gcm_stream* stream, const void* in, size_t len, void* out) {
  return serve(Service::gcm, [&](Call& call) {
    if (!is_range(in, len) || !is_range(out, len) || !is_apart_or_in_place(out, len, in, len)) return Status::argument;
    if (const Status s = check(stream, call); s != Status::ok) return s;
    Status s = stream->stream.update(bytes(in, len), static_cast<uint8_t*>(out));
    registers::clear();
    // What a key gave that was wiped meanwhile, or on two processes that a signal handler's fork made of one, is nobody's.
    if (s == Status::ok && is_still_usable(*stream) && stream->is_this_process()) return Status::ok;
    if (s == Status::ok) s = Status::key;
    if (s == Status::key && len != 0) wipe(out, len);
    return s;
  });
}

cce_result cce_gcm_stream_tag(cce_gcm_stream* stream, void* tag, size_t tag_len) {
  return serve(Service::gcm, [&](Call& call) {
    if (tag == nullptr || !gcm::is_tag_size(tag_len) || !is_range(tag, tag_len)) return Status::argument;
    if (const Status s = check(stream, call); s != Status::ok) return s;
    if (!stream->stream.is_sealing()) return Status::argument;
    Secret<aes::Block> T;
    stream->stream.finish(*T);
    registers::clear();
    if (!is_still_usable(*stream) || !stream->is_this_process()) return Status::key;
    end(*stream);
    std::memcpy(tag, T->data(), tag_len);
    return Status::ok;
  });
}

cce_result cce_gcm_stream_verify(cce_gcm_stream* stream, const void* tag, size_t tag_len) {
  return serve(Service::gcm, [&](Call& call) {
    if (!gcm::is_tag_size(tag_len) || !is_range(tag, tag_len)) return Status::argument;
    if (const Status s = check(stream, call); s != Status::ok) return s;
    if (stream->stream.is_sealing()) return Status::argument;
    Secret<aes::Block> T;  // for a forgery this is the tag that would have been right
    stream->stream.finish(*T);
    registers::clear();
    if (!is_still_usable(*stream)) return Status::key;
    end(*stream);
    // Whether a tag verifies is what is answered, so it is public from here.
    return declassify(ct::equal(Bytes(*T).first(tag_len), bytes(tag, tag_len))) ? Status::ok : Status::auth;
  });
}
