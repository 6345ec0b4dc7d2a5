// Batches of ECDSA. Items are checked and hashed in their order, and gathered where their curve has lanes; each becomes what
// the service for one would have made of it.
#include "ec/ecdsa_batch.hpp"

#include <utility>

#include "api/arguments.hpp"
#include "api/ecdsa.hpp"

using namespace cce;
using namespace cce::api;
using module::Call;
using module::refused;
using module::serve;
using module::Service;

namespace {

// The bytes of the caller's array of items.
struct Array {
  const void* items;
  size_t size;
};

struct Signing {
  using Item = cce_ecdsa_sign_item;
  using Key = ec::PrivateKey;
  using Request = ec::SignRequest;
  static constexpr Service service = Service::ec_random;

  static Status check(Item& item, ec::Curve curve, const Array& array, Request&) {
    const size_t most = ec::max_signature_size(curve, core(item.format)), written = item.sig == nullptr ? 0 : most;
    if (!is_apart(item.sig, written, item.msg, item.msg_len) || !is_apart(item.sig, written, array.items, array.size))
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

  static Status check(Item& item, ec::Curve curve, const Array&, Request& request) {
    if (!is_range(item.sig, item.sig_len)) return Status::argument;
    return ec::decode(curve, core(item.format), bytes(item.sig, item.sig_len), request.signature) ? Status::ok
                                                                                                  : Status::auth;
  }
  static void run(std::span<Request> requests) { ec::verify_together_vartime(requests); }
  static Status finish(Item&, const Request& request) { return request.verifies ? Status::ok : Status::auth; }
};

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
Status begin(const Array& array, Slot<Kind>& slot, typename Kind::Request& request) {
  auto& item = *slot.item;
  const size_t size = cce_digest_size(item.hash);
  if (size == 0 || !is_known(item.format) || !is_range(item.msg, item.msg_len)) return Status::argument;
  return with_key(item.key, slot.call, [&](const typename Kind::Key& key) {
    if (const Status s = Kind::check(item, curve_of(key), array, request); s != Status::ok) return s;
    slot.key = key;
    const MutableBytes digest = MutableBytes(slot.digest).first(size);
    sha2::digest(static_cast<sha2::Hash>(item.hash), bytes(item.msg, item.msg_len), digest);
    request.key = &slot.key;
    request.digest = digest;
    return Status::ok;
  });
}

template <class Kind>
void process(typename Kind::Item* items, size_t count) {
  const Array array = {items, count * sizeof *items};
  Secret<std::array<Slot<Kind>, ec::max_lanes>> slots;
  std::array<typename Kind::Request, ec::max_lanes> requests;
  const auto result = [](const Slot<Kind>& slot, Status s) { return s == Status::ok ? slot.call.done() : refused(s); };
  const auto finish = [&](size_t first, size_t n) {
    Kind::run(std::span(requests).subspan(first, n));
    for (size_t i = first; i < first + n; ++i) {
      const Slot<Kind>& slot = (*slots)[i];
      slot.item->result = result(slot, Kind::finish(*slot.item, requests[i]));
    }
  };
  size_t waiting = 0;
  for (size_t i = 0; i < count; ++i) {
    Slot<Kind>& slot = (*slots)[waiting];
    slot.item = &items[i];
    slot.call = Call();
    const Status s = begin<Kind>(array, slot, requests[waiting]);
    if (s != Status::ok)
      items[i].result = result(slot, s);
    else if (!ec::has_lanes(curve_of(slot.key)))
      finish(waiting, 1);
    else if (++waiting == ec::max_lanes)
      finish(0, std::exchange(waiting, 0));
  }
  if (waiting > 0) finish(0, waiting);
}

// The result of all: that of the first that was refused, or the lesser of the others.
template <class Item>
cce_result total(const Item* items, size_t count) {
  cce_result all = CCE_OK;
  for (size_t i = 0; i < count; ++i) {
    if (items[i].result < 0) return items[i].result;
    if (items[i].result == CCE_OK_UNAPPROVED) all = CCE_OK_UNAPPROVED;
  }
  return all;
}

template <class Kind>
cce_result serve_batch(typename Kind::Item* items, size_t count) {
  using Item = typename Kind::Item;
  const bool is_array = count <= max_object / sizeof(Item) && is_range(items, count * sizeof(Item));
  const cce_result served = serve(Kind::service, [&](Call&) {
    if (!is_array) return Status::argument;
    process<Kind>(items, count);
    return Status::ok;
  });
  if (served == CCE_OK) return total(items, count);
  if (is_array)
    for (size_t i = 0; i < count; ++i) items[i].result = served;
  return served;
}

}  // namespace

cce_result cce_ecdsa_sign_batch(cce_ecdsa_sign_item* items, size_t count) { return serve_batch<Signing>(items, count); }

cce_result cce_ecdsa_verify_batch(cce_ecdsa_verify_item* items, size_t count) {
  return serve_batch<Verifying>(items, count);
}
