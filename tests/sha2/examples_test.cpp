// NIST's examples, each hashed by every kernel that runs here, in one call and in pieces.
#include <fstream>
#include <sstream>

#include "rows.hpp"

namespace {

using cce::sha2::Hash;
using rows::Family;

struct Example {
  Hash hash;
  std::string message, digest;
};

Hash hash_by_name(const std::string& name) {
  const std::pair<const char*, Hash> names[] = {{"SHA-224", Hash::sha224},
                                                {"SHA-256", Hash::sha256},
                                                {"SHA-384", Hash::sha384},
                                                {"SHA-512", Hash::sha512},
                                                {"SHA-512/256", Hash::sha512_256}};
  for (const auto& [text, hash] : names)
    if (name == text) return hash;
  FAIL("examples.txt names no function of SHA-2: " << name);
  return Hash::sha256;
}

std::string message_of(const std::string& text) {
  if (text == "-") return "";
  if (text.starts_with("a*")) return std::string(std::stoul(text.substr(2)), 'a');
  return text;
}

std::vector<Example> examples() {
  std::ifstream file(CCE_SHA2_EXAMPLES);
  std::vector<Example> all;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("#")) continue;
    std::istringstream fields(line);
    std::string name, message, digest;
    fields >> name >> message >> digest;
    all.push_back({hash_by_name(name), message_of(message), digest});
  }
  return all;
}

std::string hex(const std::vector<uint8_t>& bytes) {
  std::string text;
  for (uint8_t b : bytes) text += {"0123456789abcdef"[b >> 4], "0123456789abcdef"[b & 15]};
  return text;
}

template <class Word>
void check(const Example& example) {
  const auto* const bytes = reinterpret_cast<const uint8_t*>(example.message.data());
  const cce::Bytes msg(bytes, example.message.size());
  rows::each<Word>([&](const auto&) {
    std::vector<uint8_t> out(cce::sha2::digest_size(example.hash));
    cce::sha2::digest(example.hash, msg, out);
    CHECK(hex(out) == example.digest);

    cce::sha2::Context context;
    context.init(example.hash);
    for (size_t i = 0; i < msg.size(); i += 97)
      REQUIRE(context.update(msg.subspan(i, std::min<size_t>(97, msg.size() - i))) == cce::Status::ok);
    context.finish(out);
    CHECK(hex(out) == example.digest);
  });
}

}  // namespace

TEST_CASE("NIST's examples") {
  const auto all = examples();
  REQUIRE(all.size() == 25);  // five messages, five functions
  for (const Example& example : all) {
    INFO("digest " << example.digest);
    if (cce::sha2::has_32_bit_words(example.hash))
      check<uint32_t>(example);
    else
      check<uint64_t>(example);
  }
}
