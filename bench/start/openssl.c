/* From the start of the process to OpenSSL's first random byte: openssl PROVIDER. Which provider's generator it is depends
 * on OPENSSL_CONF; one other than PROVIDER is an error. */
#include <openssl/evp.h>
#include <openssl/provider.h>
#include <openssl/rand.h>

#include "tell.h"

int main(int argc, char** argv) {
  unsigned char byte;
  if (argc != 2 || RAND_bytes(&byte, 1) != 1) return 1;
  const int told = tell();
  EVP_RAND* generator = EVP_RAND_CTX_get0_rand(RAND_get0_public(NULL));
  if (strcmp(OSSL_PROVIDER_get0_name(EVP_RAND_get0_provider(generator)), argv[1]) != 0) return 2;
  return told;
}
