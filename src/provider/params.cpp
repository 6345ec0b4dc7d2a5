#include "provider/params.hpp"

#include <algorithm>
#include <cstring>

namespace cce::provider {
namespace {

template <class Number>
Number load(const OSSL_PARAM& param) {
  Number n;
  std::memcpy(&n, param.data, sizeof n);
  return n;
}

template <class Number>
bool store(OSSL_PARAM& param, int64_t number) {
  const Number n = static_cast<Number>(number);
  if (static_cast<int64_t>(n) != number || (number < 0 && n > Number{0})) return false;
  std::memcpy(param.data, &n, sizeof n);
  param.return_size = sizeof n;
  return true;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

const OSSL_PARAM* find(const OSSL_PARAM* params, const char* name) {
  for (; params != nullptr && params->key != nullptr; ++params)
    if (std::strcmp(params->key, name) == 0) return params;
  return nullptr;
}

bool read(const OSSL_PARAM& param, int64_t& number) {
  if (param.data == nullptr) return false;
  if (param.data_type == OSSL_PARAM_INTEGER) {
    if (param.data_size == sizeof(int32_t)) return number = load<int32_t>(param), true;
    if (param.data_size == sizeof(int64_t)) return number = load<int64_t>(param), true;
  } else if (param.data_type == OSSL_PARAM_UNSIGNED_INTEGER) {
    if (param.data_size == sizeof(uint32_t)) return number = load<uint32_t>(param), true;
    if (param.data_size == sizeof(uint64_t)) {
      const auto n = load<uint64_t>(param);
      number = static_cast<int64_t>(n);
      return n <= INT64_MAX;
    }
  }
  return false;
}

bool read(const OSSL_PARAM& param, size_t& number) {
  int64_t n;
  if (!read(param, n) || n < 0) return false;
  number = static_cast<size_t>(n);
  return true;
}

bool read(const OSSL_PARAM& param, std::string_view& text) {
  const void* from = param.data;
  if (param.data_type == OSSL_PARAM_UTF8_PTR && from != nullptr) from = *static_cast<char* const*>(param.data);
  if ((param.data_type != OSSL_PARAM_UTF8_STRING && param.data_type != OSSL_PARAM_UTF8_PTR) || from == nullptr)
    return false;
  const char* const begin = static_cast<const char*>(from);
  // data_size of a string may count its NUL or not, and of a pointer may be 0.
  const size_t size = param.data_type == OSSL_PARAM_UTF8_STRING ? strnlen(begin, param.data_size) : std::strlen(begin);
  text = {begin, size};
  return true;
}

bool read(const OSSL_PARAM& param, Bytes& bytes) {
  const void* from = param.data;
  if (param.data_type == OSSL_PARAM_OCTET_PTR && from != nullptr) from = *static_cast<void* const*>(param.data);
  if (param.data_type != OSSL_PARAM_OCTET_STRING && param.data_type != OSSL_PARAM_OCTET_PTR) return false;
  if (from == nullptr && param.data_size != 0) return false;
  bytes = {static_cast<const uint8_t*>(from), param.data_size};
  return true;
}

bool read_number(const OSSL_PARAM& param, MutableBytes big_endian) {
  if (param.data_type != OSSL_PARAM_UNSIGNED_INTEGER || param.data == nullptr) return false;
  const auto* const from = static_cast<const uint8_t*>(param.data);
  uint8_t beyond = 0;
  std::fill(big_endian.begin(), big_endian.end(), uint8_t{0});
  for (size_t i = 0; i < param.data_size; ++i) {
    if (i < big_endian.size())
      big_endian[big_endian.size() - 1 - i] = from[i];
    else
      beyond |= from[i];
  }
  return beyond == 0;
}

bool write(OSSL_PARAM& param, int64_t number) {
  const bool is_signed = param.data_type == OSSL_PARAM_INTEGER;
  if (!is_signed && param.data_type != OSSL_PARAM_UNSIGNED_INTEGER) return false;
  if (!is_signed && number < 0) return false;
  if (param.data == nullptr) return param.return_size = sizeof number, true;
  if (param.data_size == sizeof(int32_t))
    return is_signed ? store<int32_t>(param, number) : store<uint32_t>(param, number);
  if (param.data_size == sizeof(int64_t))
    return is_signed ? store<int64_t>(param, number) : store<uint64_t>(param, number);
  return false;
}

bool write(OSSL_PARAM& param, const char* text) {
  const size_t size = std::strlen(text);
  param.return_size = size;
  if (param.data_type == OSSL_PARAM_UTF8_PTR) {
    if (param.data != nullptr) *static_cast<const char**>(param.data) = text;
    return true;
  }
  if (param.data_type != OSSL_PARAM_UTF8_STRING) return false;
  if (param.data == nullptr) return true;
  if (param.data_size < size) return false;
  std::memcpy(param.data, text, std::min(size + 1, param.data_size));  // with its NUL where there is room
  return true;
}

bool write(OSSL_PARAM& param, Bytes bytes) {
  param.return_size = bytes.size();
  if (param.data_type != OSSL_PARAM_OCTET_STRING) return false;
  if (param.data == nullptr) return true;
  if (param.data_size < bytes.size()) return false;
  if (!bytes.empty()) std::memcpy(param.data, bytes.data(), bytes.size());
  return true;
}

bool write_pointer(OSSL_PARAM& param, Bytes bytes) {
  param.return_size = bytes.size();
  if (param.data_type != OSSL_PARAM_OCTET_PTR) return false;
  if (param.data != nullptr) *static_cast<const void**>(param.data) = bytes.data();
  return true;
}

bool write_number(OSSL_PARAM& param, Bytes big_endian) {
  if (param.data_type != OSSL_PARAM_UNSIGNED_INTEGER) return false;
  param.return_size = big_endian.size();
  if (param.data == nullptr) return true;
  if (param.data_size < big_endian.size()) return false;
  auto* const to = static_cast<uint8_t*>(param.data);
  for (size_t i = 0; i < param.data_size; ++i)
    to[i] = i < big_endian.size() ? big_endian[big_endian.size() - 1 - i] : 0;
  param.return_size = param.data_size;
  return true;
}

bool is_named(std::string_view text, std::string_view name) {
  return std::equal(text.begin(), text.end(), name.begin(), name.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

bool is_among(std::string_view text, std::string_view names) {
  for (const char* begin = names.data(); begin <= names.data() + names.size();) {
    const char* const limit = names.data() + names.size();
    const char* const end = std::find(begin, limit, ':');
    if (is_named(text, {begin, static_cast<size_t>(end - begin)})) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace cce::provider
