#include "hmac/hmac.hpp"

#include "api/arguments.hpp"
#include "api/context.hpp"
#include "api/hash.hpp"
#include "base/registers.hpp"
#include "module/serve.hpp"

namespace cce::api {
namespace {

using module::Call;
using module::MakingCall;
using module::serve;
using module::Service;
using sha2::Hash;

struct HmacWork {
  hmac::Context context;
  bool approved;  // of the key's length, for the indicator of update and final
};
using HmacContext = Context<HmacWork, 0x6365'2d68'6d61'632d>;

// Apart, so that the service itself has no key on its stack and looks at the module's state before anything else.
[[gnu::noinline]] void begin(HmacContext& context, Hash hash, Bytes key, uint32_t epoch) {
  Secret<hmac::Key> prepared;
  prepared->init(hash, key);
  context.work.context.init(*prepared);
  context.work.approved = key.size() >= hmac::min_key_bytes;
  context.mark = HmacContext::mark_of(epoch);
}

}  // namespace
}  // namespace cce::api

using namespace cce;
using namespace cce::api;

cce_result cce_hmac(cce_hash hash, const void* key, size_t key_len, const void* msg, size_t msg_len, void* out) {
  return serve(Service::hmac, [&](Call& call) {
    const size_t size = api::digest_size(hash);
    if (size == 0 || out == nullptr || !is_range(key, key_len) || !is_range(msg, msg_len) ||
        !is_apart_or_in_place(out, size, key, key_len) || !is_apart_or_in_place(out, size, msg, msg_len))
      return Status::argument;
    call.approved_if(key_len >= hmac::min_key_bytes);
    hmac::mac(static_cast<Hash>(hash), bytes(key, key_len), bytes(msg, msg_len), bytes(out, size));
    return Status::ok;
  });
}

cce_result cce_hmac_init(cce_hmac_ctx* ctx, cce_hash hash, const void* key, size_t key_len) {
  return serve(Service::hmac, [&](MakingCall& call) {
    if (ctx == nullptr || !is_known(hash) || !is_range(key, key_len) || !is_apart(ctx, sizeof *ctx, key, key_len))
      return Status::argument;
    auto* context = HmacContext::in(ctx);
    begin(*context, static_cast<Hash>(hash), bytes(key, key_len), call.epoch());
    call.approved_if(context->work.approved);
    registers::clear();  // what was made of the key was copied
    return Status::ok;
  });
}

cce_result cce_hmac_update(cce_hmac_ctx* ctx, const void* data, size_t data_len) {
  return serve(Service::hmac, [&](Call& call) {
    if (ctx == nullptr || !is_range(data, data_len) || !is_apart(ctx, sizeof *ctx, data, data_len))
      return Status::argument;
    auto* context = HmacContext::in(ctx);
    if (!context->is_begun()) return Status::argument;
    call.approved_if(context->work.approved);
    const Status s = context->work.context.update(bytes(data, data_len));
    // The kernels clear the vector registers behind them, and a copy of the data to the context comes after.
    if (context->work.context.inner.is_between_blocks())
      registers::clear_general();
    else
      registers::clear();
    return s;
  });
}

cce_result cce_hmac_final(cce_hmac_ctx* ctx, void* out) {
  return serve(Service::hmac, [&](Call& call) {
    if (ctx == nullptr || out == nullptr) return Status::argument;
    auto* context = HmacContext::in(ctx);
    if (!context->is_begun()) return Status::argument;
    const size_t size = sha2::digest_size(context->work.context.inner.hash);
    if (!is_apart(ctx, sizeof *ctx, out, size)) return Status::argument;
    call.approved_if(context->work.approved);
    context->work.context.finish(bytes(out, size));
    wipe(ctx, sizeof *ctx);
    return Status::ok;
  });
}

cce_result cce_hmac_verify(cce_hash hash, const void* key, size_t key_len, const void* msg, size_t msg_len,
                           const void* mac, size_t mac_len) {
  return serve(Service::hmac, [&](Call& call) {
    const size_t size = api::digest_size(hash);
    if (size == 0 || !is_range(key, key_len) || !is_range(msg, msg_len) || !is_range(mac, mac_len) ||
        mac_len < hmac::min_mac_bytes || mac_len > size)
      return Status::argument;
    call.approved_if(key_len >= hmac::min_key_bytes);
    return hmac::verify(static_cast<Hash>(hash), bytes(key, key_len), bytes(msg, msg_len), bytes(mac, mac_len));
  });
}
