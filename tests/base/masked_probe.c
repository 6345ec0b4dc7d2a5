/* Says what the module uses, and the answers that it gives. */
#include <cce/cce.h>
#include <stdio.h>

static void print(const char* name, const unsigned char* bytes, size_t n) {
  printf("%s ", name);
  for (size_t i = 0; i < n; ++i) printf("%02x", bytes[i]);
  printf("\n");
}

int main(void) {
  cce_module_info info;
  info.size = sizeof info;
  if (cce_module_get_info(&info) != CCE_OK) return 1;
  printf("state %s\nfeatures %s\nimplementations %s\n", cce_state_name(info.state), info.cpu_features,
         info.implementations);
  static unsigned char message[10007];
  for (size_t i = 0; i < sizeof message; ++i) message[i] = (unsigned char)(i * i + 3);
  unsigned char out[64];
  for (int hash = CCE_SHA224; hash <= CCE_SHA512_256; ++hash) {
    for (size_t n = 0; n <= sizeof message; n += n < 300 ? 1 : 1009) {
      if (cce_digest((cce_hash)hash, message, n, out) != CCE_OK) return 2;
      print("digest", out, cce_digest_size((cce_hash)hash));
      if (cce_hmac((cce_hash)hash, message + 5, n / 2, message, n, out) < 0) return 3;
      print("hmac", out, cce_digest_size((cce_hash)hash));
    }
  }
  return 0;
}
