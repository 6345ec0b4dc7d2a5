// The known answers of the generators' self-tests: cases of NIST's CAVP file drbgtestvectors. CTR_DRBG without prediction
// resistance and HMAC_DRBG with it have every input; HMAC_DRBG with the other hashes, which differs in them alone, has the inputs
// that there must be, as updates without an input are half as long.
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

// What a case has besides entropy and nonce.
enum class Inputs {
  necessary,              // nothing
  additional,             // all that there may be
  prediction_resistance,  // all that there may be, and each request is after a reseed
};

// One case. Of the answer it has the last 64 bytes, on which everything before them has its effect.
struct KnownAnswer {
  size_t request;
  std::array<uint8_t, 32> entropy;
  std::array<uint8_t, 16> nonce;
  std::array<uint8_t, 32> personalization{};
  std::array<uint8_t, 32> reseed_entropy, reseed_additional{};
  Inputs inputs;
  // For a case with prediction resistance the second reseed, and then the requests have no additional input; for one
  // without, the additional inputs of the two requests.
  std::array<uint8_t, 32> second{}, third{};
  std::array<uint8_t, 64> answer;
};

inline constexpr KnownAnswer ctr_aes256 = {
    .request = 64,
    .entropy = hex("174b46250051a9e3d80c56ae7163dafe7e54481a56cafd3b8625f99bbb29c442"),
    .nonce = hex("98ffd99c466e0e94a45da7e0e82dbc6b"),
    .personalization = hex("7095268e99938b3e042734b9176c9aa051f00a5f8d2a89ada214b89beef18ebf"),
    .reseed_entropy = hex("e88be1967c5503f65d23867bbc891bd679db03b4878663f6c877592df25f0d9a"),
    .reseed_additional = hex("cdf6ad549e45b6aa5cd67d024931c33cd133d52d5ae500c3015020beb30da063"),
    .inputs = Inputs::additional,
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
    .inputs = Inputs::prediction_resistance,
    .second = hex("4a9abe80f6f522f29878bedf8245b27940a76471006fb4a4110beb4decb6c341"),
    .third = hex("8bfce0b7132661c3cd78175d83926f643e36f7608eec2c5dac3ddcbacc8c2182"),
    .answer = hex("c27d0bf6618e6b114e05420352e23f3603dfe8a225dc19b3d1fff1dc245dc6b1df24c741744bec3f9437dbbf222df848"
                  "81a457a589e7815ef132f686b760f012"),
};

inline constexpr KnownAnswer hmac_sha384 = {
    .request = 192,
    .entropy = hex("096349506f3a7653d54db7ec1d09e93413edd175b6ddbeb00e56752a520ac8ff"),
    .nonce = hex("fc7983b918acadaa71a67e1624f1b502"),
    .reseed_entropy = hex("4260a0495fdaba58aae41df82505012d480c8e4f751fd7ebc39f9becd694b2a3"),
    .inputs = Inputs::necessary,
    .answer = hex("602d3ee4045df162028b89cac45e6207d9097f2b3ac0ab17729251985f276f1287f5c56cc9ba1a79fbdbb291f3a945fb"
                  "fdbd63cf13b82ec91f7b1085b33279e3"),
};

inline constexpr KnownAnswer hmac_sha512 = {
    .request = 256,
    .entropy = hex("48c121b18733af15c27e1dd9ba66a9a81a5579cdba0f5b657ec53c2b9e90bbf6"),
    .nonce = hex("bbb7c777428068fad9970891f879b1af"),
    .reseed_entropy = hex("e0ffefdadb9ccf990504d568bdb4d862cbe17ccce6e22dfcab8b4804fd21421a"),
    .inputs = Inputs::necessary,
    .answer = hex("e2d96b906e36cbb72233201e536d3e13b045187b417d2449cad1edd192e061f12d22147b0a176ea8d9c4c35404395b65"
                  "02ef333a813b6586037479e0fa3c6a23"),
};

}  // namespace cce::drbg
