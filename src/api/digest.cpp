#include "api/arguments.hpp"
#include "api/batch.hpp"
#include "api/context.hpp"
#include "api/hash.hpp"
#include "module/serve.hpp"
#include "sha2/batch.hpp"

namespace cce::api {
namespace {

using module::Call;
using module::MakingCall;
using module::serve;
using module::Service;
using sha2::Hash;

using DigestContext = Context<sha2::Context, 0x6365'2d64'6967'6573>;

// `size` is the digest's, 0 of an unknown hash.
bool are_digest_arguments(size_t size, const void* msg, size_t msg_len, const void* out) {
  return size != 0 && out != nullptr && is_range(msg, msg_len) && is_range(out, size) &&
         is_apart_or_in_place(out, size, msg, msg_len);
}

}  // namespace
}  // namespace cce::api

using namespace cce;
using namespace cce::api;

size_t cce_digest_size(cce_hash hash) { return api::digest_size(hash); }

cce_result cce_digest(cce_hash hash, const void* msg, size_t msg_len, void* out) {
  return serve(Service::digest, [&](Call&) {
    const size_t size = api::digest_size(hash);
    if (!are_digest_arguments(size, msg, msg_len, out)) return Status::argument;
    sha2::digest(static_cast<Hash>(hash), bytes(msg, msg_len), bytes(out, size));
    return Status::ok;
  });
}

cce_result cce_digest_batch(cce_hash hash, cce_digest_item* items, size_t count) {
  return serve_batch(Service::digest, items, count, [&](Batch<cce_digest_item>& batch) {
    const size_t size = api::digest_size(hash);
    cce_digest_item* item = batch.begin();
    auto next = [&](sha2::Message& message) {
      for (; item != batch.end(); ++item) {
        if (are_digest_arguments(size, item->msg, item->msg_len, item->out) && batch.is_apart_from(item->out, size)) {
          message = {bytes(item->msg, item->msg_len), static_cast<uint8_t*>(item->out)};
          batch.note(*item++, Status::ok);
          return true;
        }
        batch.note(*item, Status::argument);
      }
      return false;
    };
    if (size == 0) return Status::argument;
    sha2::digest_each(static_cast<Hash>(hash), next);
    return Status::ok;
  });
}

cce_result cce_digest_init(cce_digest_ctx* ctx, cce_hash hash) {
  return serve(Service::digest, [&](MakingCall& call) {
    if (ctx == nullptr || !is_known(hash)) return Status::argument;
    auto* context = DigestContext::in(ctx);
    context->work.init(static_cast<Hash>(hash));
    context->mark = DigestContext::mark_of(call.epoch());
    return Status::ok;
  });
}

cce_result cce_digest_update(cce_digest_ctx* ctx, const void* data, size_t data_len) {
  return serve(Service::digest, [&](Call&) {
    if (ctx == nullptr || !is_range(data, data_len) || !is_apart(ctx, sizeof *ctx, data, data_len))
      return Status::argument;
    auto* context = DigestContext::in(ctx);
    if (!context->is_begun()) return Status::argument;
    return context->work.update(bytes(data, data_len));
  });
}

cce_result cce_digest_final(cce_digest_ctx* ctx, void* out) {
  return serve(Service::digest, [&](Call&) {
    if (ctx == nullptr || out == nullptr) return Status::argument;
    auto* context = DigestContext::in(ctx);
    if (!context->is_begun()) return Status::argument;
    const size_t size = sha2::digest_size(context->work.hash);
    if (!is_apart(ctx, sizeof *ctx, out, size)) return Status::argument;
    context->work.finish(bytes(out, size));
    wipe(ctx, sizeof *ctx);
    return Status::ok;
  });
}
