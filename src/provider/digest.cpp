// DIGEST: SHA-2.
#include <algorithm>

#include "provider/hashes.hpp"
#include "provider/operations.hpp"

namespace cce::provider {
namespace {

struct Digest {
  const Provider* provider;
  const Hash* hash;
  cce_digest_ctx context;
};

template <size_t which>
void* new_context(void* provider) {
  const auto& of = *static_cast<const Provider*>(provider);
  auto* const made = make<Digest>(of);
  if (made == nullptr) return nullptr;
  made->provider = &of;
  made->hash = &hashes[which];
  return made;
}

void free_context(void* context) {
  auto* const digest = static_cast<Digest*>(context);
  if (digest != nullptr) explicit_bzero(&digest->context, sizeof digest->context);
  destroy(digest);
}

void* copy_context(void* context) {
  const auto& from = *static_cast<const Digest*>(context);
  auto* const made = make<Digest>(*from.provider);
  if (made != nullptr) *made = from;
  return made;
}

int init(void* context, const OSSL_PARAM*) {
  auto& digest = *static_cast<Digest*>(context);
  return is_done(*digest.provider, cce_digest_init(&digest.context, digest.hash->id));
}

int update(void* context, const unsigned char* in, size_t size) {
  auto& digest = *static_cast<Digest*>(context);
  return is_done(*digest.provider, cce_digest_update(&digest.context, in, size));
}

int final(void* context, unsigned char* out, size_t* size, size_t room) {
  auto& digest = *static_cast<Digest*>(context);
  const size_t needed = cce_digest_size(digest.hash->id);
  if (room < needed) return refuse(*digest.provider, Reason::buffer_too_small);
  if (!is_done(*digest.provider, cce_digest_final(&digest.context, out))) return 0;
  *size = needed;
  return 1;
}

template <size_t which>
int one_shot(void* provider, const unsigned char* in, size_t in_size, unsigned char* out, size_t* size, size_t room) {
  const auto& of = *static_cast<const Provider*>(provider);
  const cce_hash id = hashes[which].id;
  if (room < cce_digest_size(id)) return refuse(of, Reason::buffer_too_small);
  if (!is_done(of, cce_digest(id, in, in_size, out))) return 0;
  *size = cce_digest_size(id);
  return 1;
}

template <size_t which>
int get_params(OSSL_PARAM* params) {
  const Hash& hash = hashes[which];
  return answer(params, OSSL_DIGEST_PARAM_SIZE, static_cast<int64_t>(cce_digest_size(hash.id))) &&
         answer(params, OSSL_DIGEST_PARAM_BLOCK_SIZE, static_cast<int64_t>(hash.block_size)) &&
         answer(params, OSSL_DIGEST_PARAM_XOF, int64_t{0}) &&
         answer(params, OSSL_DIGEST_PARAM_ALGID_ABSENT, int64_t{1});  // RFC 5754 section 2
}

const OSSL_PARAM* gettable_params(void*) {
  static constexpr OSSL_PARAM table[] = {unsigned_param(OSSL_DIGEST_PARAM_SIZE),
                                         unsigned_param(OSSL_DIGEST_PARAM_BLOCK_SIZE),
                                         number_param(OSSL_DIGEST_PARAM_XOF),
                                         number_param(OSSL_DIGEST_PARAM_ALGID_ABSENT), no_param};
  return table;
}

template <size_t which>
const OSSL_DISPATCH functions[] = {
    row<OSSL_FUNC_digest_newctx_fn>(OSSL_FUNC_DIGEST_NEWCTX, new_context<which>),
    row<OSSL_FUNC_digest_freectx_fn>(OSSL_FUNC_DIGEST_FREECTX, free_context),
    row<OSSL_FUNC_digest_dupctx_fn>(OSSL_FUNC_DIGEST_DUPCTX, copy_context),
    row<OSSL_FUNC_digest_init_fn>(OSSL_FUNC_DIGEST_INIT, init),
    row<OSSL_FUNC_digest_update_fn>(OSSL_FUNC_DIGEST_UPDATE, update),
    row<OSSL_FUNC_digest_final_fn>(OSSL_FUNC_DIGEST_FINAL, final),
    row<OSSL_FUNC_digest_digest_fn>(OSSL_FUNC_DIGEST_DIGEST, one_shot<which>),
    row<OSSL_FUNC_digest_get_params_fn>(OSSL_FUNC_DIGEST_GET_PARAMS, get_params<which>),
    row<OSSL_FUNC_digest_gettable_params_fn>(OSSL_FUNC_DIGEST_GETTABLE_PARAMS, gettable_params),
    end_of_table()};

}  // namespace

const OSSL_ALGORITHM* digests() {
  static const OSSL_ALGORITHM table[] = {{hashes[0].names, properties, functions<0>, "SHA-224"},
                                         {hashes[1].names, properties, functions<1>, "SHA-256"},
                                         {hashes[2].names, properties, functions<2>, "SHA-384"},
                                         {hashes[3].names, properties, functions<3>, "SHA-512"},
                                         {hashes[4].names, properties, functions<4>, "SHA-512/256"},
                                         {nullptr, nullptr, nullptr, nullptr}};
  return table;
}

}  // namespace cce::provider
