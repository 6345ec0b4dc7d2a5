// The parameters of AES-256-GCM.
#include <algorithm>

#include "provider/aes_gcm.hpp"

namespace cce::provider::gcm {
namespace {

// Names that headers of OpenSSL before 3.4 do not have.
constexpr char iv_generated[] = "iv-generated";

constexpr int64_t gcm_mode = 0x6;  // EVP_CIPH_GCM_MODE

bool set_tag(Context& context, const OSSL_PARAM& param) {
  Bytes bytes;
  if (!read(param, bytes)) return refuse(context.provider, Reason::unsupported_parameter);
  if (context.is_sealing || bytes.empty() || bytes.size() > context.tag.size())
    return refuse(context.provider, Reason::wrong_length);
  std::copy(bytes.begin(), bytes.end(), context.tag.begin());
  context.tag_size = bytes.size();
  return true;
}

bool set_iv_size(Context& context, const OSSL_PARAM& param) {
  size_t size;
  if (!read(param, size) || size == 0 || size > max_iv) return refuse(context.provider, Reason::wrong_length);
  if (size == context.iv_size) return true;
  // An IV of another length that has been given is none of this message's.
  if (context.state != Iv::none) context.state = Iv::spent;
  context.iv_size = size;
  return true;
}

// nonce_explicit of a record that came in.
bool set_explicit(Context& context, const OSSL_PARAM& param) {
  Bytes bytes;
  if (!read(param, bytes) || context.is_sealing || bytes.empty() || bytes.size() > context.iv_size)
    return refuse(context.provider, Reason::wrong_record);
  std::copy(bytes.begin(), bytes.end(), context.iv.begin() + static_cast<ptrdiff_t>(context.iv_size - bytes.size()));
  context.state = Iv::given;
  return true;
}

// Begins a message with the next counted IV, and tells its last bytes.
bool take_counted(Context& context, OSSL_PARAM& param) {
  if (!context.is_sealing || param.data == nullptr || param.data_size == 0) return refuse(context.provider, Reason::no_iv);
  if (!context.begin_counted()) return false;
  const size_t n = std::min(param.data_size, context.iv_size);
  return write(param, Bytes(context.iv).subspan(context.iv_size - n, n));
}

}  // namespace

int get_params(OSSL_PARAM* params) {
  return answer(params, OSSL_CIPHER_PARAM_MODE, gcm_mode) && answer(params, OSSL_CIPHER_PARAM_AEAD, int64_t{1}) &&
         answer(params, OSSL_CIPHER_PARAM_CUSTOM_IV, int64_t{1}) && answer(params, OSSL_CIPHER_PARAM_CTS, int64_t{0}) &&
         answer(params, OSSL_CIPHER_PARAM_TLS1_MULTIBLOCK, int64_t{0}) &&
         answer(params, OSSL_CIPHER_PARAM_HAS_RAND_KEY, int64_t{0}) &&
         answer(params, OSSL_CIPHER_PARAM_KEYLEN, int64_t{CCE_GCM_KEY_SIZE}) &&
         answer(params, OSSL_CIPHER_PARAM_BLOCK_SIZE, int64_t{1}) &&
         answer(params, OSSL_CIPHER_PARAM_IVLEN, int64_t{CCE_GCM_IV_SIZE});
}

const OSSL_PARAM* gettable_params(void*) {
  static constexpr OSSL_PARAM table[] = {unsigned_param(OSSL_CIPHER_PARAM_MODE),
                                         unsigned_param(OSSL_CIPHER_PARAM_KEYLEN),
                                         unsigned_param(OSSL_CIPHER_PARAM_IVLEN),
                                         unsigned_param(OSSL_CIPHER_PARAM_BLOCK_SIZE),
                                         number_param(OSSL_CIPHER_PARAM_AEAD),
                                         number_param(OSSL_CIPHER_PARAM_CUSTOM_IV),
                                         number_param(OSSL_CIPHER_PARAM_CTS),
                                         number_param(OSSL_CIPHER_PARAM_TLS1_MULTIBLOCK),
                                         number_param(OSSL_CIPHER_PARAM_HAS_RAND_KEY),
                                         no_param};
  return table;
}

int get_context_params(void* of, OSSL_PARAM* params) {
  auto& context = *static_cast<Context*>(of);
  const Bytes iv(context.iv.data(), context.iv_size);
  for (const char* const name : {OSSL_CIPHER_PARAM_IV, OSSL_CIPHER_PARAM_UPDATED_IV}) {
    OSSL_PARAM* const param = find(params, name);
    if (param == nullptr) continue;
    if (context.state == Iv::none) return refuse(context.provider, Reason::no_iv);
    if (param->data_type == OSSL_PARAM_OCTET_PTR && param->data != nullptr) {
      *static_cast<const void**>(param->data) = iv.data();
      param->return_size = iv.size();
    } else if (!write(*param, iv)) {
      return refuse(context.provider, Reason::wrong_length);
    }
  }
  if (OSSL_PARAM* const param = find(params, OSSL_CIPHER_PARAM_AEAD_TAG); param != nullptr) {
    // A shorter one is the beginning of the whole.
    if (!context.is_sealing || context.tag_size == 0 || param->data_size == 0 || param->data_size > context.tag.size())
      return refuse(context.provider, Reason::wrong_length);
    if (!write(*param, Bytes(context.tag).first(param->data_size))) return 0;
  }
  if (OSSL_PARAM* const param = find(params, OSSL_CIPHER_PARAM_AEAD_TLS1_GET_IV_GEN); param != nullptr)
    if (!take_counted(context, *param)) return 0;
  const size_t tag_size = context.tag_size == 0 ? context.tag.size() : context.tag_size;
  return answer(params, OSSL_CIPHER_PARAM_KEYLEN, int64_t{CCE_GCM_KEY_SIZE}) &&
         answer(params, OSSL_CIPHER_PARAM_IVLEN, static_cast<int64_t>(context.iv_size)) &&
         answer(params, OSSL_CIPHER_PARAM_AEAD_TAGLEN, static_cast<int64_t>(tag_size)) &&
         answer(params, OSSL_CIPHER_PARAM_AEAD_TLS1_AAD_PAD, int64_t{CCE_GCM_TAG_SIZE}) &&
         answer(params, iv_generated, int64_t{context.is_generated}) &&
         answer(params, approved_indicator, int64_t{!context.is_sealing || context.is_generated});
}

const OSSL_PARAM* gettable_context_params(void*, void*) {
  static constexpr OSSL_PARAM table[] = {unsigned_param(OSSL_CIPHER_PARAM_KEYLEN),
                                         unsigned_param(OSSL_CIPHER_PARAM_IVLEN),
                                         unsigned_param(OSSL_CIPHER_PARAM_AEAD_TAGLEN),
                                         bytes_param(OSSL_CIPHER_PARAM_IV),
                                         bytes_param(OSSL_CIPHER_PARAM_UPDATED_IV),
                                         bytes_param(OSSL_CIPHER_PARAM_AEAD_TAG),
                                         unsigned_param(OSSL_CIPHER_PARAM_AEAD_TLS1_AAD_PAD),
                                         bytes_param(OSSL_CIPHER_PARAM_AEAD_TLS1_GET_IV_GEN),
                                         unsigned_param(iv_generated),
                                         number_param(approved_indicator),
                                         no_param};
  return table;
}

int set_context_params(void* of, const OSSL_PARAM* params) {
  auto& context = *static_cast<Context*>(of);
  if (const OSSL_PARAM* const p = find(params, OSSL_CIPHER_PARAM_KEYLEN); p != nullptr) {
    size_t size;
    if (!read(*p, size) || size != CCE_GCM_KEY_SIZE) return refuse(context.provider, Reason::wrong_length);
  }
  if (const OSSL_PARAM* const p = find(params, OSSL_CIPHER_PARAM_AEAD_TAG); p != nullptr && !set_tag(context, *p)) return 0;
  if (const OSSL_PARAM* const p = find(params, OSSL_CIPHER_PARAM_AEAD_IVLEN); p != nullptr && !set_iv_size(context, *p))
    return 0;
  Bytes bytes;
  if (const OSSL_PARAM* const p = find(params, OSSL_CIPHER_PARAM_AEAD_TLS1_AAD); p != nullptr)
    if (!read(*p, bytes) || set_tls_aad(context, bytes) == 0) return 0;
  if (const OSSL_PARAM* const p = find(params, OSSL_CIPHER_PARAM_AEAD_TLS1_IV_FIXED); p != nullptr)
    if (!read(*p, bytes) || !set_tls_fixed(context, bytes)) return 0;
  if (const OSSL_PARAM* const p = find(params, OSSL_CIPHER_PARAM_AEAD_TLS1_SET_IV_INV); p != nullptr)
    if (!set_explicit(context, *p)) return 0;
  return 1;
}

const OSSL_PARAM* settable_context_params(void*, void*) {
  static constexpr OSSL_PARAM table[] = {unsigned_param(OSSL_CIPHER_PARAM_KEYLEN),
                                         unsigned_param(OSSL_CIPHER_PARAM_AEAD_IVLEN),
                                         bytes_param(OSSL_CIPHER_PARAM_AEAD_TAG),
                                         bytes_param(OSSL_CIPHER_PARAM_AEAD_TLS1_AAD),
                                         bytes_param(OSSL_CIPHER_PARAM_AEAD_TLS1_IV_FIXED),
                                         bytes_param(OSSL_CIPHER_PARAM_AEAD_TLS1_SET_IV_INV),
                                         no_param};
  return table;
}

}  // namespace cce::provider::gcm
