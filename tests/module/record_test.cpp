#include <memory>
#include <set>
#include <span>
#include <string>

#include "base/text.hpp"
#include "module/record.hpp"
#include "support/catch.hpp"

using namespace cce;
using namespace cce::module;

TEST_CASE("a text is cut, never overrun") {
  std::array<char, 8> buffer;
  buffer.fill('x');
  Text text(std::span<char>(buffer).first(7));
  text << "abc"
       << "defgh" << Bytes{};
  CHECK(std::string(buffer.data()) == "abcdef");
  CHECK(buffer[7] == 'x');
}

TEST_CASE("bytes are written as hexadecimal") {
  std::array<char, 16> buffer;
  const uint8_t bytes[] = {0x00, 0x9f, 0xff};
  Text(buffer) << "<" << bytes << ">";
  CHECK(std::string(buffer.data()) == "<009fff>");
}

TEST_CASE("the first failure stays, and later ones do not disturb it for a while") {
  auto log = std::make_unique<FailureLog>();
  CHECK(log->first() == nullptr);
  const char* first = log->add("service", "one");
  CHECK(log->first() == first);
  std::set<const char*> places = {first};
  for (int i = 0; i < 15; ++i) places.insert(log->add("service", "another"));
  CHECK(places.size() == 16);
  CHECK(std::string(log->first()) == "service: one");
  log->clear();
  CHECK(log->first() == nullptr);
}

TEST_CASE("a record with digests of the longest kind fits") {
  const SelfTest test = {"a-rather-long-name", "A-RATHER-LONG-ALGORITHM", "a detail of some length that says what",
                         Algorithm::sha2,      TestKind::known_answer,    nullptr};
  Evidence evidence;
  std::array<uint8_t, 64> a, b;
  a.fill(0xaa);
  b.fill(0xbb);
  CHECK_FALSE(evidence.matches(a, b));
  auto log = std::make_unique<FailureLog>();
  const std::string text = log->add("self-test on demand", test, evidence);
  CHECK(text.find("expected aaaa") != std::string::npos);
  CHECK(text.ends_with("bbbb"));
}
