// OSSL_PARAM arrays, read and written without libcrypto: OSSL_PARAM(3) says what their members mean. The provider links to
// libcce alone, so that it can be loaded into programs that have OpenSSL linked in.
#pragma once

#include <openssl/core.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cce::provider {

using Bytes = std::span<const uint8_t>;
using MutableBytes = std::span<uint8_t>;

// The parameter of that name; null when there is none, or no array.
const OSSL_PARAM* find(const OSSL_PARAM* params, const char* name);
inline OSSL_PARAM* find(OSSL_PARAM* params, const char* name) {
  return const_cast<OSSL_PARAM*>(find(const_cast<const OSSL_PARAM*>(params), name));
}

// What a parameter holds; false when it is of another type, or does not fit.
bool read(const OSSL_PARAM& param, int64_t& number);
bool read(const OSSL_PARAM& param, size_t& number);
bool read(const OSSL_PARAM& param, std::string_view& text);
bool read(const OSSL_PARAM& param, Bytes& bytes);
// A number as OpenSSL's BIGNUMs travel, little-endian on the platforms there are, to big-endian bytes of a fixed length.
bool read_number(const OSSL_PARAM& param, MutableBytes big_endian);

// Answers a parameter that was asked for. A null place asks for the size alone. False: of another type, or too small.
bool write(OSSL_PARAM& param, int64_t number);
bool write(OSSL_PARAM& param, const char* text);
bool write(OSSL_PARAM& param, Bytes bytes);
// Where the bytes are, to whom asks for a pointer: they must outlast the call.
bool write_pointer(OSSL_PARAM& param, Bytes bytes);
bool write_number(OSSL_PARAM& param, Bytes big_endian);

// The same for the parameter of that name, if it was asked for.
template <class Value>
bool answer(OSSL_PARAM* params, const char* name, Value value) {
  OSSL_PARAM* const param = find(params, name);
  return param == nullptr || write(*param, value);
}

// Equal but for upper and lower case, as OpenSSL compares names.
bool is_named(std::string_view text, std::string_view name);
// Whether one of the names, between colons, is the text.
bool is_among(std::string_view text, std::string_view names);

// Rows of tables of parameters that may be set or asked for.
constexpr OSSL_PARAM number_param(const char* name) { return {name, OSSL_PARAM_INTEGER, nullptr, sizeof(int), 0}; }
constexpr OSSL_PARAM unsigned_param(const char* name) {
  return {name, OSSL_PARAM_UNSIGNED_INTEGER, nullptr, sizeof(size_t), 0};
}
constexpr OSSL_PARAM big_number_param(const char* name) { return {name, OSSL_PARAM_UNSIGNED_INTEGER, nullptr, 0, 0}; }
constexpr OSSL_PARAM text_param(const char* name) { return {name, OSSL_PARAM_UTF8_STRING, nullptr, 0, 0}; }
constexpr OSSL_PARAM text_pointer_param(const char* name) { return {name, OSSL_PARAM_UTF8_PTR, nullptr, 0, 0}; }
constexpr OSSL_PARAM bytes_param(const char* name) { return {name, OSSL_PARAM_OCTET_STRING, nullptr, 0, 0}; }
constexpr OSSL_PARAM bytes_pointer_param(const char* name) { return {name, OSSL_PARAM_OCTET_PTR, nullptr, 0, 0}; }
constexpr OSSL_PARAM no_param = {nullptr, 0, nullptr, 0, 0};

// What OpenSSL 3.4 and later ask every operation for: whether what was done is an approved service (1) or not (0).
inline constexpr char approved_indicator[] = "fips-indicator";

}  // namespace cce::provider
