// Base64 and PEM: every encoding comes back, and what is not well-formed does not.
#include <string>
#include <vector>

#include "aes/random_bytes.hpp"
#include "ec/base64.hpp"
#include "ec/pem.hpp"
#include "support/catch.hpp"

using namespace cce;
namespace base64 = ec::base64;
namespace pem = ec::pem;

namespace {

using Octets = std::vector<uint8_t>;

// One bit after the other, from a table.
std::string slowly_encoded(const Octets& bytes) {
  const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t bit = 0; bit < 8 * bytes.size(); bit += 6) {
    unsigned value = 0;
    for (size_t i = bit; i < bit + 6; ++i)
      value = value << 1 | (i < 8 * bytes.size() ? bytes[i / 8] >> (7 - i % 8) & 1u : 0u);
    out += alphabet[value];
  }
  while (out.size() % 4 != 0) out += '=';
  return out;
}

std::string encoded(const Octets& bytes) {
  std::string out;
  for (size_t i = 0; i < base64::encoded_size(bytes.size()); ++i) out += base64::encode_at(bytes, i);
  return out;
}

bool decodes(const std::string& text, Octets* out = nullptr) {
  Octets room(1000);
  base64::Decoder decoder(room);
  for (const char c : text) {
    if (c == '=')
      decoder.put_padding();
    else
      decoder.put(static_cast<uint8_t>(c));
  }
  if (!decoder.finish()) return false;
  if (out != nullptr) *out = Octets(room.begin(), room.begin() + static_cast<ptrdiff_t>(decoder.size()));
  return true;
}

Bytes bytes(const std::string& text) { return {reinterpret_cast<const uint8_t*>(text.data()), text.size()}; }

constexpr std::string_view labels[] = {pem::private_key, pem::ec_private_key};

Status read(const std::string& text, Octets* der = nullptr) {
  Octets room(pem::max_der);
  size_t size = 0;
  const Status s = pem::read(bytes(text), labels, room, size);
  if (der != nullptr) *der = Octets(room.begin(), room.begin() + static_cast<ptrdiff_t>(size));
  return s;
}

std::string block(const std::string& label, const std::string& body) {
  return "-----BEGIN " + label + "-----\n" + body + "-----END " + label + "-----\n";
}

}  // namespace

TEST_CASE("base64 of all lengths and of every character, both ways") {
  RandomBytes random(80);
  for (size_t n = 0; n < 300; ++n) {
    const Octets plain = random.bytes(n);
    const std::string text = encoded(plain);
    REQUIRE(text == slowly_encoded(plain));
    Octets back;
    REQUIRE(decodes(text, &back));
    REQUIRE(back == plain);
  }
}

TEST_CASE("characters that are none of the alphabet's") {
  const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (int c = 0; c < 256; ++c) {
    const bool good = alphabet.find(static_cast<char>(c)) != std::string::npos;
    for (size_t place = 0; place < 4; ++place) {
      std::string text = "AAAAQUJD";
      text[place] = static_cast<char>(c);
      INFO(c << " at " << place);
      REQUIRE(decodes(text) == (good || (c == '=' && false)));
    }
  }
}

TEST_CASE("groups and padding that are not whole") {
  for (const char* good : {"", "QQ==", "QUI=", "QUJD", "QUJDQQ=="}) CHECK(decodes(good));
  for (const char* bad : {"Q", "QQ", "QQ=", "QQ===", "QUI", "QUI==", "QUJD=", "QUJD==", "QUJD====", "=",
                          "====", "=QQ=", "Q===", "QQ=Q", "QQ==QQ==", "QR==", "Qf==", "QUJ=", "QUK="})
    CHECK_FALSE(decodes(bad));
}

TEST_CASE("no room") {
  Octets room(3);
  base64::Decoder fits(room), does_not(room);
  for (int i = 0; i < 4; ++i) fits.put('Q');
  CHECK(fits.finish());
  for (int i = 0; i < 8; ++i) does_not.put('Q');
  CHECK_FALSE(does_not.finish());
}

TEST_CASE("what is written is read, at every length") {
  RandomBytes random(81);
  for (size_t n = 1; n < 250; ++n) {
    const Octets der = random.bytes(n);
    Octets text(pem::text_size(pem::private_key, n) + 1, 0xee);
    pem::write(pem::private_key, der, MutableBytes(text).first(text.size() - 1));
    REQUIRE(text.back() == 0xee);
    REQUIRE(text[text.size() - 2] == '\n');
    Octets back;
    REQUIRE(read(std::string(text.begin(), text.end() - 1), &back) == Status::ok);
    REQUIRE(back == der);
  }
}

TEST_CASE("layouts that are taken") {
  const Octets der = {'A', 'B', 'C'};
  Octets back;
  for (const std::string& text :
       {block("PRIVATE KEY", "QUJD\n"), block("EC PRIVATE KEY", "QU\nJD\n"),
        std::string("-----BEGIN PRIVATE KEY-----\r\nQUJD\r\n-----END PRIVATE KEY-----\r\n"),
        std::string("-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----"),
        "Private-Key: (256 bit)\npriv:\n    00:11\n\n" + block("PRIVATE KEY", "QUJD\n") + "\ntrailing text\n\n",
        block("EC PARAMETERS", "BggqhkjOPQMBBw==\n") + block("EC PRIVATE KEY", "QUJD\n")}) {
    INFO(text);
    CHECK(read(text, &back) == Status::ok);
    CHECK(back == der);
  }
}

TEST_CASE("layouts that are not") {
  const std::string good = block("PRIVATE KEY", "QUJD\n");
  for (const std::string& text : {std::string(),
                                  std::string("\n"),
                                  std::string("QUJD\n"),
                                  good.substr(0, good.size() - 2),
                                  std::string("-----BEGIN PRIVATE KEY-----\nQUJD\n"),
                                  std::string("-----BEGIN PRIVATE KEY-----"),
                                  std::string("-----BEGIN PRIVATE KEY-----\nQUJD\n-----END EC PRIVATE KEY-----\n"),
                                  std::string("-----BEGIN PRIVATE KEY----\nQUJD\n-----END PRIVATE KEY-----\n"),
                                  std::string("----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----\n"),
                                  " " + good,
                                  std::string("-----BEGIN PRIVATE KEY-----\nQUJD-----END PRIVATE KEY-----\n"),
                                  block("PRIVATE KEY", "\nQUJD\n"),
                                  block("PRIVATE KEY", "QUJD\n\n"),
                                  block("PRIVATE KEY", "QUJD \n"),
                                  block("PRIVATE KEY", " QUJD\n"),
                                  block("PRIVATE KEY", "QU JD\n"),
                                  block("PRIVATE KEY", "QUJD\r\r\n"),
                                  block("PRIVATE KEY", "QUJ\n"),
                                  block("PRIVATE KEY", "QUJ*\n"),
                                  good + good,
                                  good + block("EC PRIVATE KEY", "QUJD\n"),
                                  block("EC PARAMETERS", "QUJD\n"),
                                  std::string("-----BEGIN EC PARAMETERS-----\n") + good,
                                  block("PRIVATE KEY", std::string(4000, 'A') + "\n"),
                                  std::string("-----BEGIN PRIVATE KEY-----\nQUJD\n-----BEGIN PRIVATE KEY-----\n")}) {
    INFO(text);
    CHECK(read(text) == Status::key);
  }
  CHECK(read(block("ENCRYPTED PRIVATE KEY", "QUJD\n")) == Status::unsupported);
  CHECK(read(block("PUBLIC KEY", "QUJD\n")) == Status::unsupported);
  CHECK(read(good + block("CERTIFICATE", "QUJD\n")) == Status::unsupported);
  CHECK(read(block("EC PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nQUJD\n")) ==
        Status::unsupported);
}
