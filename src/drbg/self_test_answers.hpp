// The known answers of the generators' self-tests: cases of NIST's CAVP file drbgtestvectors in which every input is there.
// CTR_DRBG without prediction resistance, HMAC_DRBG with it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace cce::drbg {

template <size_t n>
consteval std::array<uint8_t, (n - 1) / 2> hex(const char (&text)[n]) {
  std::array<uint8_t, (n - 1) / 2> bytes{};
  for (size_t i = 0; i + 1 < n; ++i) {
    const int digit = text[i] <= '9' ? text[i] - '0' : text[i] - 'a' + 10;
    bytes[i / 2] = static_cast<uint8_t>(bytes[i / 2] << 4 | digit);
  }
  return bytes;
}

// One case. Of the answer it has the last 64 bytes, on which everything before them has its effect.
struct KnownAnswer {
  size_t request;
  std::array<uint8_t, 32> entropy;
  std::array<uint8_t, 16> nonce;
  std::array<uint8_t, 32> personalization;
  std::array<uint8_t, 32> reseed_entropy, reseed_additional;
  // For a case with prediction resistance the second reseed, and then the requests have no additional input; for one
  // without, the additional inputs of the two requests.
  bool has_prediction_resistance;
  std::array<uint8_t, 32> second, third;
  std::array<uint8_t, 64> answer;
};

inline constexpr KnownAnswer ctr_aes256 = {
    .request = 64,
    .entropy = hex("174b46250051a9e3d80c56ae7163dafe7e54481a56cafd3b8625f99bbb29c442"),
    .nonce = hex("98ffd99c466e0e94a45da7e0e82dbc6b"),
    .personalization = hex("7095268e99938b3e042734b9176c9aa051f00a5f8d2a89ada214b89beef18ebf"),
    .reseed_entropy = hex("e88be1967c5503f65d23867bbc891bd679db03b4878663f6c877592df25f0d9a"),
    .reseed_additional = hex("cdf6ad549e45b6aa5cd67d024931c33cd133d52d5ae500c3015020beb30da063"),
    .has_prediction_resistance = false,
    .second = hex("c7228e90c62f896a09e11684530102f926ec90a3255f6c21b857883c75800143"),
    .third = hex("76a94f224178fe4cbf9e2b8acc53c9dc3e50bb613aac8936601453cda3293b17"),
    .answer = hex("1a6d8dbd642076d13916e5e23038b60b26061f13dd4e006277e0268698ffb2c87e453bae1251631ac90c701a9849d933"
                  "995e8b0221fe9aca1985c546c2079027"),
};

inline constexpr KnownAnswer hmac_sha256 = {
    .request = 128,
    .entropy = hex("4294671d493dc085b5184607d7de2ff2b6aceb734a1b026f6cfee7c5a90f03da"),
    .nonce = hex("d071544e599235d5eb38b64b551d2a6e"),
    .personalization = hex("63bc769ae1d95a98bde870e4db7776297041d37c8a5c688d4e024b78d83f4d78"),
    .reseed_entropy = hex("db9b4790b62336fbb9a684b82947065393eeef8f57bd2477141ad17e776dac34"),
    .reseed_additional = hex("28848becd3f47696f124f4b14853a456156f69be583a7d4682cff8d44b39e1d3"),
    .has_prediction_resistance = true,
    .second = hex("4a9abe80f6f522f29878bedf8245b27940a76471006fb4a4110beb4decb6c341"),
    .third = hex("8bfce0b7132661c3cd78175d83926f643e36f7608eec2c5dac3ddcbacc8c2182"),
    .answer = hex("c27d0bf6618e6b114e05420352e23f3603dfe8a225dc19b3d1fff1dc245dc6b1df24c741744bec3f9437dbbf222df848"
                  "81a457a589e7815ef132f686b760f012"),
};

inline constexpr KnownAnswer hmac_sha384 = {
    .request = 192,
    .entropy = hex("8b285ce6b4da70c83fd72aab1b4be62101bf9b29e168726ea2f670aab0deaefc"),
    .nonce = hex("5da3404c494c6019ea33679e37cec308"),
    .personalization = hex("723c0f287db4af285c195cebb1104a106f22e8b243fdcd0566228ab5f227a9e3"),
    .reseed_entropy = hex("dab13e0cb060f66c1c83fc6fba46477d1a3c802edd7594db0b297dedb9ccbc80"),
    .reseed_additional = hex("881a1874c800db068b5913d195058d0726458de3782ff530af1a761f9628547f"),
    .has_prediction_resistance = true,
    .second = hex("0c817f05658fb9b4c99938ae2140160c4a16d548634a353bc285cb38d0e93243"),
    .third = hex("0c27cf271bd7931d187ec6f56038519674468fa2e7e6f994904c9f1afa346939"),
    .answer = hex("ed050f418cf4ba0b07fe90a82d1ccf38578d99edf0518c4a758a199db4d3533c4dbc55b1da19840b8f365a574aa01647"
                  "819032dc0ad641388c2093ebd4ab5d99"),
};

inline constexpr KnownAnswer hmac_sha512 = {
    .request = 256,
    .entropy = hex("3aca6b55561521007c9ece085e9a6635e346fa804335d6ad42ebd6814c017fa8"),
    .nonce = hex("aa7fd3c3dd5d03d9b8efc7f70574581f"),
    .personalization = hex("4bc9a485ec840d377ae4504aa1df41e444c4231687f3d7851c26c275bc687463"),
    .reseed_entropy = hex("4cc19fae5a456f8a53a656d23a0b665d6ddf7f43020a5febbb552714e447565d"),
    .reseed_additional = hex("b39c43539fdc24343085cbb65b8d36c54732476d781104c355c391a951313a30"),
    .has_prediction_resistance = true,
    .second = hex("637386b3ab33f78fd9751c7b7e67e1e15f6e50ddc548a1eb5813f6d0d48381bf"),
    .third = hex("b6850edd4622675ef5a507eab911e249d63fcf62f330cc8a16bb2ccc5858de5d"),
    .answer = hex("0ebee78eea7294571e168c454066d256b81bb8b7bb469207a18ebedbb4348fbe97a4d86d2bd095c41f6de59aa0800e13"
                  "1e98181886a2633cdcc550914d83b327"),
};

}  // namespace cce::drbg
