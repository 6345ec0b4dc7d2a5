#include "ec/ecdh.hpp"

#include "api/arguments.hpp"
#include "api/ec.hpp"

using namespace cce;
using namespace cce::api;
using module::Call;
using module::serve;
using module::Service;

cce_result cce_ecdh(const cce_ec_key* key, const cce_ec_public* peer, void* z, size_t* z_len) {
  return serve(Service::ec, [&](Call& call) {
    if (key == nullptr || peer == nullptr || z_len == nullptr) return Status::argument;
    return with_key(key, call, [&](const ec::PrivateKey& own) {
      return with_key(peer, call, [&](const ec::PublicKey& other) {
        if (own.Q.curve != other.curve) return Status::argument;
        const size_t size = ec::size(own.Q.curve);
        if (const Status s = room(z, z_len, size); s != Status::ok) return s;
        Secret<ec::Number> Z;
        ec::agree(own, other, MutableBytes(*Z).first(size));
        // What was agreed with a key that is gone by now is nobody's.
        if (!key->is_usable()) return Status::key;
        std::memcpy(z, Z->data(), size);
        *z_len = size;
        return Status::ok;
      });
    });
  });
}
