// What every operation of the provider rests on: the provider's context, errors as OpenSSL wants them, and dispatch tables.
#pragma once

#include <cce/cce.h>
#include <openssl/core.h>
#include <openssl/core_dispatch.h>
#include <openssl/core_names.h>

#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>

namespace cce::provider {

// What belongs to one library context: there may be several in a process, each with its own. Nothing is global.
struct Provider {
  const OSSL_CORE_HANDLE* core;
  OSSL_FUNC_core_new_error_fn* new_error;
  OSSL_FUNC_core_set_error_debug_fn* set_error_debug;
  OSSL_FUNC_core_vset_error_fn* set_error;
};

// Reasons in OpenSSL's error queue, of this provider's own. Those below 32 are cce_result, with its sign turned.
enum class Reason : unsigned {
  no_key = 32,
  unknown_digest,
  unknown_curve,
  unsupported_parameter,
  wrong_length,
  no_iv,
  wrong_order,
  wrong_record,
  buffer_too_small,
  mode_of_kdf,
  missing_parameter,
};
const OSSL_ITEM* reasons();

// Puts a reason into the error queue of the calling thread; false, so that it ends a function.
bool refuse(const Provider& provider, Reason reason);
bool refuse(const Provider& provider, cce_result result);

// Whether a service was done; its error goes to the queue.
inline bool is_done(const Provider& provider, cce_result result) {
  return result == CCE_OK || result == CCE_OK_UNAPPROVED || refuse(provider, result);
}

// An object for OpenSSL to hold; null when there is no memory.
template <class T>
T* make(const Provider& provider) {
  static_assert(alignof(T) <= alignof(max_align_t));
  void* const place = std::malloc(sizeof(T));
  if (place == nullptr) {
    refuse(provider, CCE_ERR_MEMORY);
    return nullptr;
  }
  return new (place) T();
}

template <class T>
void destroy(T* object) {
  if (object == nullptr) return;
  object->~T();
  std::free(object);
}

// A row of a dispatch table, whose function has the type that OpenSSL names for it.
template <class Function>
OSSL_DISPATCH row(int id, std::type_identity_t<Function>* function) {
  return {id, reinterpret_cast<void (*)()>(function)};
}
inline OSSL_DISPATCH end_of_table() { return {0, nullptr}; }

}  // namespace cce::provider
