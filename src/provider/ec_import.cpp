// KEYMGMT: EC, how keys come in and go out, and what is asked of them. OpenSSL's `base` provider reads and writes files, and
// hands keys over by these.
#include <algorithm>

#include "provider/ec_key.hpp"

namespace cce::provider {
namespace {

constexpr char explicit_parameters[] = "decoded-from-explicit";

constexpr OSSL_PARAM types[] = {text_param(OSSL_PKEY_PARAM_GROUP_NAME), text_param(OSSL_PKEY_PARAM_EC_ENCODING),
                                bytes_param(OSSL_PKEY_PARAM_PUB_KEY), big_number_param(OSSL_PKEY_PARAM_PRIV_KEY),
                                no_param};

// By its name. One that is spelled out is refused, also where OpenSSL found it to be one of these: what was said of it may be
// wrong in parts that OpenSSL did not look at, such as the cofactor.
bool read_curve(EcKey& key, const OSSL_PARAM* params) {
  if (const OSSL_PARAM* const p = find(params, OSSL_PKEY_PARAM_EC_ENCODING); p != nullptr) {
    std::string_view encoding;
    if (!read(*p, encoding) || !is_named(encoding, OSSL_PKEY_EC_ENCODING_GROUP))
      return refuse(*key.provider, Reason::unknown_curve);
  }
  const OSSL_PARAM* const param = find(params, OSSL_PKEY_PARAM_GROUP_NAME);
  std::string_view name;
  const Curve* const curve = param != nullptr && read(*param, name) ? curve_named(name) : nullptr;
  if (curve == nullptr) return refuse(*key.provider, Reason::unknown_curve);
  if (key.curve != nullptr && key.curve != curve) return refuse(*key.provider, Reason::unknown_curve);
  key.curve = curve;
  return true;
}

bool read_private_key(EcKey& key, const OSSL_PARAM& param) {
  Scalar scalar;
  scalar.size = key.curve->field_size;
  const MutableBytes number(scalar.bytes.data(), scalar.size);
  if (!read_number(param, number)) return refuse(*key.provider, CCE_ERR_KEY);
  return set_private_key(key, number);
}

// What was imported as a public key beside a private one is that key's own, or neither is to be trusted.
bool is_own_public_key(const EcKey& key, Bytes stated) {
  EcKey other{.provider = key.provider, .curve = key.curve};
  Point own, theirs;
  return set_public_key(other, stated) && export_point(key, own) && export_point(other, theirs) &&
         (std::ranges::equal(own.all(), theirs.all()) || refuse(*key.provider, CCE_ERR_KEY));
}

}  // namespace

const OSSL_PARAM* key_types(int selection) {
  return (selection & (OSSL_KEYMGMT_SELECT_KEYPAIR | OSSL_KEYMGMT_SELECT_DOMAIN_PARAMETERS)) != 0 ? types : nullptr;
}

int import_key(void* to, int selection, const OSSL_PARAM* params) {
  auto& key = *static_cast<EcKey*>(to);
  if ((selection & OSSL_KEYMGMT_SELECT_DOMAIN_PARAMETERS) == 0 && key.curve == nullptr)
    return refuse(*key.provider, Reason::missing_parameter);
  if ((selection & OSSL_KEYMGMT_SELECT_DOMAIN_PARAMETERS) != 0 && !read_curve(key, params)) return 0;
  const OSSL_PARAM* const secret =
      (selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) != 0 ? find(params, OSSL_PKEY_PARAM_PRIV_KEY) : nullptr;
  const OSSL_PARAM* const point =
      (selection & OSSL_KEYMGMT_SELECT_KEYPAIR) != 0 ? find(params, OSSL_PKEY_PARAM_PUB_KEY) : nullptr;
  Bytes bytes;
  if (point != nullptr && !read(*point, bytes)) return refuse(*key.provider, Reason::unsupported_parameter);
  if (secret != nullptr)
    return read_private_key(key, *secret) && (point == nullptr || is_own_public_key(key, bytes));
  return point == nullptr || set_public_key(key, bytes);
}

int export_key(void* of, int selection, OSSL_CALLBACK* callback, void* argument) {
  const auto& key = *static_cast<const EcKey*>(of);
  if (key.curve == nullptr) return refuse(*key.provider, Reason::unknown_curve);
  OSSL_PARAM params[4];
  size_t count = 0;
  const size_t name_size = std::string_view(key.curve->name).size();
  if ((selection & OSSL_KEYMGMT_SELECT_DOMAIN_PARAMETERS) != 0)
    params[count++] = {OSSL_PKEY_PARAM_GROUP_NAME, OSSL_PARAM_UTF8_STRING, const_cast<char*>(key.curve->name), name_size, 0};
  Point point;
  if ((selection & OSSL_KEYMGMT_SELECT_PUBLIC_KEY) != 0 && key.public_key != nullptr) {
    if (!export_point(key, point)) return 0;
    params[count++] = {OSSL_PKEY_PARAM_PUB_KEY, OSSL_PARAM_OCTET_STRING, point.bytes.data(), point.size, 0};
  }
  Scalar scalar;
  if ((selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) != 0 && key.private_key != nullptr) {
    if (!export_scalar(key, scalar)) return 0;
    std::reverse(scalar.bytes.begin(), scalar.bytes.begin() + static_cast<ptrdiff_t>(scalar.size));
    params[count++] = {OSSL_PKEY_PARAM_PRIV_KEY, OSSL_PARAM_UNSIGNED_INTEGER, scalar.bytes.data(), scalar.size, 0};
  }
  params[count] = no_param;
  return callback(params, argument);
}

int get_key_params(void* of, OSSL_PARAM* params) {
  const auto& key = *static_cast<const EcKey*>(of);
  if (key.curve == nullptr) return refuse(*key.provider, Reason::unknown_curve);
  const Curve& curve = *key.curve;
  if (!answer(params, OSSL_PKEY_PARAM_BITS, int64_t{curve.bits}) ||
      !answer(params, OSSL_PKEY_PARAM_SECURITY_BITS, int64_t{curve.security_bits}) ||
      !answer(params, OSSL_PKEY_PARAM_MAX_SIZE, static_cast<int64_t>(curve.signature_size)) ||
      !answer(params, OSSL_PKEY_PARAM_DEFAULT_DIGEST, curve.digest) ||
      !answer(params, OSSL_PKEY_PARAM_GROUP_NAME, curve.name) ||
      !answer(params, OSSL_PKEY_PARAM_EC_ENCODING, OSSL_PKEY_EC_ENCODING_GROUP) ||
      !answer(params, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, "uncompressed") ||
      !answer(params, OSSL_PKEY_PARAM_EC_FIELD_TYPE, "prime-field") ||
      !answer(params, OSSL_PKEY_PARAM_USE_COFACTOR_ECDH, int64_t{0}) ||
      !answer(params, explicit_parameters, int64_t{0}))
    return 0;
  Point point;
  for (const char* const name : {OSSL_PKEY_PARAM_PUB_KEY, OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY})
    if (OSSL_PARAM* const p = find(params, name); p != nullptr)
      if (!export_point(key, point) || !write(*p, point.all())) return 0;
  if (OSSL_PARAM* const p = find(params, OSSL_PKEY_PARAM_EC_PUB_X); p != nullptr)
    if (!export_point(key, point) || !write_number(*p, point.x())) return 0;
  if (OSSL_PARAM* const p = find(params, OSSL_PKEY_PARAM_EC_PUB_Y); p != nullptr)
    if (!export_point(key, point) || !write_number(*p, point.y())) return 0;
  if (OSSL_PARAM* const p = find(params, OSSL_PKEY_PARAM_PRIV_KEY); p != nullptr) {
    Scalar scalar;
    if (!export_scalar(key, scalar) || !write_number(*p, Bytes(scalar.bytes).first(scalar.size))) return 0;
  }
  return 1;
}

const OSSL_PARAM* gettable_key_params(void*) {
  static constexpr OSSL_PARAM table[] = {number_param(OSSL_PKEY_PARAM_BITS),
                                         number_param(OSSL_PKEY_PARAM_SECURITY_BITS),
                                         number_param(OSSL_PKEY_PARAM_MAX_SIZE),
                                         text_param(OSSL_PKEY_PARAM_DEFAULT_DIGEST),
                                         text_param(OSSL_PKEY_PARAM_GROUP_NAME),
                                         text_param(OSSL_PKEY_PARAM_EC_ENCODING),
                                         text_param(OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT),
                                         text_param(OSSL_PKEY_PARAM_EC_FIELD_TYPE),
                                         number_param(OSSL_PKEY_PARAM_USE_COFACTOR_ECDH),
                                         number_param(explicit_parameters),
                                         bytes_param(OSSL_PKEY_PARAM_PUB_KEY),
                                         bytes_param(OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY),
                                         big_number_param(OSSL_PKEY_PARAM_EC_PUB_X),
                                         big_number_param(OSSL_PKEY_PARAM_EC_PUB_Y),
                                         big_number_param(OSSL_PKEY_PARAM_PRIV_KEY),
                                         no_param};
  return table;
}

// A peer's point, as TLS sets it on a key that has its curve alone.
int set_key_params(void* of, const OSSL_PARAM* params) {
  auto& key = *static_cast<EcKey*>(of);
  const OSSL_PARAM* const point = find(params, OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY);
  if (point == nullptr) return 1;
  Bytes bytes;
  if (!read(*point, bytes)) return refuse(*key.provider, Reason::unsupported_parameter);
  return set_public_key(key, bytes);
}

const OSSL_PARAM* settable_key_params(void*) {
  static constexpr OSSL_PARAM table[] = {bytes_param(OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY), no_param};
  return table;
}

}  // namespace cce::provider
