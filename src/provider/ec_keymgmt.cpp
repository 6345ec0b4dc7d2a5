// KEYMGMT: EC.
#include <algorithm>

#include "provider/ec_key.hpp"
#include "provider/operations.hpp"

namespace cce::provider {
namespace {

void* new_key(void* provider) {
  const auto& of = *static_cast<const Provider*>(provider);
  auto* const made = make<EcKey>(of);
  if (made != nullptr) made->provider = &of;
  return made;
}

void free_key(void* key) { let_go(static_cast<EcKey*>(key)); }

// OpenSSL asks it of what is not there, too.
int has(const void* of, int selection) {
  if (of == nullptr) return 0;
  const auto& key = *static_cast<const EcKey*>(of);
  if ((selection & OSSL_KEYMGMT_SELECT_DOMAIN_PARAMETERS) != 0 && key.curve == nullptr) return 0;
  if ((selection & OSSL_KEYMGMT_SELECT_PUBLIC_KEY) != 0 && key.public_key == nullptr) return 0;
  return (selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) == 0 || key.private_key != nullptr;
}

// A private key goes with its public key, so the latter tells.
int match(const void* left, const void* right, int selection) {
  if (left == nullptr || right == nullptr) return 0;
  const auto& a = *static_cast<const EcKey*>(left);
  const auto& b = *static_cast<const EcKey*>(right);
  if ((selection & OSSL_KEYMGMT_SELECT_DOMAIN_PARAMETERS) != 0 && a.curve != b.curve) return 0;
  if ((selection & OSSL_KEYMGMT_SELECT_KEYPAIR) == 0) return 1;
  Point of_a, of_b;
  return export_point(a, of_a) && export_point(b, of_b) && std::ranges::equal(of_a.all(), of_b.all());
}

// The module has validated what it made a handle of: a public key in full, a private key's range, and the pair by making the
// one of the other. So what is left to see is whether the parts are there.
int validate(const void* of, int selection, int) { return has(of, selection); }

void* copy(const void* of, int selection) {
  const auto& from = *static_cast<const EcKey*>(of);
  auto* const made = static_cast<EcKey*>(new_key(const_cast<Provider*>(from.provider)));
  if (made == nullptr) return nullptr;
  made->curve = from.curve;
  bool done = true;
  if ((selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) != 0 && from.private_key != nullptr) {
    Scalar scalar;
    done = export_scalar(from, scalar) && set_private_key(*made, Bytes(scalar.bytes).first(scalar.size));
  } else if ((selection & OSSL_KEYMGMT_SELECT_PUBLIC_KEY) != 0 && from.public_key != nullptr) {
    Point point;
    done = export_point(from, point) && set_public_key(*made, point.all());
  }
  if (done) return made;
  destroy(made);
  return nullptr;
}

const char* operation_name(int operation) {
  return operation == OSSL_OP_SIGNATURE ? "ECDSA" : operation == OSSL_OP_KEYEXCH ? "ECDH" : nullptr;
}

const OSSL_DISPATCH functions[] = {
    row<OSSL_FUNC_keymgmt_new_fn>(OSSL_FUNC_KEYMGMT_NEW, new_key),
    row<OSSL_FUNC_keymgmt_free_fn>(OSSL_FUNC_KEYMGMT_FREE, free_key),
    row<OSSL_FUNC_keymgmt_gen_init_fn>(OSSL_FUNC_KEYMGMT_GEN_INIT, begin_generation),
    row<OSSL_FUNC_keymgmt_gen_set_template_fn>(OSSL_FUNC_KEYMGMT_GEN_SET_TEMPLATE, set_generation_template),
    row<OSSL_FUNC_keymgmt_gen_set_params_fn>(OSSL_FUNC_KEYMGMT_GEN_SET_PARAMS, set_generation_params),
    row<OSSL_FUNC_keymgmt_gen_settable_params_fn>(OSSL_FUNC_KEYMGMT_GEN_SETTABLE_PARAMS, settable_generation_params),
    row<OSSL_FUNC_keymgmt_gen_fn>(OSSL_FUNC_KEYMGMT_GEN, generate_key),
    row<OSSL_FUNC_keymgmt_gen_cleanup_fn>(OSSL_FUNC_KEYMGMT_GEN_CLEANUP, end_generation),
    row<OSSL_FUNC_keymgmt_get_params_fn>(OSSL_FUNC_KEYMGMT_GET_PARAMS, get_key_params),
    row<OSSL_FUNC_keymgmt_gettable_params_fn>(OSSL_FUNC_KEYMGMT_GETTABLE_PARAMS, gettable_key_params),
    row<OSSL_FUNC_keymgmt_set_params_fn>(OSSL_FUNC_KEYMGMT_SET_PARAMS, set_key_params),
    row<OSSL_FUNC_keymgmt_settable_params_fn>(OSSL_FUNC_KEYMGMT_SETTABLE_PARAMS, settable_key_params),
    row<OSSL_FUNC_keymgmt_has_fn>(OSSL_FUNC_KEYMGMT_HAS, has),
    row<OSSL_FUNC_keymgmt_match_fn>(OSSL_FUNC_KEYMGMT_MATCH, match),
    row<OSSL_FUNC_keymgmt_validate_fn>(OSSL_FUNC_KEYMGMT_VALIDATE, validate),
    row<OSSL_FUNC_keymgmt_import_fn>(OSSL_FUNC_KEYMGMT_IMPORT, import_key),
    row<OSSL_FUNC_keymgmt_import_types_fn>(OSSL_FUNC_KEYMGMT_IMPORT_TYPES, key_types),
    row<OSSL_FUNC_keymgmt_export_fn>(OSSL_FUNC_KEYMGMT_EXPORT, export_key),
    row<OSSL_FUNC_keymgmt_export_types_fn>(OSSL_FUNC_KEYMGMT_EXPORT_TYPES, key_types),
    row<OSSL_FUNC_keymgmt_dup_fn>(OSSL_FUNC_KEYMGMT_DUP, copy),
    row<OSSL_FUNC_keymgmt_query_operation_name_fn>(OSSL_FUNC_KEYMGMT_QUERY_OPERATION_NAME, operation_name),
    end_of_table()};

}  // namespace

const OSSL_ALGORITHM* key_managements() {
  static const OSSL_ALGORITHM table[] = {
      {"EC:id-ecPublicKey:1.2.840.10045.2.1", properties, functions, "P-256, P-384, P-521"},
      {"HMAC", properties, hmac_key_functions, "keys of HMAC"},
      {"HKDF", properties, kdf_key_functions, "for HKDF as an agreement"},
      {"TLS1-PRF", properties, kdf_key_functions, "for the PRF of TLS 1.2 as an agreement"},
      {nullptr, nullptr, nullptr, nullptr}};
  return table;
}

}  // namespace cce::provider
