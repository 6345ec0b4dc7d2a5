// The probe of the memory scan: calls one service of the library, named on the command line, on secrets from the desk, and
// stops for the searcher after each call. Between a call and the stop runs nothing that would write over its traces.
//
// usage: probe SERVICE direct|lazy. lazy: a function of libc's is called for the first time in between, so that the
// dynamic linker saves the vector registers on the stack.
#include <cce/cce.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>

#include "memory/desk.hpp"

using namespace memory_scan;

namespace {

Desk* desk;
bool is_lazy;

// The vector registers as the last call left them, for the searcher to find in the probe's data.
alignas(64) uint8_t registers[8192];

[[gnu::always_inline]] inline void save_registers() {
#if defined(__x86_64__)
  constexpr unsigned sse_avx_avx512 = 0xe6;
  __asm__ volatile("xsave %0" : "+m"(registers) : "a"(sse_avx_avx512), "d"(0) : "memory");
#elif defined(__aarch64__)
  __asm__ volatile(
      "stp q0, q1, [%0]\n\tstp q2, q3, [%0, #32]\n\tstp q4, q5, [%0, #64]\n\tstp q6, q7, [%0, #96]\n\t"
      "stp q16, q17, [%0, #128]\n\tstp q18, q19, [%0, #160]\n\tstp q20, q21, [%0, #192]\n\tstp q22, q23, [%0, #224]\n\t"
      "stp q24, q25, [%0, #256]\n\tstp q26, q27, [%0, #288]\n\tstp q28, q29, [%0, #320]\n\tstp q30, q31, [%0, #352]"
      :
      : "r"(registers)
      : "memory");
#endif
}

// By hand, because memcpy goes through registers and the stack.
[[gnu::always_inline]] inline void copy_wanted() {
  const auto* const from = reinterpret_cast<const volatile uint8_t*>(desk->wanted.begin);
  for (size_t i = 0; i < desk->wanted.size; ++i) reinterpret_cast<volatile uint8_t*>(desk->window)[i] = from[i];
}

// Lets the searcher have the processor, without a call and without the stack.
[[gnu::always_inline]] inline void yield() {
#if defined(__x86_64__)
  long answer;
  __asm__ volatile("syscall" : "=a"(answer) : "a"(SYS_sched_yield) : "rcx", "r11", "memory");
#endif
}

// To be called right behind a service. Inline, and without a call but the lazy one.
[[gnu::always_inline]] inline void stop() {
  save_registers();
  if (is_lazy) (void)getpgrp();  // nobody else in this program calls it
  desk->turn = Turn::searcher;
  for (;;) {
    const Turn turn = desk->turn;
    if (turn == Turn::probe) return;
    if (turn != Turn::copy) {
      yield();
      continue;
    }
    copy_wanted();
    desk->turn = Turn::searcher;
  }
}

void expect(cce_result result, cce_result wanted = CCE_OK) {
  if (result == wanted) return;
  std::fprintf(stderr, "probe: %s, not %s\n", cce_result_text(result), cce_result_text(wanted));
  std::_Exit(1);
}

// What the next stop is about.
void announce(const char* place, const void* live = nullptr, size_t size = 0, const void* other = nullptr) {
  std::snprintf(desk->place, sizeof desk->place, "%s", place);
  desk->live[0] = {reinterpret_cast<uint64_t>(live), size};
  desk->live[1] = {reinterpret_cast<uint64_t>(other), other == nullptr ? 0 : size};
}

constexpr size_t slot = 1024;  // what a key and a generator lie in
cce_gcm_key* key;
cce_gcm_sealer* sealer;
cce_gcm_stream* stream;
cce_drbg* drbg;

// The call, and the stop right behind it; what it answered is looked at afterwards.
template <class Call>
[[gnu::always_inline]] inline void stop_after(Call call, cce_result wanted = CCE_OK) {
  const cce_result result = call();
  stop();
  expect(result, wanted);
}

void import_key() {
  announce("key imported");
  const cce_result r = cce_gcm_key_import(desk->key, 32, &key);
  desk->live[0] = {reinterpret_cast<uint64_t>(key), slot};
  stop();
  expect(r);
}

void free_key() {
  announce("key freed");
  cce_gcm_key_free(key);
  stop();
}

void import_and_free() {
  import_key();
  free_key();
}

void generate() {
  desk->generators = 1;
  announce("key generated");
  const cce_result r = cce_gcm_key_generate(&key);
  desk->live[0] = {reinterpret_cast<uint64_t>(key), slot};
  stop();
  expect(r);
  announce("sealed with a generated key", key, slot);
  stop_after([&] { return cce_gcm_seal(key, nullptr, 0, desk->message, 1500, desk->iv, desk->out, desk->tag); });
  free_key();
}

void seal() {
  desk->generators = 1;
  import_key();
  for (const size_t n : lengths) {
    announce("sealed", key, slot);
    stop_after(
        [&] { return cce_gcm_seal(key, desk->other, n % 33, desk->message, n, desk->iv, desk->out, desk->tag); });
  }
  static cce_gcm_seal_item items[11];
  for (size_t i = 0; i < std::size(items); ++i)
    items[i] = {key,
                nullptr,
                0,
                desk->message,
                20 * i,
                desk->out + 3 * 300 + 12 * i,
                desk->out + 1500 + 200 * i,
                desk->out + 16 * i,
                CCE_OK};
  announce("a batch sealed", key, slot);
  stop_after([&] { return cce_gcm_seal_batch(items, std::size(items)); });
  free_key();
}

void open() {
  import_key();
  for (const size_t n : lengths)
    for (const size_t iv_len : {size_t{12}, size_t{32}}) {
      expect(cce_gcm_seal_with_iv(key, desk->other, iv_len, nullptr, 0, desk->message, n, desk->out, desk->tag, 16),
             CCE_OK_UNAPPROVED);
      announce("opened", key, slot);
      stop_after([&] {
        return cce_gcm_open(key, desk->other, iv_len, nullptr, 0, desk->out, n, desk->tag, 16, desk->opened);
      });
      announce("a forgery refused", key, slot);
      stop_after(
          [&] {
            return cce_gcm_open(key, desk->other, iv_len, desk->key, 1, desk->out, n, desk->tag, 16, desk->opened);
          },
          CCE_ERR_AUTH);
    }
  free_key();
}

void seal_counting() {
  import_key();
  announce("sealer made", key, slot);
  const cce_result r = cce_gcm_sealer_new(key, desk->other, 12, 0, &sealer);
  desk->live[1] = {reinterpret_cast<uint64_t>(sealer), slot};
  stop();
  expect(r);
  for (const size_t n : lengths) {
    announce("sealed by a sealer", key, slot, sealer);
    stop_after(
        [&] { return cce_gcm_sealer_seal(sealer, nullptr, 0, desk->message, n, desk->iv, desk->out, desk->tag); });
  }
  cce_gcm_sealer_free(sealer);
  free_key();
}

// A message in pieces about the blocks' and the kernels' edges, sealed and opened.
void in_pieces() {
  import_key();
  announce("stream made", key, slot);
  const cce_result r = cce_gcm_stream_new(&stream);
  desk->live[1] = {reinterpret_cast<uint64_t>(stream), slot};
  stop();
  expect(r);
  for (const size_t iv_len : {size_t{12}, size_t{32}})
    for (const bool sealing : {true, false}) {
      announce("a message begun", key, slot, stream);
      if (sealing)
        stop_after([&] { return cce_gcm_stream_seal_with_iv(stream, key, desk->other, iv_len); }, CCE_OK_UNAPPROVED);
      else
        stop_after([&] { return cce_gcm_stream_open(stream, key, desk->other, iv_len); });
      const cce_result good = sealing ? CCE_OK_UNAPPROVED : CCE_OK;
      announce("additional data", key, slot, stream);
      stop_after([&] { return cce_gcm_stream_aad(stream, desk->other, 21); }, good);
      size_t at = 0;
      for (const size_t n : {size_t{7}, size_t{9}, size_t{40}, size_t{700}, size_t{1}}) {
        announce("a piece", key, slot, stream);
        stop_after(
            [&] {
              return sealing ? cce_gcm_stream_update(stream, desk->message + at, n, desk->out + at)
                             : cce_gcm_stream_update(stream, desk->out + at, n, desk->opened + at);
            },
            good);
        at += n;
      }
      announce("a message ended", key, slot, stream);
      if (sealing)
        stop_after([&] { return cce_gcm_stream_tag(stream, desk->tag, 16); }, good);
      else
        stop_after([&] { return cce_gcm_stream_verify(stream, desk->tag, 16); });
    }
  cce_gcm_stream_free(stream);
  announce("stream freed", key, slot);
  free_key();
}

cce_hash hash() { return static_cast<cce_hash>(CCE_SHA224 + desk->hash); }

void digest() {
  for (const size_t n : lengths) {
    announce("hashed");
    stop_after([&] { return cce_digest(hash(), desk->message, n, desk->out); });
  }
  static cce_digest_item items[20];
  for (const size_t count : {size_t{3}, size_t{20}}) {
    for (size_t i = 0; i < count; ++i)
      items[i] = {desk->message, lengths[i % std::size(lengths)], desk->out + 64 * i, CCE_OK};
    announce("a batch hashed");
    stop_after([&] { return cce_digest_batch(hash(), items, count); });
  }
}

void hmac() {
  for (const size_t n : lengths) {
    announce("MAC made");
    stop_after([&] { return cce_hmac(hash(), desk->key, 32, desk->message, n, desk->out); });
    announce("MAC verified");
    stop_after([&] { return cce_hmac_verify(hash(), desk->key, 32, desk->message, n, desk->out, 16); });
  }
  announce("MAC with a long key");
  stop_after([&] { return cce_hmac(hash(), desk->message, 300, desk->message, 300, desk->out); });
}

// The context is the caller's, and lies on the desk.
void hmac_stream() {
  auto* const context = reinterpret_cast<cce_hmac_ctx*>(desk->window);
  announce("MAC begun");
  stop_after([&] { return cce_hmac_init(context, hash(), desk->key, 32); });
  for (const size_t n : lengths) {
    announce("MAC continued");
    stop_after([&] { return cce_hmac_update(context, desk->message, n); });
  }
  announce("MAC ended");
  stop_after([&] { return cce_hmac_final(context, desk->out); });
}

void hkdf() {
  for (const size_t n : {size_t{16}, size_t{32}, size_t{200}}) {
    announce("derived");
    stop_after([&] { return cce_hkdf(hash(), desk->other, 32, desk->key, 32, "label", 5, desk->out, n); });
    announce("expanded");
    stop_after([&] { return cce_hkdf_expand(hash(), desk->key, 32, desk->message, n, desk->out, n); });
    announce("extracted");
    stop_after([&] { return cce_hkdf_extract(hash(), desk->other, 32, desk->key, 32, desk->out); });
  }
}

void tls() {
  const bool of_suites = hash() == CCE_SHA256 || hash() == CCE_SHA384;
  const cce_result of_13 = of_suites ? CCE_OK : CCE_OK_UNAPPROVED;
  const cce_result of_12 = of_suites || hash() == CCE_SHA512 ? CCE_OK : CCE_OK_UNAPPROVED;
  for (const size_t n : {size_t{16}, size_t{32}, size_t{200}}) {
    announce("a label expanded");
    stop_after([&] { return cce_tls13_expand_label(hash(), desk->key, 32, "label", 5, desk->other, 20, desk->out, n); },
               of_13);
    announce("a secret of the schedule");
    stop_after([&] { return cce_tls13_extract(hash(), desk->other, 32, desk->key, 32, desk->out); }, of_13);
    announce("the PRF of TLS 1.2");
    stop_after([&] { return cce_tls12_prf(hash(), desk->key, 32, "label", 5, desk->other, 32, desk->out, n); }, of_12);
  }
}

void random_here() {
  desk->generators = 1;
  for (const size_t n : {size_t{16}, size_t{32}, size_t{128}, size_t{400}, size_t{4096}}) {
    announce("random bytes");
    stop_after([&] { return cce_random(desk->out, n); });
  }
}

void* random_on_thread(void*) {
  random_here();
  return nullptr;
}

void random_and_exit() {
  pthread_t thread;
  if (pthread_create(&thread, nullptr, random_on_thread, nullptr) != 0) std::_Exit(1);
  pthread_join(thread, nullptr);
  desk->generators = 0;
  announce("thread ended");
  stop();
}

void generators() {
  announce("generator made");
  const cce_result r =
      cce_drbg_new(static_cast<cce_drbg_kind>(CCE_CTR_DRBG_AES256 + desk->kind), desk->other, 32, &drbg);
  desk->live[0] = {reinterpret_cast<uint64_t>(drbg), slot};
  stop();
  expect(r);
  for (const int resistance : {0, 1})
    for (const size_t n : {size_t{16}, size_t{100}, size_t{1000}}) {
      announce("generated", drbg, slot);
      stop_after([&] { return cce_drbg_generate(drbg, resistance, desk->other, n % 32, desk->out, n); });
    }
  announce("reseeded", drbg, slot);
  stop_after([&] { return cce_drbg_reseed(drbg, desk->other, 32); });
  announce("generator freed");
  cce_drbg_free(drbg);
  stop();
}

#include "memory/probe_ec.hpp"

// A careless service: the key stays in a vector register.
void planted() {
  announce("a leak that was planted");
#if defined(__x86_64__)
  __asm__ volatile("movdqu %0, %%xmm5" : : "m"(desk->key) : "xmm5");
#elif defined(__aarch64__)
  __asm__ volatile("ldr q5, [%0]" : : "r"(desk->key) : "v5");
#endif
  stop();
}

struct {
  const char* name;
  void (*run)();
} const services[] = {{"import", import_and_free},
                      {"generate", generate},
                      {"seal", seal},
                      {"open", open},
                      {"sealer", seal_counting},
                      {"digest", digest},
                      {"hmac", hmac},
                      {"hmac-stream", hmac_stream},
                      {"hkdf", hkdf},
                      {"tls", tls},
                      {"x963", x963},
                      {"stream", in_pieces},
                      {"random", random_here},
                      {"thread", random_and_exit},
                      {"drbg", generators},
                      {"ec-sign", sign},
                      {"ec-agree", agree},
                      {"ec-der", key_in_der},
                      {"ec-pem", key_in_pem},
                      {"ec-generate", generate_ec_key},
                      {"planted", planted}};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  is_lazy = std::strcmp(argv[2], "lazy") == 0;
  void* const p = mmap(nullptr, sizeof(Desk), PROT_READ | PROT_WRITE, MAP_SHARED, desk_file, 0);
  if (p == MAP_FAILED) return 2;
  desk = static_cast<Desk*>(p);
  if (cce_module_state() != CCE_STATE_OPERATIONAL) return 2;
  for (const auto& service : services)
    if (std::strcmp(service.name, argv[1]) == 0) {
      service.run();
      desk->turn = Turn::end;
      return 0;
    }
  return 2;
}
