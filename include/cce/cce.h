/* SPDX-License-Identifier: Apache-2.0
 *
 * cce.h — the C ABI of CCE, the Core Crypto Engine: C99, compiles as C++ too.
 *
 * CCE is built in the style of a FIPS 140-3 level 1 module. It is NOT validated and holds no certificate.
 *
 * The result of every service is its indicator (FIPS 140-3 IG 2.4.C):
 *
 *     == 0   done, and an approved service
 *     == 1   done, but with these parameters not an approved service
 *     <  0   refused; nothing was produced, and no output buffer holds anything of use
 *
 * So a program that only tests `== 0` fails safe.
 *
 * What holds for every service, unless its own text says otherwise:
 *
 *   - All lengths are in bytes. A pointer may be NULL exactly when its length is zero.
 *   - CCE_ERR_ARGUMENT: a NULL pointer with a length above zero or for an output, an unknown id, a length no
 *     object can have (above 2^56, or one that wraps the address space), or buffers that overlap in a way the
 *     service does not allow. Nothing has been written then.
 *   - CCE_ERR_STATE: the module is not operational (cce_module_state), or the algorithm is quarantined by a failed
 *     self-test. Nothing has been written then.
 *   - An output may start exactly where an input starts (in place), where the service says so. Any other overlap of
 *     an output with an input is refused.
 *   - Thread-safe: any thread may call any service at any time. A context (cce_digest_ctx, cce_hmac_ctx) and a
 *     cce_gcm_stream belong to one thread at a time. While a self-test runs, services that begin wait for its end,
 *     about a millisecond.
 *   - No service prints, aborts, throws, or leaves errno changed in a way that carries meaning.
 */
#ifndef CCE_CCE_H
#define CCE_CCE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define CCE_API __attribute__((visibility("default")))
#else
#define CCE_API
#endif

/* ---------------------------------------------------------------------------------------------- results ------ */

/* The outcome of a service and, at once, its approved-service indicator. */
typedef enum cce_result {
  CCE_OK = 0,               /* done, approved                                                                  */
  CCE_OK_UNAPPROVED = 1,    /* done, but not an approved service with these parameters                         */
  CCE_ERR_STATE = -1,       /* the module is not operational, or this algorithm is quarantined                 */
  CCE_ERR_ARGUMENT = -2,    /* null, unknown id, bad length, forbidden overlap, context not in use             */
  CCE_ERR_BUFFER = -3,      /* output too small; the size needed is in *len                                    */
  CCE_ERR_LIMIT = -4,       /* a limit of the standard is reached                                              */
  CCE_ERR_AUTH = -5,        /* a tag, MAC or signature does not verify                                         */
  CCE_ERR_KEY = -6,         /* not a valid key: off the curve, out of range, the identity                      */
  CCE_ERR_ENTROPY = -7,     /* the noise sources gave too little, or failed their health tests                 */
  CCE_ERR_SELF_TEST = -8,   /* a self-test failed; cce_module_get_info().failure says which                    */
  CCE_ERR_MEMORY = -9,      /* memory could not be had                                                         */
  CCE_ERR_UNSUPPORTED = -10 /* this build or this machine cannot do it                                        */
} cce_result;

/* A short English text for a result, such as "does not verify". Never NULL; "unknown result" for a value that is not
 * a cce_result. The text lives as long as the process. Answers in every state. */
CCE_API const char* cce_result_text(cce_result result);

/* ----------------------------------------------------------------------------------------------- module ------ */

/* The module's states: docs/state-model.md has the diagram and every transition (ISO/IEC 19790 7.11.4). */
typedef enum cce_state {
  CCE_STATE_POWER_OFF = 0,   /* the power-up has not begun                                                    */
  CCE_STATE_SELF_TEST = 1,   /* self-tests run; services that begin wait for their end                        */
  CCE_STATE_OPERATIONAL = 2, /* every service answers                                                         */
  CCE_STATE_DEGRADED = 3,    /* algorithms whose self-test failed are quarantined, the others answer          */
  CCE_STATE_ERROR = 4,       /* status, zeroise and restart answer, nothing else                              */
  CCE_STATE_ZEROIZED = 5     /* as CCE_STATE_ERROR, and every secret of the module has been wiped             */
} cce_state;

typedef enum cce_test_kind {
  CCE_TEST_INTEGRITY = 1,    /* HMAC-SHA-256 over the module's own code and constants                         */
  CCE_TEST_KNOWN_ANSWER = 2, /* an algorithm gives the published answer                                       */
  CCE_TEST_HEALTH = 3        /* a noise source or generator behaves                                           */
} cce_test_kind;

typedef enum cce_test_outcome {
  CCE_TEST_NOT_RUN = 0, /* not reached: an earlier test on which it rests failed                              */
  CCE_TEST_PASSED = 1,
  CCE_TEST_FAILED = 2
} cce_test_outcome;

/* What the module says of itself. The caller sets `size` to sizeof(cce_module_info) before the call, so that later
 * versions can add members at the end. Every string lives as long as the process. */
typedef struct cce_module_info {
  size_t size;                /* in: sizeof(cce_module_info) of the caller                               */
  const char *name, *version; /* module name; semantic version                                           */
  cce_state state;
  uint8_t integrity_expected[32]; /* the digest stamped into the library when it was built                   */
  uint8_t integrity_computed[32]; /* the digest of the code and constants in memory, by the latest test      */
  const char* cpu_features;       /* what was found and is used: "sha bmi2 avx2 ..."                         */
  const char* implementations;    /* the code path of each algorithm: "sha256=shani sha512=avx2 ..."         */
  uint64_t power_up_ns;           /* from the first instruction of the latest power-up to its end, in ns     */
  const char* failure;            /* the first failure since the latest power-up began, in full: phase, test,
                                      expected and got. NULL when there is none                               */
} cce_module_info;

/* One self-test and its latest outcome. The caller sets `size` to sizeof(cce_self_test) before the call. */
typedef struct cce_self_test {
  size_t size;                  /* in: sizeof(cce_self_test) of the caller                                 */
  const char *name, *algorithm; /* "sha256", "SHA2-256": the name is unique and stays the same             */
  cce_test_kind kind;
  cce_test_outcome outcome;
  uint64_t ns;        /* how long its latest run took, in nanoseconds; 0 when it has not run     */
  const char* detail; /* what is tested, or what failed, expected and got. Never NULL            */
} cce_self_test;

/* The module's version, semantic versioning ("1.2.3"). Never NULL. Answers in every state. */
CCE_API const char* cce_version(void);

/* The module's state now. Powers the module up first if this is the first call of all, made before the library's own
 * constructor ran. Answers in every state, waits for nothing, and may be called from a signal handler. */
CCE_API cce_state cce_module_state(void);

/* A state's name: "operational". Never NULL; "unknown" for a value that is not a cce_state. Answers in every state. */
CCE_API const char* cce_state_name(cce_state state);

/* Runs the integrity test and every algorithm's self-test again, on demand (ISO/IEC 19790 7.10.3, IG 10.3.E). An
 * algorithm that was quarantined and now passes serves again.
 *   CCE_OK             every test passed: the module is operational
 *   CCE_ERR_SELF_TEST  a test failed: the module is degraded or in error, and `failure` says why
 *   CCE_ERR_STATE      the module is in error or zeroized: cce_module_restart is the way back */
CCE_API cce_result cce_module_self_test(void);

/* From error, degraded or zeroized: the full power-up again, every test included.
 *   CCE_OK             the module is operational
 *   CCE_ERR_SELF_TEST  a test failed: the module is degraded or in error, and `failure` says why
 *   CCE_ERR_STATE      the module is operational: there is nothing to restart from */
CCE_API cce_result cce_module_restart(void);

/* Wipes every secret that the module holds and makes every handle and generator unusable (ISO/IEC 19790 7.9.7).
 * Contexts in the caller's own storage are the caller's to wipe; they answer CCE_ERR_STATE until a restart.
 * A call that is under way in another thread meanwhile ends, and hands out no handle that could be used after a restart: it
 * answers CCE_ERR_STATE, or what it gives is refused as any other. Answers in every state, and wipes again on a zeroized
 * module. Waits for a running self-test to end.
 *   CCE_OK             the module is zeroized
 *   CCE_ERR_STATE      called from a signal handler that interrupted this thread's own self-test */
CCE_API cce_result cce_module_zeroize(void);

/* Fills *info. Members that a newer caller knows and this library does not are set to zero. Answers in every state.
 *   CCE_OK
 *   CCE_ERR_ARGUMENT   info is NULL, or info->size is below the first version's or above 4,096 bytes */
CCE_API cce_result cce_module_get_info(cce_module_info* info);

/* How many self-tests there are. Answers in every state. */
CCE_API size_t cce_self_test_count(void);

/* Fills *test with self-test `index` (from 0, in the order of power-up). Answers in every state.
 *   CCE_OK
 *   CCE_ERR_ARGUMENT   index is not below cce_self_test_count(), or test is NULL, or its size is out of range as in
 *                      cce_module_get_info */
CCE_API cce_result cce_self_test_get(size_t index, cce_self_test* test);

/* ------------------------------------------------------------------------------------------------- hash ------ */

/* SHA-2, FIPS 180-4. */
typedef enum cce_hash {
  CCE_SHA224 = 1,
  CCE_SHA256 = 2,
  CCE_SHA384 = 3,
  CCE_SHA512 = 4,
  CCE_SHA512_256 = 5 /* SHA-512/256, FIPS 180-4 section 6.7 */
} cce_hash;

#define CCE_MAX_DIGEST_SIZE 64 /* bytes: the longest digest and MAC of this version */

/* A streaming hash, in the caller's storage: no allocation, copied by `=` (the copy continues on its own), valid only
 * after cce_digest_init. Its content is the library's alone. */
typedef struct cce_digest_ctx {
  uint64_t opaque[32];
} cce_digest_ctx;

/* The digest length in bytes (28, 32, 48, 64, 32); 0 for an unknown id. Answers in every state. */
CCE_API size_t cce_digest_size(cce_hash hash);

/* out = hash(msg), one call (FIPS 180-4 section 6). out takes cce_digest_size(hash) bytes and may start where msg
 * starts. Errors: CCE_ERR_STATE, CCE_ERR_ARGUMENT. */
CCE_API cce_result cce_digest(cce_hash hash, const void* msg, size_t msg_len, void* out);

/* A message of a batch, and its own outcome. */
typedef struct cce_digest_item {
  const void* msg;
  size_t msg_len;
  void* out;         /* cce_digest_size(hash) bytes; may start where msg starts                       */
  cce_result result; /* out: what cce_digest would have answered for this message alone               */
} cce_digest_item;

/* cce_digest for each of `count` messages, of whatever lengths: several are hashed side by side, which is faster than one
 * after the other. Every item is dealt with whatever comes of the others; an output of one must not overlap a message or
 * an output of another, or which bytes are hashed, or stay, is unspecified.
 *   CCE_OK             every item's result is CCE_OK; count may be 0
 *   CCE_ERR_ARGUMENT   items is no array of `count` (nothing has been written then), or the hash is unknown, or an item's
 *                      arguments are wrong or its output reaches into `items`; its result says so, the others' are CCE_OK
 *   CCE_ERR_STATE      every item's result is CCE_ERR_STATE */
CCE_API cce_result cce_digest_batch(cce_hash hash, cce_digest_item* items, size_t count);

/* Begins a hash in *ctx, whatever *ctx held. Errors: CCE_ERR_STATE, CCE_ERR_ARGUMENT. */
CCE_API cce_result cce_digest_init(cce_digest_ctx* ctx, cce_hash hash);

/* Appends data_len bytes. On an error the context is as it was.
 *   CCE_ERR_LIMIT      the message would pass FIPS 180-4's limit: 2^61 - 1 bytes for SHA-224 and SHA-256
 *   CCE_ERR_ARGUMENT   also: the context was not begun, is finished, or overlaps data
 *   CCE_ERR_STATE */
CCE_API cce_result cce_digest_update(cce_digest_ctx* ctx, const void* data, size_t data_len);

/* Writes the digest (cce_digest_size bytes) and wipes the context, which then answers CCE_ERR_ARGUMENT until it is
 * begun again. On an error the context is as it was. Errors: CCE_ERR_STATE, CCE_ERR_ARGUMENT. */
CCE_API cce_result cce_digest_final(cce_digest_ctx* ctx, void* out);

/* ------------------------------------------------------------------------------------------------- HMAC ------ */

/* A streaming HMAC, as cce_digest_ctx. It holds key material: cce_hmac_final wipes it; a context that is given up
 * without final is the caller's to wipe. */
typedef struct cce_hmac_ctx {
  uint64_t opaque[40];
} cce_hmac_ctx;

/* out = HMAC(key, msg) (FIPS 198-1), cce_digest_size(hash) bytes; out may start where msg or where key starts.
 *   CCE_OK             approved
 *   CCE_OK_UNAPPROVED  done; the key is shorter than 112 bits (14 bytes; SP 800-131A Rev. 2 section 10)
 *   CCE_ERR_STATE, CCE_ERR_ARGUMENT */
CCE_API cce_result cce_hmac(cce_hash hash, const void* key, size_t key_len, const void* msg, size_t msg_len, void* out);

/* Begins an HMAC in *ctx, whatever *ctx held. The context does not refer to the key afterwards.
 *   CCE_OK, or CCE_OK_UNAPPROVED for a key shorter than 14 bytes; update and final answer likewise
 *   CCE_ERR_STATE, CCE_ERR_ARGUMENT */
CCE_API cce_result cce_hmac_init(cce_hmac_ctx* ctx, cce_hash hash, const void* key, size_t key_len);

/* Appends data_len bytes. Results as cce_digest_update, or CCE_OK_UNAPPROVED as cce_hmac_init said. */
CCE_API cce_result cce_hmac_update(cce_hmac_ctx* ctx, const void* data, size_t data_len);

/* Writes the MAC (cce_digest_size bytes) and wipes the context, as cce_digest_final. */
CCE_API cce_result cce_hmac_final(cce_hmac_ctx* ctx, void* out);

/* Compares mac with the first mac_len bytes of HMAC(key, msg), in time that does not depend on where they differ.
 * mac_len is a constant of your protocol: never take it from the message, or the sender chooses how little to forge.
 *   CCE_OK             it verifies
 *   CCE_OK_UNAPPROVED  it verifies; the key is shorter than 14 bytes
 *   CCE_ERR_AUTH       it does not verify
 *   CCE_ERR_ARGUMENT   also: mac_len is below 4 (SP 800-107 Rev. 1 section 5.3.3) or above cce_digest_size(hash)
 *   CCE_ERR_STATE */
CCE_API cce_result cce_hmac_verify(cce_hash hash, const void* key, size_t key_len, const void* msg, size_t msg_len,
                                   const void* mac, size_t mac_len);

/* ------------------------------------------------------------------------------------------------- HKDF ------ */

/* okm = HKDF(salt, ikm, info): extract, then expand (RFC 5869; SP 800-56C Rev. 2 sections 5 and 8.3). An absent salt
 * (salt_len 0) is a hash length of zero bytes. okm may start where ikm starts; no other overlap.
 *   CCE_OK             approved
 *   CCE_OK_UNAPPROVED  done; ikm is shorter than 112 bits (14 bytes)
 *   CCE_ERR_LIMIT      okm_len is above 255 digests
 *   CCE_ERR_ARGUMENT   also: okm_len is 0
 *   CCE_ERR_STATE */
CCE_API cce_result cce_hkdf(cce_hash hash, const void* salt, size_t salt_len, const void* ikm, size_t ikm_len,
                            const void* info, size_t info_len, void* okm, size_t okm_len);

/* prk = HKDF-Extract(salt, ikm), cce_digest_size(hash) bytes; may start where salt or ikm starts. Results as cce_hkdf
 * where they apply. */
CCE_API cce_result cce_hkdf_extract(cce_hash hash, const void* salt, size_t salt_len, const void* ikm, size_t ikm_len,
                                    void* prk);

/* okm = HKDF-Expand(prk, info). okm may start where prk starts; it may not touch info, which is read again for each
 * block. Results as cce_hkdf, with prk in the place of ikm. */
CCE_API cce_result cce_hkdf_expand(cce_hash hash, const void* prk, size_t prk_len, const void* info, size_t info_len,
                                   void* okm, size_t okm_len);

/* ------------------------------------------------------------------------------------------------- TLS ------- */

/* The derivations of keys in TLS, apart from the protocol: SP 800-135 Rev. 1 and RFC 8446. An output may start where the
 * secret starts (of cce_tls13_extract also where `previous` starts), and touches nothing else. */

/* secret = the next secret of TLS 1.3's key schedule (RFC 8446 section 7.1), cce_digest_size(hash) bytes:
 * HKDF-Extract(Derive-Secret(previous, "derived", ""), ikm). With previous_len 0 the salt is 0, which begins the schedule; with
 * ikm_len 0 the input is a digest length of zeros, as where there is no pre-shared key.
 *   CCE_OK             approved
 *   CCE_OK_UNAPPROVED  done; another hash than SHA-256 and SHA-384, or previous or ikm present and shorter than 14 bytes
 *   CCE_ERR_STATE, CCE_ERR_ARGUMENT */
CCE_API cce_result cce_tls13_extract(cce_hash hash, const void* previous, size_t previous_len, const void* ikm,
                                     size_t ikm_len, void* secret);

/* okm = HKDF-Expand-Label(secret, label, context, okm_len) (RFC 8446 section 7.1); Derive-Secret is this with the transcript's
 * hash as context. label is without the "tls13 " that goes before it.
 *   CCE_OK             approved
 *   CCE_OK_UNAPPROVED  done; another hash than SHA-256 and SHA-384, or a secret shorter than 14 bytes
 *   CCE_ERR_LIMIT      okm_len is above 255 digests
 *   CCE_ERR_ARGUMENT   also: label_len is not 1 to 249, context_len is above 255, or okm_len is 0
 *   CCE_ERR_STATE */
CCE_API cce_result cce_tls13_expand_label(cce_hash hash, const void* secret, size_t secret_len, const void* label,
                                          size_t label_len, const void* context, size_t context_len, void* okm,
                                          size_t okm_len);

/* out = PRF(secret, label, seed) of TLS 1.2 (RFC 5246 section 5; SP 800-135 Rev. 1 section 4.2.2), out_len bytes. The two are
 * hashed one after the other, so the label may also stand at the beginning of the seed.
 *   CCE_OK             approved
 *   CCE_OK_UNAPPROVED  done; another hash than SHA-256, SHA-384 and SHA-512, or a secret shorter than 14 bytes, or the label
 *                      begins with "master secret": a master secret is derived with "extended master secret"
 *                      (RFC 7627; IG D.Q)
 *   CCE_ERR_LIMIT      out_len is above 2^20
 *   CCE_ERR_ARGUMENT   also: out_len is 0
 *   CCE_ERR_STATE */
CCE_API cce_result cce_tls12_prf(cce_hash hash, const void* secret, size_t secret_len, const void* label, size_t label_len,
                                 const void* seed, size_t seed_len, void* out, size_t out_len);

/* --------------------------------------------------------------------------------------------------- AES-256-GCM ---- */

#define CCE_GCM_KEY_SIZE 32 /* bytes */
#define CCE_GCM_IV_SIZE 12  /* bytes: of the IV that cce_gcm_seal makes */
#define CCE_GCM_TAG_SIZE 16 /* bytes: of the tag that cce_gcm_seal makes */

/* An AES-256 key for GCM (SP 800-38D), in protected memory: locked where the system allows, left out of core dumps, wiped
 * when freed. Threads may share it. It answers CCE_ERR_KEY after cce_module_zeroize, also when the module was restarted
 * since. */
typedef struct cce_gcm_key cce_gcm_key;

/* A new random key from this thread's generator. *key is NULL on an error.
 *   CCE_ERR_ENTROPY    the noise sources gave no seed
 *   CCE_ERR_MEMORY     no protected memory could be had
 *   CCE_ERR_STATE, CCE_ERR_ARGUMENT */
CCE_API cce_result cce_gcm_key_generate(cce_gcm_key** key);

/* A key from 32 bytes of the caller's. *key is NULL on an error.
 *   CCE_ERR_ARGUMENT   also: key_len is not 32
 *   CCE_ERR_MEMORY, CCE_ERR_STATE */
CCE_API cce_result cce_gcm_key_import(const void* key_bytes, size_t key_len, cce_gcm_key** key);

/* Wipes and frees. NULL is allowed. Answers in every state. No other call may use the key at that time or later. */
CCE_API void cce_gcm_key_free(cce_gcm_key* key);

/* ct = GCM-AE(key, iv, pt, aad) with a 16-byte tag and a fresh random 12-byte IV, made inside from this thread's generator
 * (SP 800-38D 8.2.2; IG C.H scenario 2). ct takes pt_len bytes and may start where pt starts. iv and tag are outputs, and
 * no output touches another or an input otherwise.
 * A child of fork counts on by itself from where its parent was: processes that share a key by forking share the 2^32, and
 * to keep to their sum is the caller's duty.
 *   CCE_ERR_LIMIT      this key's 2^32-th invocation (SP 800-38D 8.3), or it has a sealer: take a new key; or pt_len above
 *                      2^36 - 32
 *   CCE_ERR_ENTROPY    the noise sources gave no seed
 *   CCE_ERR_KEY        the key was zeroised
 *   CCE_ERR_STATE, CCE_ERR_ARGUMENT, CCE_ERR_MEMORY */
CCE_API cce_result cce_gcm_seal(cce_gcm_key* key, const void* aad, size_t aad_len, const void* pt, size_t pt_len,
                                void* iv, void* ct, void* tag);

/* pt = GCM-AD(key, iv, ct, aad, tag). pt takes ct_len bytes and may start where ct starts. iv_len is 1 or more; tag_len is
 * 4, 8 or 12 to 16. Tags of 4 and 8 bytes are for protocols that keep the limits of SP 800-38D appendix C.
 *   CCE_ERR_AUTH       it does not verify; pt is all zeros, so nothing of the plaintext is left behind
 *   CCE_ERR_LIMIT      ct_len above 2^36 - 32
 *   CCE_ERR_KEY        the key was zeroised
 *   CCE_ERR_STATE, CCE_ERR_ARGUMENT */
CCE_API cce_result cce_gcm_open(const cce_gcm_key* key, const void* iv, size_t iv_len, const void* aad, size_t aad_len,
                                const void* ct, size_t ct_len, const void* tag, size_t tag_len, void* pt);

/* A message of a batch to seal, and its own outcome; the members are the arguments of cce_gcm_seal. */
typedef struct cce_gcm_seal_item {
  cce_gcm_key* key;
  const void* aad;
  size_t aad_len;
  const void* pt;
  size_t pt_len;
  void *iv, *ct, *tag; /* outputs: 12, pt_len and 16 bytes */
  cce_result result;   /* out: what cce_gcm_seal would have answered */
} cce_gcm_seal_item;

/* A message of a batch to open, and its own outcome; the members are the arguments of cce_gcm_open. */
typedef struct cce_gcm_open_item {
  const cce_gcm_key* key;
  const void* iv;
  size_t iv_len;
  const void* aad;
  size_t aad_len;
  const void* ct;
  size_t ct_len;
  const void* tag;
  size_t tag_len;
  void* pt;          /* output: ct_len bytes; zeros when the message does not verify */
  cce_result result; /* out: what cce_gcm_open would have answered */
} cce_gcm_open_item;

/* cce_gcm_seal for each of `count` messages, faster than one by one for short ones, most of all where messages under one key
 * lie beside each other. Every item is dealt with in turn, whatever comes of the others; an output of one must not overlap
 * what another item reads or writes, or which bytes are sealed, or stay, is unspecified.
 *   CCE_OK             every item's result is CCE_OK; count may be 0
 *   CCE_ERR_ARGUMENT   items is no array of `count`: nothing has been written then
 *   CCE_ERR_STATE      every item's result is CCE_ERR_STATE
 *   otherwise          the result of the first item that was refused (CCE_ERR_ARGUMENT also: its output reaches into
 *                      `items`); each item's own says what came of it */
CCE_API cce_result cce_gcm_seal_batch(cce_gcm_seal_item* items, size_t count);

/* The same for cce_gcm_open: what does not verify is CCE_ERR_AUTH, and zeros, alone. Results as cce_gcm_seal_batch. */
CCE_API cce_result cce_gcm_open_batch(cce_gcm_open_item* items, size_t count);

/* As cce_gcm_seal with the caller's IV, for protocols that prescribe one, and for validation. An IV that repeats under a
 * key gives away the plaintexts and the means to forge: that it never does is the caller's duty, and the module cannot
 * know it, so this is never an approved service. It does not count towards the key's invocations.
 *   CCE_OK_UNAPPROVED  done
 *   otherwise as cce_gcm_seal and cce_gcm_open; never CCE_OK */
CCE_API cce_result cce_gcm_seal_with_iv(const cce_gcm_key* key, const void* iv, size_t iv_len, const void* aad,
                                        size_t aad_len, const void* pt, size_t pt_len, void* ct, void* tag,
                                        size_t tag_len);

/* ---- AES-256-GCM with IVs that count: for TLS, QUIC, and formats that number their records */

/* The sealing end of a connection or a file: one key, a fixed field and an invocation counter, which are the IV
 * (SP 800-38D 8.2.1). The counter is the module's alone: it never goes back, never wraps, and two threads never get the
 * same; so no IV comes twice from a sealer. In protected memory, as keys are. Threads may share it.
 *
 * It belongs to the process that made it. A child of fork would go through the same IVs as its parent, so there it answers
 * CCE_ERR_KEY, for ever, while the parent goes on. (vfork, CLONE_VM: the same memory and the same counter; it serves.)
 * After cce_module_zeroize it answers CCE_ERR_KEY, too. */
typedef struct cce_gcm_sealer cce_gcm_sealer;

/* A sealer that has `key` to itself, so that it may be freed and goes on opening (cce_gcm_open), but never gives another
 * sealer, and cce_gcm_seal answers CCE_ERR_LIMIT: two ways of making IVs under one key could meet in one. The IV is,
 * with n counting from `first`, one more each time, big-endian:
 *
 *   fixed_len 4 to 8   fixed || n, n of 12 - fixed_len bytes. fixed is the name of the device, the sender or the file
 *                      among all that use this key. 4: TLS 1.2, whose salt it is, and whose nonce_explicit are the last
 *                      8 bytes of the IV (RFC 5288 section 3).
 *   fixed_len 12       fixed XOR (0000 || n), n of 8 bytes: TLS 1.3, whose write_iv it is (RFC 8446 section 5.3), and
 *                      QUIC (RFC 9001 section 5.3). For a constant `fixed` the IVs differ exactly as the counters do.
 *
 * The last number, of all ones, is not used: CCE_ERR_LIMIT says in its place that the numbers have come to an end.
 *
 * Who may rely on what. A generated key is nowhere but in this module, and has one sealer: that no IV repeats is the
 * module's own doing, whatever `fixed` and `first` are, and it is approved. Of an imported key there may be other copies,
 * here or elsewhere. That two sealers of one key never have the same `fixed` is the caller's duty, which section 8.2.1 gives
 * to whoever names the devices, and a TLS key schedule fulfils by a fresh key for each direction; on that condition it is
 * approved when the module counts from 0. With an imported key and another `first` part of the IV comes from outside (a
 * counter that the caller saved, or guessed, wrong repeats IVs), which is done and answered as not approved.
 *
 *   CCE_OK             approved
 *   CCE_OK_UNAPPROVED  done; an imported key, and first is not 0. The sealer's calls answer the same.
 *   CCE_ERR_KEY        the key has sealed, or has or had a sealer, or comes from before a fork, or was zeroised
 *   CCE_ERR_LIMIT      first does not fit into the counter, or is its last number
 *   CCE_ERR_ARGUMENT   also: fixed_len is none of the above
 *   CCE_ERR_MEMORY, CCE_ERR_STATE
 * *sealer is NULL on an error, and the key as it was. */
CCE_API cce_result cce_gcm_sealer_new(cce_gcm_key* key, const void* fixed, size_t fixed_len, uint64_t first,
                                      cce_gcm_sealer** sealer);

/* As cce_gcm_seal, with the sealer's next IV. iv may be NULL: a receiver that counts along does not need it. A call that
 * is refused with CCE_ERR_ARGUMENT takes no number; every other may have, and that number is not used again.
 *   CCE_OK, CCE_OK_UNAPPROVED  as cce_gcm_sealer_new said
 *   CCE_ERR_LIMIT      the counter has come to its end: take a new key; or pt_len above 2^36 - 32
 *   CCE_ERR_KEY        in a child of fork, or zeroised; ct and tag are then wiped, or were not written
 *   CCE_ERR_STATE, CCE_ERR_ARGUMENT */
CCE_API cce_result cce_gcm_sealer_seal(cce_gcm_sealer* sealer, const void* aad, size_t aad_len, const void* pt,
                                       size_t pt_len, void* iv, void* ct, void* tag);

/* Wipes and frees. NULL is allowed. Answers in every state. No other call may use the sealer at that time or later. */
CCE_API void cce_gcm_sealer_free(cce_gcm_sealer* sealer);

/* ---- AES-256-GCM a piece at a time: for messages that do not fit into memory, and interfaces that work so */

/* One message at a time, sealed or opened in pieces of any length. Each begins with one of the four services below, goes on
 * with cce_gcm_stream_aad (any number of times), then cce_gcm_stream_update (any number of times), and ends with its tag;
 * then the next may begin. Who can have the message whole takes cce_gcm_seal and cce_gcm_open, which are quicker for short
 * messages, and safer:
 *
 *   DANGER. What cce_gcm_stream_update gives when opening is not verified. Until cce_gcm_stream_verify has answered CCE_OK,
 *   whoever could change the ciphertext chose what it says: do not act on it, show it or pass it on, and throw it away when
 *   it does not verify. The module cannot take it back, as cce_gcm_open does.
 *
 * In protected memory, with a copy of the key, so that the key may be freed. It belongs to one thread at a time. A message
 * that is being sealed belongs to the process that began it: a child of fork would seal other bytes with the same keystream, so
 * there it answers CCE_ERR_KEY, while the parent goes on. After cce_module_zeroize a stream answers CCE_ERR_KEY. */
typedef struct cce_gcm_stream cce_gcm_stream;

/* *stream is NULL on an error. Errors: CCE_ERR_MEMORY, CCE_ERR_STATE, CCE_ERR_ARGUMENT. */
CCE_API cce_result cce_gcm_stream_new(cce_gcm_stream** stream);

/* Wipes and frees. NULL is allowed. Answers in every state. No other call may use the stream at that time or later. */
CCE_API void cce_gcm_stream_free(cce_gcm_stream* stream);

/* Begins to seal with a fresh random IV of 12 bytes, which is an output and counts, as in cce_gcm_seal. A message that was
 * under way is given up, by this and the next three.
 *   CCE_ERR_LIMIT, CCE_ERR_ENTROPY, CCE_ERR_KEY, CCE_ERR_STATE, CCE_ERR_ARGUMENT  as cce_gcm_seal */
CCE_API cce_result cce_gcm_stream_seal(cce_gcm_stream* stream, cce_gcm_key* key, void* iv);

/* Begins to seal with a sealer's next IV: the approved way for TLS and numbered records. iv (12 bytes) may be NULL.
 *   CCE_OK, CCE_OK_UNAPPROVED  as cce_gcm_sealer_new said; what follows answers the same
 *   CCE_ERR_LIMIT      the counter has come to its end
 *   CCE_ERR_KEY, CCE_ERR_STATE, CCE_ERR_ARGUMENT */
CCE_API cce_result cce_gcm_stream_seal_next(cce_gcm_stream* stream, cce_gcm_sealer* sealer, void* iv);

/* Begins to seal with the caller's IV, 1 byte or more. That it never repeats under the key is the caller's duty, as with
 * cce_gcm_seal_with_iv, and so this, and all that follows, is never approved.
 *   CCE_OK_UNAPPROVED  done; never CCE_OK
 *   CCE_ERR_KEY, CCE_ERR_STATE, CCE_ERR_ARGUMENT */
CCE_API cce_result cce_gcm_stream_seal_with_iv(cce_gcm_stream* stream, const cce_gcm_key* key, const void* iv,
                                               size_t iv_len);

/* Begins to open. Errors: CCE_ERR_KEY, CCE_ERR_STATE, CCE_ERR_ARGUMENT. */
CCE_API cce_result cce_gcm_stream_open(cce_gcm_stream* stream, const cce_gcm_key* key, const void* iv, size_t iv_len);

/* The next of the additional data, all of which comes before the first cce_gcm_stream_update. On an error the stream is as it
 * was.
 *   CCE_ERR_LIMIT      all of it would be above 2^61 - 1 bytes
 *   CCE_ERR_ARGUMENT   also: no message has begun, or cce_gcm_stream_update has been called
 *   CCE_ERR_KEY, CCE_ERR_STATE */
CCE_API cce_result cce_gcm_stream_aad(cce_gcm_stream* stream, const void* aad, size_t aad_len);

/* Seals or opens the next len bytes; out takes as many and may start where in starts. Pieces of 16 bytes and more, best of
 * some thousand. On CCE_ERR_LIMIT and CCE_ERR_ARGUMENT the stream is as it was.
 *   CCE_ERR_LIMIT      all of the text would be above 2^36 - 32 bytes
 *   CCE_ERR_ARGUMENT   also: no message has begun
 *   CCE_ERR_KEY        zeroised, or another process; out is then wiped, or was not written
 *   CCE_ERR_STATE */
CCE_API cce_result cce_gcm_stream_update(cce_gcm_stream* stream, const void* in, size_t len, void* out);

/* Ends a sealed message: writes its tag of 4, 8 or 12 to 16 bytes and wipes what the stream holds.
 *   CCE_ERR_ARGUMENT   also: no message that is being sealed
 *   CCE_ERR_KEY, CCE_ERR_STATE */
CCE_API cce_result cce_gcm_stream_tag(cce_gcm_stream* stream, void* tag, size_t tag_len);

/* Ends an opened message: whether its tag verifies, in time that does not depend on where it differs. tag_len is a constant
 * of your protocol, as in cce_gcm_open. Wipes what the stream holds.
 *   CCE_OK             it verifies: what was opened is what was sealed
 *   CCE_ERR_AUTH       it does not: throw away what was opened
 *   CCE_ERR_ARGUMENT   also: no message that is being opened
 *   CCE_ERR_KEY, CCE_ERR_STATE */
CCE_API cce_result cce_gcm_stream_verify(cce_gcm_stream* stream, const void* tag, size_t tag_len);

/* ------------------------------------------------------------------------------------------------- elliptic curves -- */

/* The prime curves of SP 800-186 section 3.2.1. A "field size" is the size of a number of the curve: 32, 48 or 66 bytes.
 * Numbers are big-endian and always as long as that. Where a private key is concerned, time depends on the curve and on
 * public lengths only. */
typedef enum cce_curve {
  CCE_P256 = 1, /* field size 32 bytes, security strength 128 bits */
  CCE_P384 = 2, /* 48, 192 */
  CCE_P521 = 3  /* 66, 256 */
} cce_curve;

#define CCE_MAX_FIELD_SIZE 66       /* bytes: a private key, a shared secret                                   */
#define CCE_MAX_POINT_SIZE 133      /* bytes: an uncompressed point                                            */
#define CCE_MAX_SIGNATURE_SIZE 139  /* bytes: a signature of P-521 in DER                                      */
#define CCE_MAX_KEY_DER_SIZE 241    /* bytes: cce_ec_key_export_der                                            */
#define CCE_MAX_PUBLIC_DER_SIZE 158 /* bytes: cce_ec_public_export_der                                         */
#define CCE_MAX_KEY_PEM_SIZE 384    /* bytes: cce_ec_key_export_pem                                            */
#define CCE_MAX_PUBLIC_PEM_SIZE 268 /* bytes: cce_ec_public_export_pem                                         */

/* A private key with its public key, and a public key, which has been fully validated. In protected memory as a cce_gcm_key;
 * unchanged once made, so threads share them freely. After cce_module_zeroize they answer CCE_ERR_KEY, also when the module
 * was restarted since.
 *
 * What holds for all services of the curves:
 *
 *   - Where the size of an output is not fixed, *len is the room at the output, and becomes the size of what was written.
 *     CCE_ERR_BUFFER: there is too little; *len is the size needed, and nothing else was written. So a NULL output with
 *     *len = 0 asks for the size. On any other error *len is as it was. Nothing touches *len or an output: neither an
 *     input nor each other.
 *   - CCE_ERR_KEY: a handle that was zeroised.
 *   - CCE_ERR_STATE: also when the curve is quarantined. The other curves answer then.
 *   - A handle that a service makes is NULL on an error. */
typedef struct cce_ec_key cce_ec_key;
typedef struct cce_ec_public cce_ec_public;

/* A new key pair from this thread's generator (FIPS 186-5 A.2.2), handed out after its pairwise consistency test: it signs,
 * and the signature verifies (IG 10.3.A; SP 800-56A Rev. 3 section 5.6.2.1.4).
 *   CCE_ERR_SELF_TEST  the pairwise test failed; the curve is quarantined until its self-tests have passed
 *                      (cce_module_self_test)
 *   CCE_ERR_ENTROPY    the noise sources gave no seed
 *   CCE_ERR_MEMORY, CCE_ERR_STATE, CCE_ERR_ARGUMENT */
CCE_API cce_result cce_ec_key_generate(cce_curve curve, cce_ec_key** key);

/* The key pair of a private key of the caller's, the number d.
 *   CCE_ERR_KEY        d is not in [1, n - 1]
 *   CCE_ERR_ARGUMENT   also: d_len is not the field size
 *   CCE_ERR_MEMORY, CCE_ERR_STATE */
CCE_API cce_result cce_ec_key_import(cce_curve curve, const void* d, size_t d_len, cce_ec_key** key);

/* d, in the clear: field size. Errors: CCE_ERR_BUFFER, CCE_ERR_KEY, CCE_ERR_STATE, CCE_ERR_ARGUMENT. */
CCE_API cce_result cce_ec_key_export(const cce_ec_key* key, void* d, size_t* d_len);

/* The public key, as a handle of its own. Errors: CCE_ERR_MEMORY, CCE_ERR_KEY, CCE_ERR_STATE, CCE_ERR_ARGUMENT. */
CCE_API cce_result cce_ec_key_public(const cce_ec_key* key, cce_ec_public** public_key);

/* Its curve. Errors: CCE_ERR_KEY, CCE_ERR_STATE, CCE_ERR_ARGUMENT. */
CCE_API cce_result cce_ec_key_curve(const cce_ec_key* key, cce_curve* curve);

/* Wipes and frees. NULL is allowed. Answers in every state. No other call may use the key at that time or later. */
CCE_API void cce_ec_key_free(cce_ec_key* key);

/* A public key from a point in the encoding of SEC 1 section 2.3.3, compressed (02 or 03, and x) or uncompressed (04, x and
 * y), with the full validation of SP 800-56A Rev. 3 section 5.6.2.3.3. Time depends on the point.
 *   CCE_ERR_KEY        not a public key: a coordinate not below p, off the curve, the identity (00), or a hybrid (06, 07) or
 *                      unknown form
 *   CCE_ERR_ARGUMENT   also: a length that no encoding has
 *   CCE_ERR_MEMORY, CCE_ERR_STATE */
CCE_API cce_result cce_ec_public_import(cce_curve curve, const void* point, size_t len, cce_ec_public** key);

/* The point: with compressed not 0, one byte more than the field size, otherwise one more than twice that.
 * Errors: CCE_ERR_BUFFER, CCE_ERR_KEY, CCE_ERR_STATE, CCE_ERR_ARGUMENT. */
CCE_API cce_result cce_ec_public_export(const cce_ec_public* key, int compressed, void* point, size_t* len);

/* Its curve. Errors: CCE_ERR_KEY, CCE_ERR_STATE, CCE_ERR_ARGUMENT. */
CCE_API cce_result cce_ec_public_curve(const cce_ec_public* key, cce_curve* curve);

/* As cce_ec_key_free. */
CCE_API void cce_ec_public_free(cce_ec_public* key);

/* Keys as files. A private key is read from PKCS#8 (RFC 5208; RFC 5958, whose attributes are not looked at) or from SEC 1's
 * ECPrivateKey with the name of its curve (RFC 5915), and written as PKCS#8 with its public key. A public key is read and
 * written as SubjectPublicKeyInfo (RFC 5480), its point uncompressed when written. All of it is DER and nothing else.
 *   CCE_ERR_KEY          not DER, not such a structure, something behind it, or not a key; a private key with a public key
 *                        that is not its own
 *   CCE_ERR_UNSUPPORTED  encrypted, of another algorithm or curve, or a curve that is spelled out and not named
 *   CCE_ERR_MEMORY, CCE_ERR_STATE, CCE_ERR_ARGUMENT */
CCE_API cce_result cce_ec_key_import_der(const void* der, size_t len, cce_ec_key** key);
CCE_API cce_result cce_ec_public_import_der(const void* der, size_t len, cce_ec_public** key);

/* Errors: CCE_ERR_BUFFER, CCE_ERR_KEY, CCE_ERR_STATE, CCE_ERR_ARGUMENT. */
CCE_API cce_result cce_ec_key_export_der(const cce_ec_key* key, void* der, size_t* len);
CCE_API cce_result cce_ec_public_export_der(const cce_ec_public* key, void* der, size_t* len);

/* The same as text (RFC 7468). Read are "PRIVATE KEY" and "EC PRIVATE KEY", which may follow "EC PARAMETERS", and "PUBLIC
 * KEY": one such block, and text around it that is no block. Written are "PRIVATE KEY" and "PUBLIC KEY". The text has no NUL
 * at its end, neither way. Results as the services for DER, and
 *   CCE_ERR_KEY          also: no block, or more than one, or not base64 in lines that end with LF or CR LF
 *   CCE_ERR_UNSUPPORTED  also: an encrypted key, or another kind of block */
CCE_API cce_result cce_ec_key_import_pem(const void* text, size_t len, cce_ec_key** key);
CCE_API cce_result cce_ec_public_import_pem(const void* text, size_t len, cce_ec_public** key);
CCE_API cce_result cce_ec_key_export_pem(const cce_ec_key* key, void* text, size_t* len);
CCE_API cce_result cce_ec_public_export_pem(const cce_ec_public* key, void* text, size_t* len);

/* ECDSA, FIPS 186-5 section 6. A signature is r and s: raw, one after the other, twice the field size (IEEE P1363); or as
 * the ECDSA-Sig-Value of RFC 3279 in DER, at most 72, 104 or 139 bytes.
 *
 * Any hash of SHA-2 is approved with any of the curves: the signature is as strong as the weaker of the two, and that is 112
 * bits or more (SP 800-57 Part 1 Rev. 5, tables 2 and 3). Take a hash as long as the curve, or longer, for all its strength. */
typedef enum cce_sig_format {
  CCE_SIG_RAW = 1, /* r || s */
  CCE_SIG_DER = 2  /* ECDSA-Sig-Value */
} cce_sig_format;

/* Signs hash(msg). k is drawn by rejection (A.3.2) from an HMAC_DRBG that is seeded by this thread's generator and takes in
 * the key and the digest, so that poor entropy does not give the key away. For CCE_SIG_DER the size needed, which is
 * *sig_len of CCE_ERR_BUFFER, is the maximum; the signature may be some bytes shorter.
 *   CCE_ERR_ENTROPY    the noise sources gave no seed
 *   CCE_ERR_BUFFER, CCE_ERR_KEY, CCE_ERR_MEMORY, CCE_ERR_STATE, CCE_ERR_ARGUMENT */
CCE_API cce_result cce_ecdsa_sign(const cce_ec_key* key, cce_hash hash, const void* msg, size_t msg_len,
                                  cce_sig_format format, void* sig, size_t* sig_len);

/* The same with k by RFC 6979 (A.3.3): the same message gives the same signature, and no random byte is drawn. */
CCE_API cce_result cce_ecdsa_sign_deterministic(const cce_ec_key* key, cce_hash hash, const void* msg, size_t msg_len,
                                                cce_sig_format format, void* sig, size_t* sig_len);

/* As cce_ecdsa_sign for a digest that the caller has made: 28, 32, 48 or 64 bytes, or it is CCE_ERR_ARGUMENT. That it is the
 * digest of an approved hash is the caller's to answer for. */
CCE_API cce_result cce_ecdsa_sign_digest(const cce_ec_key* key, const void* digest, size_t digest_len,
                                         cce_sig_format format, void* sig, size_t* sig_len);

/* The same with k by RFC 6979, for a digest of `hash`: digest_len is cce_digest_size(hash), or it is CCE_ERR_ARGUMENT. */
CCE_API cce_result cce_ecdsa_sign_digest_deterministic(const cce_ec_key* key, cce_hash hash, const void* digest,
                                                       size_t digest_len, cce_sig_format format, void* sig,
                                                       size_t* sig_len);

/* Whether sig is the key's signature of hash(msg). Time depends on all of it: none of it is secret.
 *   CCE_OK             it verifies
 *   CCE_ERR_AUTH       it does not: also when it has another length, is not DER in its one shortest form, or has r or s out
 *                      of [1, n - 1]
 *   CCE_ERR_KEY, CCE_ERR_STATE, CCE_ERR_ARGUMENT
 *
 * So keep the handle of a key that verifies often: the third time, which takes about twice as long, makes a table
 * of the key's multiples, and from then on a verification takes a third of the time. The table is 8 KB of ordinary memory, for
 * P-384 20 KB and for P-521 40 KB, until the key is freed. At most 1,024 keys of a process have one. A key that cannot get one
 * verifies as before, and asks again every 64 times. */
CCE_API cce_result cce_ecdsa_verify(const cce_ec_public* key, cce_hash hash, const void* msg, size_t msg_len,
                                    cce_sig_format format, const void* sig, size_t sig_len);

/* As cce_ecdsa_verify for a digest, with the lengths of cce_ecdsa_sign_digest. */
CCE_API cce_result cce_ecdsa_verify_digest(const cce_ec_public* key, const void* digest, size_t digest_len,
                                           cce_sig_format format, const void* sig, size_t sig_len);

/* Many signatures in one call, each with its own key, message and result: of P-256, on processors with AVX-512 IFMA, eight are
 * made in the time of four, and verified in that of two. Any curves and hashes together, any number of items. */
typedef struct cce_ecdsa_sign_item {
  const cce_ec_key* key;
  cce_hash hash;
  cce_sig_format format;
  const void* msg;
  size_t msg_len;
  void* sig;
  size_t sig_len;    /* in: the room at sig; out: the length of the signature, or the room needed */
  cce_result result; /* out */
} cce_ecdsa_sign_item;

typedef struct cce_ecdsa_verify_item {
  const cce_ec_public* key;
  cce_hash hash;
  cce_sig_format format;
  const void* msg;
  size_t msg_len;
  const void* sig;
  size_t sig_len;
  cce_result result; /* out */
} cce_ecdsa_verify_item;

/* What cce_ecdsa_sign, or cce_ecdsa_verify, does for each item, whatever becomes of the others: items[i].result is what that
 * service would have answered, with the same errors. What an item writes overlaps nothing that another one reads or writes,
 * which is not looked for, nor the items themselves, which is.
 *   CCE_OK              every item is CCE_OK, or there are none
 *   CCE_OK_UNAPPROVED   every item was done, one of them as CCE_OK_UNAPPROVED
 *   anything else       the result of the first item that was refused
 *   CCE_ERR_ARGUMENT    also: items is null and count is not 0, or count is too large for any array; nothing was done
 *   CCE_ERR_STATE       also: the module is not operational; it is every item's result then */
CCE_API cce_result cce_ecdsa_sign_batch(cce_ecdsa_sign_item* items, size_t count);
CCE_API cce_result cce_ecdsa_verify_batch(cce_ecdsa_verify_item* items, size_t count);

/* z = the shared secret Z of ECDH (SP 800-56A Rev. 3 section 5.7.1.2), field size. It is not a key yet: derive one from it
 * (cce_hkdf, cce_x963_kdf), and wipe it. Both keys are of one curve, or it is CCE_ERR_ARGUMENT.
 *   CCE_ERR_BUFFER, CCE_ERR_KEY, CCE_ERR_STATE, CCE_ERR_ARGUMENT */
CCE_API cce_result cce_ecdh(const cce_ec_key* key, const cce_ec_public* peer, void* z, size_t* z_len);

/* out = the key derivation function of ANS X9.63 (SEC 1 version 2.0 section 3.6.1; SP 800-135 Rev. 1 section 5.1), as CMS and
 * ECIES derive keys from the secret of ECDH: hash(z || 1 || shared_info) || hash(z || 2 || shared_info) || ..., the numbers in
 * four bytes, of which the first out_len bytes. shared_info_len may be 0. out may start where z starts; it may not touch
 * shared_info, which is read again for each block. Protocols of your own take cce_hkdf.
 *   CCE_OK             approved
 *   CCE_OK_UNAPPROVED  done; z is shorter than 112 bits (14 bytes) or absent, or the hash is SHA-512/256, which is not among
 *                      those of FIPS 180-3 that SP 800-135 names
 *   CCE_ERR_LIMIT      out_len is 2^32 - 1 digests or more
 *   CCE_ERR_ARGUMENT   also: out_len is 0
 *   CCE_ERR_STATE      a curve in quarantine does not matter: none is used here */
CCE_API cce_result cce_x963_kdf(cce_hash hash, const void* z, size_t z_len, const void* shared_info,
                                size_t shared_info_len, void* out, size_t out_len);

/* ------------------------------------------------------------------------------------------------------- random ---- */

/* len random bytes from this thread's CTR_DRBG with AES-256 (SP 800-90A Rev. 1), seeded from the module's noise sources.
 * Any length; a child of fork never repeats its parent's bytes.
 *   CCE_ERR_ENTROPY    the noise sources gave no seed, or failed their health tests; out is wiped, the next call tries again
 *   CCE_ERR_MEMORY     no memory for this thread's generator
 *   CCE_ERR_STATE, CCE_ERR_ARGUMENT */
CCE_API cce_result cce_random(void* out, size_t len);

typedef enum cce_drbg_kind {
  CCE_CTR_DRBG_AES256 = 1,  /* SP 800-90A Rev. 1 section 10.2.1, with derivation function */
  CCE_HMAC_DRBG_SHA256 = 2, /* section 10.1.2 */
  CCE_HMAC_DRBG_SHA384 = 3,
  CCE_HMAC_DRBG_SHA512 = 4
} cce_drbg_kind;

#define CCE_DRBG_MAX_REQUEST 65536 /* bytes: the longest request of cce_drbg_generate (tables 2 and 3) */

/* A generator of the caller's own, security strength 256 bits, in protected memory. Threads may share it and take turns. In
 * a child of fork it reseeds before it gives anything; after cce_module_zeroize it answers CCE_ERR_KEY. */
typedef struct cce_drbg cce_drbg;

/* Instantiates (section 9.1) from the module's noise sources. *drbg is NULL on an error.
 *   CCE_ERR_LIMIT      personalization_len above 2^32
 *   CCE_ERR_ARGUMENT   also: unknown kind
 *   CCE_ERR_ENTROPY, CCE_ERR_MEMORY, CCE_ERR_STATE */
CCE_API cce_result cce_drbg_new(cce_drbg_kind kind, const void* personalization, size_t personalization_len,
                                cce_drbg** drbg);

/* len bytes (section 9.3); with prediction_resistance not 0, after a reseed. out overlaps nothing.
 *   CCE_ERR_LIMIT      len above CCE_DRBG_MAX_REQUEST, or additional_len above 2^32 (for CTR_DRBG above 2^32 - 1, the seed of
 *                      a reseed included, which its derivation function can count); nothing is written
 *   CCE_ERR_KEY        the generator was zeroised
 *   CCE_ERR_ARGUMENT   also: called from a signal handler that interrupted this generator
 *   CCE_ERR_ENTROPY, CCE_ERR_STATE */
CCE_API cce_result cce_drbg_generate(cce_drbg* drbg, int prediction_resistance, const void* additional,
                                     size_t additional_len, void* out, size_t len);

/* Reseeds (section 9.2). Results as cce_drbg_generate. */
CCE_API cce_result cce_drbg_reseed(cce_drbg* drbg, const void* additional, size_t additional_len);

/* Wipes and frees (uninstantiates, section 9.4). NULL is allowed. Answers in every state. */
CCE_API void cce_drbg_free(cce_drbg* drbg);

#ifdef __cplusplus
}
#endif

#endif /* CCE_CCE_H */
