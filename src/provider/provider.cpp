// The provider: its entry, what it says of itself, and its tables of operations.
#include <cstring>
#include <type_traits>

#include "provider/operations.hpp"
#include "provider/params.hpp"

namespace cce::provider {
namespace {

const Provider& of(void* context) { return *static_cast<const Provider*>(context); }

void teardown(void* context) { destroy(static_cast<Provider*>(context)); }

const OSSL_PARAM* gettable_params(void*) {
  static constexpr OSSL_PARAM table[] = {text_pointer_param(OSSL_PROV_PARAM_NAME), text_pointer_param(OSSL_PROV_PARAM_VERSION),
                                         text_pointer_param(OSSL_PROV_PARAM_BUILDINFO),
                                         number_param(OSSL_PROV_PARAM_STATUS), no_param};
  return table;
}

// Degraded, the module serves what is not quarantined, and each operation says for itself what is.
bool is_running(cce_state state) {
  return state == CCE_STATE_OPERATIONAL || state == CCE_STATE_DEGRADED || state == CCE_STATE_SELF_TEST;
}

int get_params(void*, OSSL_PARAM* params) {
  cce_module_info info;
  info.size = sizeof info;
  if (cce_module_get_info(&info) != CCE_OK) return 0;
  return answer(params, OSSL_PROV_PARAM_NAME, "CCE Provider (FIPS 140-3 style, not validated)") &&
         answer(params, OSSL_PROV_PARAM_VERSION, cce_version()) &&
         answer(params, OSSL_PROV_PARAM_BUILDINFO, info.implementations) &&
         answer(params, OSSL_PROV_PARAM_STATUS, int64_t{is_running(info.state)});
}

const OSSL_ALGORITHM* query(void*, int operation, int* no_cache) {
  *no_cache = 0;
  switch (operation) {
    case OSSL_OP_DIGEST:
      return digests();
    case OSSL_OP_MAC:
      return macs();
    case OSSL_OP_KDF:
      return kdfs();
    case OSSL_OP_CIPHER:
      return ciphers();
    case OSSL_OP_KEYMGMT:
      return key_managements();
    case OSSL_OP_SIGNATURE:
      return signatures();
    case OSSL_OP_KEYEXCH:
      return key_exchanges();
    case OSSL_OP_RAND:
      return generators();
    default:
      return nullptr;
  }
}

int get_capabilities(void*, const char* capability, OSSL_CALLBACK* callback, void* argument) {
  return is_named(capability, "TLS-GROUP") && tls_groups(callback, argument);
}

int self_test(void* context) { return is_done(of(context), cce_module_self_test()); }

const OSSL_ITEM* reason_texts(void*) { return reasons(); }

// OpenSSL 3.5: where this provider is configured to be the one that random bytes come from. By its number, so that what is built
// with older headers has it, too; older versions take no notice of it.
constexpr int provider_random_bytes = 1032;
using RandomBytes = int(void* provider, int which, void* out, size_t size, unsigned strength);
#ifdef OSSL_FUNC_PROVIDER_RANDOM_BYTES
static_assert(provider_random_bytes == OSSL_FUNC_PROVIDER_RANDOM_BYTES &&
              std::is_same_v<RandomBytes, OSSL_FUNC_provider_random_bytes_fn>);
#endif
int random_bytes(void* context, int, void* out, size_t size, unsigned) {
  return is_done(of(context), cce_random(out, size));
}

const OSSL_DISPATCH functions[] = {
    row<OSSL_FUNC_provider_teardown_fn>(OSSL_FUNC_PROVIDER_TEARDOWN, teardown),
    row<OSSL_FUNC_provider_gettable_params_fn>(OSSL_FUNC_PROVIDER_GETTABLE_PARAMS, gettable_params),
    row<OSSL_FUNC_provider_get_params_fn>(OSSL_FUNC_PROVIDER_GET_PARAMS, get_params),
    row<OSSL_FUNC_provider_query_operation_fn>(OSSL_FUNC_PROVIDER_QUERY_OPERATION, query),
    row<OSSL_FUNC_provider_get_capabilities_fn>(OSSL_FUNC_PROVIDER_GET_CAPABILITIES, get_capabilities),
    row<OSSL_FUNC_provider_self_test_fn>(OSSL_FUNC_PROVIDER_SELF_TEST, self_test),
    row<OSSL_FUNC_provider_get_reason_strings_fn>(OSSL_FUNC_PROVIDER_GET_REASON_STRINGS, reason_texts),
    row<RandomBytes>(provider_random_bytes, random_bytes),
    end_of_table()};

// What OpenSSL offers, as far as it is used here.
void take_over(Provider& provider, const OSSL_DISPATCH* in) {
  for (; in->function_id != 0; ++in) {
    switch (in->function_id) {
      case OSSL_FUNC_CORE_NEW_ERROR:
        provider.new_error = reinterpret_cast<OSSL_FUNC_core_new_error_fn*>(in->function);
        break;
      case OSSL_FUNC_CORE_SET_ERROR_DEBUG:
        provider.set_error_debug = reinterpret_cast<OSSL_FUNC_core_set_error_debug_fn*>(in->function);
        break;
      case OSSL_FUNC_CORE_VSET_ERROR:
        provider.set_error = reinterpret_cast<OSSL_FUNC_core_vset_error_fn*>(in->function);
        break;
      default:
        break;
    }
  }
}

}  // namespace
}  // namespace cce::provider

extern "C" __attribute__((visibility("default"))) int OSSL_provider_init(const OSSL_CORE_HANDLE* core,
                                                                          const OSSL_DISPATCH* in,
                                                                          const OSSL_DISPATCH** out, void** context) {
  using namespace cce::provider;
  Provider provider{core, nullptr, nullptr, nullptr};
  take_over(provider, in);
  // A module that is in error gives nothing, so it is not loaded: programs are to notice at their start.
  if (!is_running(cce_module_state())) return refuse(provider, CCE_ERR_STATE);
  auto* const made = make<Provider>(provider);
  if (made == nullptr) return 0;
  *made = provider;
  *context = made;
  *out = functions;
  return 1;
}
