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

// What all of them need.
struct Works {
  static_assert(max_lanes <= hmac_drbg::Together::max);
  Randomness randomness[max_lanes];
  hmac_drbg::Together generators;
  Work of[max_lanes];
};

// The next k of [1, n - 1], as sign does it.
bool find_nonce(Work& work) {
  for (int i = 0; i < max_candidates; ++i)
    // A candidate that is refused is forgotten: that it was refused tells nothing of the k that is used.
    if (declassify(work.nonces.next(work.k))) return true;
  return false;
}

void sign_in_lanes(std::span<SignRequest> requests, Works& works) {
  const Curve curve = requests[0].key->Q.curve;
  for (size_t i = 0; i < requests.size(); ++i) {
    Work& work = works.of[i];
    digest_to_number(curve, requests[i].digest, work.e);
    Nonces::put_seed(works.generators, i, works.randomness[i], requests[i].key->d, work.e);
  }
  works.generators.instantiate_and_generate_unchecked(requests.size());

  SignLane lanes[max_lanes];
  size_t place[max_lanes], count = 0;  // the request of a lane
  for (size_t i = 0; i < requests.size(); ++i) {
    SignRequest& request = requests[i];
    Work& work = works.of[i];
    request.signature = {};
    work.nonces.hedged(works.generators, i);
    request.status = find_nonce(work) ? Status::ok : Status::fatal;
    if (request.status != Status::ok) continue;
    place[count] = i;
    lanes[count++] = {
        work.k.data(), request.key->d.data(), work.e.data(), request.signature.r.data(), request.signature.s.data(), 0};
  }
  if (count == 0) return;
  operations(curve).sign_lanes(lanes, count);
  for (size_t l = 0; l < count; ++l) {
    SignRequest& request = requests[place[l]];
    Work& work = works.of[place[l]];
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
  Secret<Works> works;
  const MutableBytes drawn(works->randomness[0].data(), requests.size() * sizeof(Randomness));
  if (const Status s = rand::random(drawn); s != Status::ok) {
    for (SignRequest& request : requests) {
      request.signature = {};
      request.status = s;
    }
    return;
  }
  sign_in_lanes(requests, *works);
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
