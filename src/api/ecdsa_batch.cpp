// Batches of ECDSA. Items are checked and hashed in their order, and gathered where their curve has lanes; each becomes what
// the service for one would have made of it.
#include "ec/ecdsa_batch.hpp"

#include <utility>

#include "api/batch.hpp"
#include "api/ecdsa.hpp"

using namespace cce;
using namespace cce::api;
using module::Call;
using module::Service;

namespace {

struct Signing {
  using Item = cce_ecdsa_sign_item;
  using Key = ec::PrivateKey;
  using Request = ec::SignRequest;
  static constexpr Service service = Service::ec_random;

  static Status check(const Batch<Item>& batch, Item& item, ec::Curve curve, Request&) {
    const size_t most = ec::max_signature_size(curve, core(item.format)), written = item.sig == nullptr ? 0 : most;
    if (!is_apart(item.sig, written, item.msg, item.msg_len) || !batch.is_apart_from(item.sig, written))
      return Status::argument;
    return room(item.sig, &item.sig_len, most);
  }
  static void run(std::span<Request> requests) { ec::sign_together(requests); }
  static Status finish(Item& item, const Request& request) {
    if (request.status != Status::ok) return request.status;
    // A signature of a key that is gone by now is nobody's.
    if (!item.key->is_usable()) return Status::key;
    const ec::Curve curve = request.key->Q.curve;
    const size_t most = ec::max_signature_size(curve, core(item.format));
    item.sig_len = ec::encode(curve, core(item.format), request.signature, bytes(item.sig, most));
    return Status::ok;
  }
};

struct Verifying {
  using Item = cce_ecdsa_verify_item;
  using Key = ec::PublicKey;
  using Request = ec::VerifyRequest;
  static constexpr Service service = Service::ec;

  static Status check(const Batch<Item>&, Item& item, ec::Curve curve, Request& request) {
    if (!is_range(item.sig, item.sig_len)) return Status::argument;
    return ec::decode(curve, core(item.format), bytes(item.sig, item.sig_len), request.signature) ? Status::ok
                                                                                                  : Status::auth;
  }
  static void run(std::span<Request> requests) { ec::verify_together_vartime(requests); }
  static Status finish(Item&, const Request& request) { return request.verifies ? Status::ok : Status::auth; }
};

template <class Kind>
using Items = Batch<typename Kind::Item>;

// An item under way. Its key is a copy, as with_key's is.
template <class Kind>
struct Slot {
  typename Kind::Item* item;
  Call call;
  typename Kind::Key key;
  Digest digest;
};

// Until the digest is there: what the service for one does before it signs or verifies.
template <class Kind>
Status begin(const Items<Kind>& batch, Slot<Kind>& slot, typename Kind::Request& request) {
  auto& item = *slot.item;
  const size_t size = cce_digest_size(item.hash);
  if (size == 0 || !is_known(item.format) || !is_range(item.msg, item.msg_len)) return Status::argument;
  return with_key(item.key, slot.call, [&](const typename Kind::Key& key) {
    if (const Status s = Kind::check(batch, item, curve_of(key), request); s != Status::ok) return s;
    slot.key = key;
    const MutableBytes digest = MutableBytes(slot.digest).first(size);
    sha2::digest(static_cast<sha2::Hash>(item.hash), bytes(item.msg, item.msg_len), digest);
    request.key = &slot.key;
    request.digest = digest;
    return Status::ok;
  });
}

template <class Kind>
void process(const Items<Kind>& batch) {
  Secret<std::array<Slot<Kind>, ec::max_lanes>> slots;
  std::array<typename Kind::Request, ec::max_lanes> requests;
  const auto finish = [&](size_t first, size_t n) {
    Kind::run(std::span(requests).subspan(first, n));
    for (size_t i = first; i < first + n; ++i) {
      const Slot<Kind>& slot = (*slots)[i];
      batch.note(*slot.item, Kind::finish(*slot.item, requests[i]), slot.call);
    }
  };
  size_t waiting = 0;
  for (typename Kind::Item& item : batch) {
    Slot<Kind>& slot = (*slots)[waiting];
    slot.item = &item;
    slot.call = Call();
    const Status s = begin<Kind>(batch, slot, requests[waiting]);
    if (s != Status::ok)
      batch.note(item, s);
    else if (!ec::has_lanes(curve_of(slot.key)))
      finish(waiting, 1);
    else if (++waiting == ec::max_lanes)
      finish(0, std::exchange(waiting, 0));
  }
  if (waiting > 0) finish(0, waiting);
}

template <class Kind>
cce_result serve_each(typename Kind::Item* items, size_t count) {
  return serve_batch(Kind::service, items, count, [](const Items<Kind>& batch) {
    process<Kind>(batch);
    return Status::ok;
  });
}

}  // namespace

cce_result cce_ecdsa_sign_batch(cce_ecdsa_sign_item* items, size_t count) { return serve_each<Signing>(items, count); }

cce_result cce_ecdsa_verify_batch(cce_ecdsa_verify_item* items, size_t count) {
  return serve_each<Verifying>(items, count);
}
