// What the services of ECDSA share.
#pragma once

#include "api/ec.hpp"
#include "ec/signature.hpp"

namespace cce::api {

using Digest = std::array<uint8_t, sha2::max_digest_size>;

inline bool is_known(cce_sig_format format) { return format == CCE_SIG_RAW || format == CCE_SIG_DER; }
inline ec::Format core(cce_sig_format format) { return static_cast<ec::Format>(format); }

}  // namespace cce::api
