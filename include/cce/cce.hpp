// SPDX-License-Identifier: Apache-2.0
//
// cce.hpp — CCE for C++20: all of cce.h, header-only, and nothing else.
//
// Nothing here throws, allocates, or needs exceptions or RTTI. What a service does, its errors and their reasons are told
// in cce.h; this file tells what C++ adds:
//
//   - Result is what every service answers, and at once its approved-service indicator. It cannot be ignored without a
//     warning, and is no bool: ask approved(), or done() when services that are not approved will do as well.
//   - Outcome<T> is a Result with what the service produced, which can be had only as far as the Result goes.
//   - Lengths that are fixed are in the types: a SHA-256 digest is a std::array<uint8_t, 32>, or a std::span<uint8_t, 32>.
//   - Keys and generators are objects: moved, never copied, and the library wipes them when they go.
//   - Each service of a hash comes in two forms: digest<Hash::sha256>(...) for a hash that is known when compiling, and
//     digest(hash, ...) for one that is chosen at run time.
//
//     const auto digest = cce::digest<cce::Hash::sha256>(cce::bytes("abc"));
//     if (digest.approved()) use(digest.value());
//     else                   complain(digest.text());
//
// CCE is built in the style of a FIPS 140-3 level 1 module. It is NOT validated and holds no certificate.
#ifndef CCE_CCE_HPP
#define CCE_CCE_HPP

#if !defined(__cplusplus) || __cplusplus < 202002L
#error "cce.hpp needs C++20 (-std=c++20). Include <cce/cce.h> for C and for older C++."
#endif

#include <cce/cce.h>
#include <cce/cpp/bytes.hpp>
#include <cce/cpp/ec.hpp>
#include <cce/cpp/ec_any.hpp>
#include <cce/cpp/gcm.hpp>
#include <cce/cpp/gcm_stream.hpp>
#include <cce/cpp/handle.hpp>
#include <cce/cpp/hash.hpp>
#include <cce/cpp/hkdf.hpp>
#include <cce/cpp/hmac.hpp>
#include <cce/cpp/module.hpp>
#include <cce/cpp/random.hpp>
#include <cce/cpp/result.hpp>
#include <cce/cpp/stream.hpp>
#include <cce/cpp/tls.hpp>
#include <cce/cpp/x963.hpp>

#endif  // CCE_CCE_HPP
