#include "ec/ecdh.hpp"

namespace cce::ec {

void agree(const PrivateKey& key, const PublicKey& peer, MutableBytes Z) {
  operations(key.Q.curve).multiply(key.d.data(), order_bits(key.Q.curve), peer.x.data(), peer.y.data(), Z.data());
}

}  // namespace cce::ec
