// A process that loads the provider and lets it go, again and again, as one that reads its configuration anew does. The program
// is not linked to the module: what loads it is the provider alone.
#include <dirent.h>
#include <dlfcn.h>
#include <openssl/ec.h>

#include <atomic>
#include <cstdio>
#include <cstring>
#include <thread>

#include "contexts.hpp"

using namespace provider_test;

namespace {

#ifdef CCE_TESTS_EMULATED
constexpr int rounds = 10;
#else
constexpr int rounds = 300;
#endif

constexpr char module[] = CCE_PROVIDER_DIRECTORY "/cce.so";

size_t open_files() {
  DIR* const folder = opendir("/proc/self/fd");
  REQUIRE(folder != nullptr);
  size_t n = 0;
  while (readdir(folder) != nullptr) ++n;
  closedir(folder);
  return n;
}

// How many mappings of the process are of a file whose name begins so.
size_t mappings(const char* name) {
  FILE* const maps = std::fopen("/proc/self/maps", "r");
  REQUIRE(maps != nullptr);
  char line[5000];
  size_t n = 0;
  const std::string part = std::string("/") + name;
  while (std::fgets(line, sizeof line, maps) != nullptr) n += std::strstr(line, part.c_str()) != nullptr;
  std::fclose(maps);
  return n;
}

struct Held {
  size_t files = open_files(), of_library = mappings("libcce.so"), of_provider = mappings("cce.so");

  bool operator==(const Held& other) const {
    return files == other.files && of_library == other.of_library && of_provider == other.of_provider;
  }
};

// One of each kind of object, some of which keep handles of the module's and some of which draw random bytes.
void use(OSSL_LIB_CTX* context) {
  uint8_t out[64];
  const Md md(EVP_MD_fetch(context, "SHA256", nullptr));
  REQUIRE(md);
  REQUIRE(EVP_Digest("abc", 3, out, nullptr, md.get(), nullptr) == 1);
  REQUIRE(out[0] == 0xba);
  const Key own = generate(context, "P-256"), peer = generate(context, "P-256");
  const KeyContext agreement(EVP_PKEY_CTX_new_from_pkey(context, own.get(), nullptr));
  size_t n = sizeof out;
  REQUIRE(EVP_PKEY_derive_init(agreement.get()) == 1);
  REQUIRE(EVP_PKEY_CTX_set_ecdh_kdf_type(agreement.get(), EVP_PKEY_ECDH_KDF_X9_63) == 1);
  REQUIRE(EVP_PKEY_CTX_set_ecdh_kdf_md(agreement.get(), md.get()) == 1);
  REQUIRE(EVP_PKEY_CTX_set_ecdh_kdf_outlen(agreement.get(), 40) == 1);
  REQUIRE(EVP_PKEY_derive_set_peer(agreement.get(), peer.get()) == 1);
  REQUIRE(EVP_PKEY_derive(agreement.get(), out, &n) == 1);
  REQUIRE(n == 40);
  const Cipher cipher(EVP_CIPHER_fetch(context, "AES-256-GCM", nullptr));
  const CipherContext sealing(EVP_CIPHER_CTX_new());
  int made = 0;
  REQUIRE(EVP_EncryptInit_ex2(sealing.get(), cipher.get(), out, out + 32, nullptr) == 1);
  REQUIRE(EVP_EncryptUpdate(sealing.get(), out, &made, out, 16) == 1);  // and it is never ended
  REQUIRE(RAND_bytes_ex(context, out, sizeof out, 0) == 1);
}

}  // namespace

TEST_CASE("loaded, used and let go by a library context") {
  { use(Context({"cce", "base"})); }
  const Held after_the_first;
  CHECK(after_the_first.of_provider == 0);
  CHECK(after_the_first.of_library > 0);  // it stays: threads may still be in it
  for (int i = 0; i < rounds; ++i) {
    INFO("round " << i);
    {
      const Context context({"cce", "base"});
      REQUIRE(mappings("cce.so") > 0);
      use(context);
      // A thread that uses it, and ends while it is there.
      if (i % 10 == 0) std::thread([&] { use(context); }).join();
    }
    REQUIRE(Held() == after_the_first);
  }
}

TEST_CASE("a thread that outlives the provider that it used") {
  { use(Context({"cce", "base"})); }
  const Held before;
  for (int i = 0; i < rounds / 10; ++i) {
    std::atomic<int> step{0};
    auto context = std::make_unique<Context>(std::vector<std::string>{"cce", "base"});
    std::thread thread([&] {
      use(*context);
      OPENSSL_thread_stop_ex(*context);  // which OpenSSL asks for, or it looks for the context when the thread ends
      step = 1;
      while (step != 2) std::this_thread::yield();
    });
    while (step != 1) std::this_thread::yield();
    context.reset();
    step = 2;
    thread.join();
    REQUIRE(Held() == before);
  }
}

TEST_CASE("opened and closed as a library, without OpenSSL") {
  const auto open_and_close = [] {
    void* const library = dlopen(module, RTLD_NOW | RTLD_LOCAL);
    REQUIRE(library != nullptr);
    REQUIRE(dlsym(library, "OSSL_provider_init") != nullptr);
    REQUIRE(dlclose(library) == 0);
  };
  open_and_close();
  const Held after_the_first;
  CHECK(after_the_first.of_provider == 0);
  for (int i = 0; i < rounds; ++i) {
    INFO("round " << i);
    open_and_close();
    REQUIRE(Held() == after_the_first);
  }
}

TEST_CASE("opened as a library while a library context has it, and closed before it and behind it") {
  { use(Context({"cce", "base"})); }
  const Held before;
  for (int i = 0; i < rounds / 10; ++i) {
    INFO("round " << i);
    void* library = dlopen(module, RTLD_NOW | RTLD_LOCAL);
    REQUIRE(library != nullptr);
    {
      const Context context({"cce", "base"});
      use(context);
      if (i % 2 == 0) {
        REQUIRE(dlclose(library) == 0);
        library = nullptr;
        use(context);
      }
    }
    if (library != nullptr) REQUIRE(dlclose(library) == 0);
    REQUIRE(Held() == before);
  }
}

TEST_CASE("contexts that come and go in several threads at a time") {
  { use(Context({"cce", "base"})); }
  const Held before;
  std::atomic<int> good{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t)
    threads.emplace_back([&] {  // in which nothing may be asserted
      for (int i = 0; i < rounds / 10; ++i) {
        uint8_t out[64];
        OSSL_LIB_CTX* const context = OSSL_LIB_CTX_new();
        OSSL_PROVIDER_set_default_search_path(context, CCE_PROVIDER_DIRECTORY);
        OSSL_PROVIDER* const provider = OSSL_PROVIDER_load(context, "cce");
        const Key key(EVP_PKEY_Q_keygen(context, nullptr, "EC", "P-256"));
        good += key && RAND_bytes_ex(context, out, sizeof out, 0) == 1;
        OSSL_PROVIDER_unload(provider);
        OSSL_LIB_CTX_free(context);
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(good == 3 * (rounds / 10));
  CHECK(Held() == before);
}
