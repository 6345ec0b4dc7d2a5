#include "ec/ecdsa_batch.hpp"

#include "base/registers.hpp"
#include "base/secret.hpp"
#include "drbg/rand.hpp"

namespace cce::ec {
namespace {

// From so many on the lanes take less time, though some of them may stay empty.
constexpr size_t worth_signing = 3, worth_verifying = 2;

// What a request needs until its signature is made.
struct Work {
  Number e, k;
  Nonces nonces;
};

// The next k of [1, n - 1], as sign does it.
bool find_nonce(Work& work) {
  for (int i = 0; i < max_candidates; ++i)
    // A candidate that is refused is forgotten: that it was refused tells nothing of the k that is used.
    if (declassify(work.nonces.next(work.k))) return true;
  return false;
}

void sign_in_lanes(std::span<SignRequest> requests, std::span<const Randomness> randomness, std::span<Work> works) {
  SignLane lanes[max_lanes];
  size_t place[max_lanes], count = 0;  // the request of a lane
  for (size_t i = 0; i < requests.size(); ++i) {
    SignRequest& request = requests[i];
    Work& work = works[i];
    request.signature = {};
    digest_to_number(request.key->Q.curve, request.digest, work.e);
    work.nonces.hedged(request.key->Q.curve, randomness[i], request.key->d, work.e);
    request.status = find_nonce(work) ? Status::ok : Status::fatal;
    if (request.status != Status::ok) continue;
    place[count] = i;
    lanes[count++] = {
        work.k.data(), request.key->d.data(), work.e.data(), request.signature.r.data(), request.signature.s.data(), 0};
  }
  if (count == 0) return;
  operations(requests[0].key->Q.curve).sign_lanes(lanes, count);
  for (size_t l = 0; l < count; ++l) {
    SignRequest& request = requests[place[l]];
    Work& work = works[place[l]];
    if (declassify(ct::Choice::is_zero(lanes[l].refused))) {
      // A signature is public.
      ct::declassify(request.signature.r);
      ct::declassify(request.signature.s);
    } else {
      // r or s was zero: another k, for this one alone.
      request.status = sign_with(work.nonces, *request.key, work.e, request.signature);
    }
  }
}

}  // namespace

bool has_lanes(Curve curve) { return operations(curve).sign_lanes != nullptr; }

void sign_together(std::span<SignRequest> requests) {
  if (requests.size() < worth_signing || !has_lanes(requests[0].key->Q.curve)) {
    for (SignRequest& request : requests) request.status = sign(*request.key, request.digest, request.signature);
    return;
  }
  Secret<std::array<Randomness, max_lanes>> randomness;
  const MutableBytes drawn(randomness->data()->data(), requests.size() * sizeof(Randomness));
  if (const Status s = rand::random(drawn); s != Status::ok) {
    for (SignRequest& request : requests) {
      request.signature = {};
      request.status = s;
    }
    return;
  }
  Secret<std::array<Work, max_lanes>> works;
  sign_in_lanes(requests, *randomness, *works);
  registers::clear();  // the C library copies k through vector registers that no kernel here knows of
}

void verify_together_vartime(std::span<VerifyRequest> requests) {
  if (requests.size() < worth_verifying || !has_lanes(requests[0].key->curve)) {
    for (VerifyRequest& request : requests)
      request.verifies = verify_vartime(*request.key, request.digest, request.signature);
    return;
  }
  Number e[max_lanes];
  VerifyLane lanes[max_lanes];
  for (size_t i = 0; i < requests.size(); ++i) {
    const VerifyRequest& request = requests[i];
    digest_to_number(request.key->curve, request.digest, e[i]);
    lanes[i] = {request.key->x.data(),      request.key->y.data(),      e[i].data(),
                request.signature.r.data(), request.signature.s.data(), false};
  }
  operations(requests[0].key->curve).verify_lanes_vartime(lanes, requests.size());
  for (size_t i = 0; i < requests.size(); ++i) requests[i].verifies = lanes[i].verifies;
}

}  // namespace cce::ec
