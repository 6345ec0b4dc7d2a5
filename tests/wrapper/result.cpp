#include <cce/cce.hpp>
#include <memory>
#include <string>

#include "support/catch.hpp"

using cce::Outcome;
using cce::Result;

TEST_CASE("a result says approved for 0 only, and done for 0 and 1 only") {
  for (int code = -10; code <= 1; ++code) {
    const Result result = static_cast<cce_result>(code);
    CAPTURE(code);
    CHECK(result.approved() == (code == 0));
    CHECK(result.done() == (code == 0 || code == 1));
    CHECK(result.code() == code);
    CHECK(result.text() == cce_result_text(static_cast<cce_result>(code)));
    CHECK(result == static_cast<cce_result>(code));
    CHECK((result != CCE_OK) == (code != 0));
  }
}

TEST_CASE("an outcome has its result's answers, and gives its value") {
  const Outcome<int> approved(CCE_OK, 7), unapproved(CCE_OK_UNAPPROVED, 8), refused(CCE_ERR_KEY, 0);
  CHECK((approved.approved() && approved.done() && approved.code() == CCE_OK));
  CHECK((!unapproved.approved() && unapproved.done() && unapproved.code() == CCE_OK_UNAPPROVED));
  CHECK((!refused.approved() && !refused.done() && refused.result() == CCE_ERR_KEY));
  CHECK(refused.text() == cce_result_text(CCE_ERR_KEY));

  CHECK(approved.value() == 7);
  CHECK(approved.value_even_if_unapproved() == 7);
  CHECK(unapproved.value_even_if_unapproved() == 8);
}

TEST_CASE("an outcome gives away what cannot be copied") {
  const auto made = [](cce_result code) { return Outcome<std::unique_ptr<int>>(code, std::make_unique<int>(9)); };
  const std::unique_ptr<int> approved = made(CCE_OK).value();
  const std::unique_ptr<int> unapproved = made(CCE_OK_UNAPPROVED).value_even_if_unapproved();
  REQUIRE((approved && unapproved));
  CHECK(*approved + *unapproved == 18);
}

TEST_CASE("bytes of a text are its characters, without the NUL of a literal") {
  const cce::Bytes literal = cce::bytes("ab");
  REQUIRE(literal.size() == 2);
  CHECK((literal[0] == 'a' && literal[1] == 'b'));
  CHECK(cce::bytes(std::string("a\0b", 3)).size() == 3);

  const uint32_t number = 0x01010101;
  const cce::Bytes object = cce::bytes(std::as_bytes(std::span(&number, 1)));
  REQUIRE(object.size() == 4);
  CHECK((object[0] == 1 && object[3] == 1));
}
