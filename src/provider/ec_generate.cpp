// KEYMGMT: EC, the making of keys and of parameters.
#include "provider/ec_key.hpp"

namespace cce::provider {
namespace {

struct Generation {
  const Provider* provider;
  int selection;
  const Curve* curve;
};

}  // namespace

void* begin_generation(void* provider, int selection, const OSSL_PARAM* params) {
  const auto& of = *static_cast<const Provider*>(provider);
  auto* const made = make<Generation>(of);
  if (made == nullptr) return nullptr;
  *made = {&of, selection, nullptr};
  if (set_generation_params(made, params)) return made;
  destroy(made);
  return nullptr;
}

int set_generation_template(void* generation, void* key) {
  auto& of = *static_cast<Generation*>(generation);
  of.curve = static_cast<const EcKey*>(key)->curve;
  return of.curve != nullptr || refuse(*of.provider, Reason::unknown_curve);
}

int set_generation_params(void* generation, const OSSL_PARAM* params) {
  auto& of = *static_cast<Generation*>(generation);
  std::string_view text;
  if (const OSSL_PARAM* const p = find(params, OSSL_PKEY_PARAM_GROUP_NAME); p != nullptr) {
    const Curve* const curve = read(*p, text) ? curve_named(text) : nullptr;
    if (curve == nullptr) return refuse(*of.provider, Reason::unknown_curve);
    of.curve = curve;
  }
  // A curve that is spelled out is what these keys do not have.
  if (const OSSL_PARAM* const p = find(params, OSSL_PKEY_PARAM_EC_ENCODING); p != nullptr)
    if (!read(*p, text) || !is_named(text, OSSL_PKEY_EC_ENCODING_GROUP))
      return refuse(*of.provider, Reason::unsupported_parameter);
  return 1;
}

const OSSL_PARAM* settable_generation_params(void*, void*) {
  static constexpr OSSL_PARAM table[] = {text_param(OSSL_PKEY_PARAM_GROUP_NAME), text_param(OSSL_PKEY_PARAM_EC_ENCODING),
                                         number_param(OSSL_PKEY_PARAM_USE_COFACTOR_ECDH), no_param};
  return table;
}

void* generate_key(void* generation, OSSL_CALLBACK*, void*) {
  const auto& of = *static_cast<const Generation*>(generation);
  if (of.curve == nullptr) {
    refuse(*of.provider, Reason::unknown_curve);
    return nullptr;
  }
  auto* const made = make<EcKey>(*of.provider);
  if (made == nullptr) return nullptr;
  made->provider = of.provider;
  made->curve = of.curve;
  if ((of.selection & OSSL_KEYMGMT_SELECT_KEYPAIR) == 0) return made;
  if (is_done(*of.provider, cce_ec_key_generate(of.curve->id, &made->private_key)) &&
      is_done(*of.provider, cce_ec_key_public(made->private_key, &made->public_key)))
    return made;
  destroy(made);
  return nullptr;
}

void end_generation(void* generation) { destroy(static_cast<Generation*>(generation)); }

}  // namespace cce::provider
