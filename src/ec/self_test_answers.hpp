// The known answers of the curves' self-tests. Signatures: RFC 6979 appendices A.2.5 to A.2.7, message "sample", with the hash
// as long as the curve; for verification others by the same key, see below. Agreement: the peer's key of NIST's CAVP file
// KASValidityTest_ECCStaticUnified_NOKC_ZZOnly_init, the first valid case of each curve, with a private key of 24 bits.
#pragma once

#include "ec/nonce.hpp"

namespace cce::ec {

template <size_t n>
consteval Number number(const char (&text)[n]) {
  Number bytes{};
  for (size_t i = 0; i + 1 < n; ++i) {
    const int digit = text[i] <= '9' ? text[i] - '0' : text[i] - 'a' + 10;
    bytes[i / 2] = static_cast<uint8_t>(bytes[i / 2] << 4 | digit);
  }
  return bytes;
}

struct KnownAnswer {
  Curve curve;
  sha2::Hash hash;
  size_t digest_size;
  Number digest;
  Number d, x, y;  // the key pair that signs
  Number k, r, s;
  // Another signature by the same key, of a digest that is no message's. It was made from R = u1 * G + u2 * Q, with u1 of
  // 64 bits and u2 of 24: to verify it runs all of the code that any signature needs, but its loop over the bits of u1 and u2
  // not 256 to 521 times, which would be a quarter of the whole power-up.
  Number verify_digest, verify_r, verify_s;
  // Agreement. own_d is odd and of 24 bits, and multiplied by as such, for the same reason.
  Number own_d, peer_x, peer_y, Z;
};

inline constexpr KnownAnswer p256_answer = {
    .curve = Curve::p256,
    .hash = sha2::Hash::sha256,
    .digest_size = 32,
    .digest = number("af2bdbe1aa9b6ec1e2ade1d694f41fc71a831d0268e9891562113d8a62add1bf"),
    .d = number("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"),
    .x = number("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"),
    .y = number("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"),
    .k = number("a6e3c57dd01abe90086538398355dd4c3b17aa873382b0f24d6129493d8aad60"),
    .r = number("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"),
    .s = number("f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"),
    .verify_digest = number("7f760ad2339f25af51748a0b4a5c4a95400fac3a03445be9e38f0632fff0d570"),
    .verify_r = number("ca9c1bb160dde48207c9f3173ef13c14f70233671943dc78571125c7264f2085"),
    .verify_s = number("a736a18a473ee4cd28a6e0a6b802c6c4b5bd943046a597555ebf9463569b47f0"),
    .own_d = number("00000000000000000000000000000000000000000000000000000000009e3779"),
    .peer_x = number("5a3955c54a49645ed818f3774ea10971a1db88c370d8966c5a6e88234ed5d820"),
    .peer_y = number("03b13f0dad73f64532f42b8b2fa6d1450d9ab24896e95c24674298f2da07ccda"),
    .Z = number("b3e7bbce0703285d340be4cd08a83dd6f478f31d88b199d22cbb6c7af9252689"),
};

inline constexpr KnownAnswer p384_answer = {
    .curve = Curve::p384,
    .hash = sha2::Hash::sha384,
    .digest_size = 48,
    .digest = number("9a9083505bc92276aec4be312696ef7bf3bf603f4bbd381196a029f340585312313bca4a9b5b890efee42c77"
                     "b1ee25fe"),
    .d = number("6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea"
                "60d2edf5"),
    .x = number("ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c64def8f0ea9055866064a25451"
                "5480bc13"),
    .y = number("8015d9b72d7d57244ea8ef9ac0c621896708a59367f9dfb9f54ca84b3f1c9db1288b231c3ae0d4fe7344fd25"
                "33264720"),
    .k = number("94ed910d1a099dad3254e9242ae85abde4ba15168eaf0ca87a555fd56d10fbca2907e3e83ba95368623b8c46"
                "86915cf9"),
    .r = number("94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e"
                "80fabe46"),
    .s = number("99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a"
                "38628ac8"),
    .verify_digest = number("8e788cb6c99fbb92da9afcd69fb31780fbf8e3a2c427652ab5367942fcfbb868f1fdaf0f2848570d2a4e31ec"
                            "f9daed08"),
    .verify_r = number("2e4a9bd643218801377c1939c8aed26809bf6e47a2e6dd740dbcacd2adb4a0e6972aacc7d1cb31f200822a43"
                       "bd40c93e"),
    .verify_s = number("caa73e85bf2e8673ca6452ca336ac508d952e5c542d2ba92dc553198bc00c7d32019f2a39afc8fd02a12809e"
                       "3b369474"),
    .own_d = number("0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                    "009e3779"),
    .peer_x = number("d1bf2ac21637d66d6398aac01dcd56ac6f065fb45d1f6f16747bab9e9b01b4630b59b20927aea147355bf418"
                     "38acb482"),
    .peer_y = number("4c9e23f1c5a41647d094086bf4ed31708651f21d996c47780688ac10f77deee2e43b5241b6caecd2fd5444bc"
                     "50472e0e"),
    .Z = number("b3ddca054829da1f995362684906ea684088e49e581d7bd7b86aed43b2db2a69fc3552c4b0b7a52c6133a21b"
                "e85d44e4"),
};

inline constexpr KnownAnswer p521_answer = {
    .curve = Curve::p521,
    .hash = sha2::Hash::sha512,
    .digest_size = 64,
    .digest = number("39a5e04aaff7455d9850c605364f514c11324ce64016960d23d5dc57d3ffd8f49a739468ab8049bf18eef820"
                     "cdb1ad6c9015f838556bc7fad4138b23fdf986c7"),
    .d = number("00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75caa896eb32f1f47c70855836"
                "a6d16fcc1466f6d8fbec67db89ec0c08b0e996b83538"),
    .x = number("01894550d0785932e00eaa23b694f213f8c3121f86dc97a04e5a7167db4e5bcd371123d46e45db6b5d5370a7"
                "f20fb633155d38ffa16d2bd761dcac474b9a2f5023a4"),
    .y = number("00493101c962cd4d2fddf782285e64584139c2f91b47f87ff82354d6630f746a28a0db25741b5b34a828008b"
                "22acc23f924faafbd4d33f81ea66956dfeaa2bfdfcf5"),
    .k = number("01dae2ea071f8110dc26882d4d5eae0621a3256fc8847fb9022e2b7d28e6f10198b1574fdd03a9053c08a185"
                "4a168aa5a57470ec97dd5ce090124ef52a2f7ecbffd3"),
    .r = number("00c328fafcbd79dd77850370c46325d987cb525569fb63c5d3bc53950e6d4c5f174e25a1ee9017b5d450606a"
                "dd152b534931d7d4e8455cc91f9b15bf05ec36e377fa"),
    .s = number("00617cce7cf5064806c467f678d3b4080d6f1cc50af26ca209417308281b68af282623eaa63e5b5c0723d8b8"
                "c37ff0777b1a20f8ccb1dccc43997f1ee0e44da4a67a"),
    .verify_digest = number("7efe13f4e14830e51553ad8096f45fabee8533fe7923c438fc903996e6ff59df50dca283337c16ac57957bfc"
                            "c36b4c3b9f5efd5450b39a9ec01f510bffd0b7ec"),
    .verify_r = number("002382f3ea0c1261175be7649685e9832d2cf765450eeab2c54c7729590c05223474e512a966be34c0aa3033"
                       "f8c0c318d0d54c9dae66da0989dd74865746db03d9f5"),
    .verify_s = number("00f1b22c806017843c868dff9bcefb0e5054fca941fc9f14029b4ba060c050d230da70c389eab98beb2f336f"
                       "a385ce8a932bacc3533ab7ff2432ac8e7d3a6f95e193"),
    .own_d = number("0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                    "000000000000000000000000000000000000009e3779"),
    .peer_x = number("01474af758238005238b2fa253c4f9c557de664d64c66d7d88f334555997591ccc242ff3c6d0e34d07fc835a"
                     "aae024c2bd21f2ba5c0b0a8ac3fdd90e1c479cb8e538"),
    .peer_y = number("00a721b04654204ca19064b37a4abf4247413a6d29e9211a0df9d50975c7d8d4654dc04a478455ea24993f0f"
                     "ef5460f189c4729c15fba385fd85ef42ae7610e39450"),
    .Z = number("01d0a467b630960bd0d570920aba101445730c6475cb93e21959b100f91b748ce4dc740d19be951579bd00ec"
                "3153cf198ffdbe24fa918fa460b0eba44dea87adacdc"),
};

}  // namespace cce::ec
