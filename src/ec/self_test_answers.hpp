// The known answers of the curves' self-tests. Signatures: RFC 6979 appendices A.2.5 to A.2.7, message "sample", with the hash
// as long as the curve; for verification others by the same key, see below. Agreement: the peer's key of NIST's CAVP file
// KASValidityTest_ECCStaticUnified_NOKC_ZZOnly_init, the first valid case of each curve, with a private key of 64 bits.
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
  // Another signature by the same key, of a digest that is no message's. It was made from R = u1 * G + u2 * Q, with u1 and
  // u2 of 64 bits: to verify it runs all of the code that any signature needs, but its loop over the bits of u1 and u2 not
  // 256 to 521 times, which would be a quarter of the whole power-up.
  Number verify_digest, verify_r, verify_s;
  // Agreement. own_d is odd and of 64 bits, and multiplied by as such, for the same reason.
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
    .verify_digest = number("91d4820fe3866a441d96fc64beac5aae0bf36c2ca4552d5c56d027d527f57b07"),
    .verify_r = number("791962afe4873c68619543a920c5e53d686f12b32db7e1f85d1e06f6a2b839b7"),
    .verify_s = number("af48576c75805c91bfa68fa868919a6ef62183bece12b5373db18c1cd4046698"),
    .own_d = number("0000000000000000000000000000000000000000000000009e3779b97f4a7c15"),
    .peer_x = number("5a3955c54a49645ed818f3774ea10971a1db88c370d8966c5a6e88234ed5d820"),
    .peer_y = number("03b13f0dad73f64532f42b8b2fa6d1450d9ab24896e95c24674298f2da07ccda"),
    .Z = number("efef10302fecd4ae126ba704e67bf6220ae9286a78d1f36f4c16bf3db46f3108"),
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
    .verify_digest = number("1c5f28f2776889a2c2e0217b1c2d61016e3053d5b98a428da3366661663edafe2fdd3a182866c60bdfa829f9"
                            "1a931082"),
    .verify_r = number("e1db299e6597d031c31ee18eba0946f598b97145c1e5d801d7ab30069723dbb32f96a0795ad073a6381226f0"
                       "e9b8753c"),
    .verify_s = number("584cf3f58f596b8ad274f672be563e5495ca6413123c49b7e756fadf998f8dcd294865b1ac8e6056701d5a7d"
                       "ed24e544"),
    .own_d = number("000000000000000000000000000000000000000000000000000000000000000000000000000000009e3779b9"
                    "7f4a7c15"),
    .peer_x = number("d1bf2ac21637d66d6398aac01dcd56ac6f065fb45d1f6f16747bab9e9b01b4630b59b20927aea147355bf418"
                     "38acb482"),
    .peer_y = number("4c9e23f1c5a41647d094086bf4ed31708651f21d996c47780688ac10f77deee2e43b5241b6caecd2fd5444bc"
                     "50472e0e"),
    .Z = number("d13643d1fe4dd6114fffce3cd1773c8180583b80c6087be2d1447314b78cdc5e5d9a46231f383d12264e857f"
                "88691562"),
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
    .verify_digest = number("1952cd494f5a964e1aada185ff864284883ed2d3500938cc0145aaa37233b226468645dc0fb2ef2143338b96"
                            "152a98bb6062f6a358429972b12c9a4a11565f33"),
    .verify_r = number("0160a89dbd07f5cfbda2edf883cfbc584dc16f40d46d8923ef48818f07592d2f7996907b8a234a5dcf0f62f1"
                       "0a9b6c7fd3af3af9df233a72ae2d71b16e4f00ab82ad"),
    .verify_s = number("01ce7161e5568e07e23588f6ae4e0f88e614523d92f7673b67c7b67695ce2e95f0b3bcb3a4c83bba2d569dd2"
                       "063057418db9a7173af8e2dd442f502a310bf46e2843"),
    .own_d = number("0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                    "00000000000000000000000000009e3779b97f4a7c15"),
    .peer_x = number("01474af758238005238b2fa253c4f9c557de664d64c66d7d88f334555997591ccc242ff3c6d0e34d07fc835a"
                     "aae024c2bd21f2ba5c0b0a8ac3fdd90e1c479cb8e538"),
    .peer_y = number("00a721b04654204ca19064b37a4abf4247413a6d29e9211a0df9d50975c7d8d4654dc04a478455ea24993f0f"
                     "ef5460f189c4729c15fba385fd85ef42ae7610e39450"),
    .Z = number("005eed4976267e988d94b938591c4485616037018c9f00ff646dfc4a34a905d53c00c0a4e90d6cbe86ee3682"
                "e4cf4328784ddab6d98d20f753af025412a53d13ab2a"),
};

}  // namespace cce::ec
