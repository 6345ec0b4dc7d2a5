#include "ec/x963.hpp"

#include "api/arguments.hpp"
#include "module/serve.hpp"

using namespace cce;
using namespace cce::api;
using module::Call;
using module::serve;
using module::Service;
using sha2::Hash;

cce_result cce_x963_kdf(cce_hash hash, const void* z, size_t z_len, const void* shared_info, size_t shared_info_len,
                        void* out, size_t out_len) {
  return serve(Service::x963, [&](Call& call) {
    if (cce_digest_size(hash) == 0 || out_len == 0 || !is_range(out, out_len) || !is_range(z, z_len) ||
        !is_range(shared_info, shared_info_len) || !is_apart_or_in_place(out, out_len, z, z_len) ||
        !is_apart(out, out_len, shared_info, shared_info_len))
      return Status::argument;
    call.approved_if(x963::is_approved(static_cast<Hash>(hash)) && z_len >= x963::min_secret_bytes);
    return x963::derive(static_cast<Hash>(hash), bytes(z, z_len), bytes(shared_info, shared_info_len),
                        bytes(out, out_len));
  });
}
