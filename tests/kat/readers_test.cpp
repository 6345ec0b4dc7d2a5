// The readers know no algorithm: records of kinds that cce-kat cannot run yet come out whole.
#include "reader.hpp"
#include "support/catch.hpp"
#include "test_vector.hpp"

using namespace cce::kat;

namespace {

VectorFile cavp(std::string_view text) { return std::get<VectorFile>(read_cavp(text, "file.rsp")); }
VectorFile json(std::string_view text) { return std::get<VectorFile>(read_json(text, "file.json")); }

std::vector<std::string> values(const Case& test, std::string_view key) {
  std::vector<std::string> found;
  for (const Field* const field : test.fields.every(key)) found.push_back(field->value);
  return found;
}

}  // namespace

TEST_CASE("a GCM record that must be refused") {
  const VectorFile file = cavp(
      "# CAVS 14.0\n[Keylen = 128]\n[IVlen = 96]\n[Taglen = 32]\n\nCount = 0\nKey = cf06\nTag = f8\nFAIL\n\nCount = 1\n"
      "Key = 49b1\nTag = 60\nPT = ab\n\n[Keylen = 128]\n[IVlen = 8]\n\nCount = 0\nKey = 01\n");
  CHECK(file.problems.empty());
  REQUIRE(file.groups.size() == 2);
  REQUIRE(file.groups[0].cases.size() == 2);
  CHECK(file.groups[0].name == "[Keylen = 128] [IVlen = 96] [Taglen = 32]");
  CHECK(file.groups[0].cases[0].fields.find("FAIL")->bare);
  CHECK(file.groups[0].cases[0].place.line == 6);
  CHECK(file.groups[0].cases[1].fields.find("FAIL") == nullptr);
  CHECK(file.groups[0].cases[1].id == "Count = 1");
  // What the second section does not say anew still holds.
  CHECK(file.groups[1].fields.value("IVlen") == "8");
  CHECK(file.groups[1].fields.value("Taglen") == "32");
}

TEST_CASE("a DRBG record gives its repeated fields in order") {
  const VectorFile file = cavp(
      "[AES-256 use df]\n[PredictionResistance = True]\n[EntropyInputLen = 256]\n\nCOUNT = 0\nEntropyInput = aa\n"
      "AdditionalInput = 01\nEntropyInputPR = b1\nAdditionalInput = 02\nEntropyInputPR = b2\nReturnedBits = cc\n\n"
      "COUNT = 1\nEntropyInput = dd\n\n[3KeyTDEA use df]\n[PredictionResistance = False]\n\nCOUNT = 0\nNonce = 00\n");
  CHECK(file.problems.empty());
  REQUIRE(file.groups.size() == 2);
  REQUIRE(file.groups[0].cases.size() == 2);
  CHECK(values(file.groups[0].cases[0], "EntropyInputPR") == std::vector<std::string>{"b1", "b2"});
  CHECK(values(file.groups[0].cases[0], "AdditionalInput") == std::vector<std::string>{"01", "02"});
  CHECK(file.groups[1].name == "[3KeyTDEA use df] [PredictionResistance = False]");
}

TEST_CASE("ECDSA records end at blank lines") {
  const VectorFile file = cavp(
      "[P-256,SHA-256]\n\nMsg = 59\nd = 51\nQx = 1c\nS = dc\n\n\nMsg = c3\nd = 0f\nQx = e2\nS = "
      "d6\n\n[P-384,SHA-224]\n\n"
      "Msg = 39\nResult = F (3 - S changed)\n");
  CHECK(file.problems.empty());
  REQUIRE(file.groups.size() == 2);
  REQUIRE(file.groups[0].cases.size() == 2);
  CHECK(file.groups[0].cases[1].fields.value("Msg") == "c3");
  CHECK(file.groups[0].cases[1].id == "case 2");
  CHECK(file.groups[1].name == "[P-384,SHA-224]");
  CHECK(file.groups[1].cases[0].fields.value("result") == "F (3 - S changed)");
}

TEST_CASE("what stands before the first COUNT holds for the section") {
  const VectorFile file = cavp("[L = 32]\nSeed = 6d\n\nCOUNT = 0\nMD = 01\n\nCOUNT = 1\nMD = 02\n");
  REQUIRE(file.groups.size() == 1);
  CHECK(file.groups[0].fields.value("Seed") == "6d");
  CHECK(file.groups[0].cases.size() == 2);
}

TEST_CASE("each malformed line is told by its number") {
  const VectorFile file = cavp("COUNT = 0\nKey = 00\n= 5\nFail\n[open\nKey2\nMD = 1\n");
  std::vector<std::size_t> lines;
  for (const Problem& problem : file.problems) lines.push_back(problem.place.line);
  CHECK(lines == std::vector<std::size_t>{3, 4, 5, 6});
  CHECK(file.groups[0].cases[0].fields.value("MD") == "1");
}

TEST_CASE("text that is no vector file is told apart") {
  CHECK(std::get<Foreign>(read_cavp("# a heading\n\nprose\n", "x")).line == 3);
  CHECK(std::get<Foreign>(read_json(R"({"a": 1})", "x")).line == 1);
  CHECK(looks_like_json(" [ {"));
  CHECK(looks_like_json("{"));
  CHECK_FALSE(looks_like_json("[L = 32]"));
  CHECK_FALSE(looks_like_json("# comment"));
}

TEST_CASE("JSON members become fields, with their lines") {
  const VectorFile file = json(
      "{\"numberOfTests\": 1,\n\"algorithm\": \"ECDSA\",\n\"testGroups\": [{\"type\": \"T\",\n\"publicKey\": "
      "{\"curve\": "
      "\"secp256r1\"},\n\"tests\": [\n{\"tcId\": 7,\n\"flags\": [\"A\", \"B\"],\n\"list\": [{\"md\": "
      "\"01\"},\n{\"md\": "
      "\"02\"}],\n\"none\": null, \"yes\": true, \"real\": 1.5,\n\"last\": 9\n}]}]}");
  CHECK(file.format == Format::wycheproof);
  REQUIRE(file.groups.size() == 1);
  CHECK(file.groups[0].fields.value("publicKey.curve") == "secp256r1");
  const Case& test = file.groups[0].cases[0];
  CHECK(test.id == "tcId 7");
  CHECK(test.place.line == 6);
  CHECK(values(test, "flags") == std::vector<std::string>{"A", "B"});
  CHECK(values(test, "list.md") == std::vector<std::string>{"01", "02"});
  CHECK(test.fields.find("none") == nullptr);
  CHECK(test.fields.value("yes") == "true");
  CHECK(test.fields.value("real") == "1.5");
  CHECK(test.fields.find("list.md")->place.line == 8);
  CHECK(test.fields.find("last")->place.line == 11);
}

TEST_CASE("a field that is not what is asked for is malformed, at its line") {
  const VectorFile file = cavp("COUNT = 0\nodd = abc\nword = 12x\nopen = ?\ntwice = 1\ntwice = 2\nbits = 12\n");
  const TestVector vector(file, file.groups[0], file.groups[0].cases[0]);
  const auto line_of = [](auto call) -> std::size_t {
    try {
      call();
    } catch (const Malformed& malformed) {
      return malformed.place.line;
    }
    return 0;
  };
  CHECK(line_of([&] { vector.bytes("odd"); }) == 2);
  CHECK(line_of([&] { vector.number("word"); }) == 3);
  CHECK(line_of([&] { vector.truth("word"); }) == 3);
  CHECK(line_of([&] { vector.need("twice"); }) == 6);
  CHECK(line_of([&] { vector.need("absent"); }) == 1);
  CHECK_THROWS_AS(vector.bytes("open"), Skipped);
  CHECK_THROWS_AS(vector.bits_as_bytes("bits"), Skipped);
}

TEST_CASE("N in the head of a section says how many records follow, where a file does not count") {
  const VectorFile file =
      cavp("[P-256]\n\n[B.4.2 Testing Candidates]\nN = 2\n\nd = 01\nQx = 02\n\nd = 03\nQx = 04\n\n[P-384]\n\nd = 05\n");
  CHECK(file.problems.empty());
  REQUIRE(file.groups.size() == 2);
  CHECK(file.groups[0].name == "[P-256] [B.4.2 Testing Candidates]");
  CHECK(file.groups[0].fields.value("N") == "2");
  REQUIRE(file.groups[0].cases.size() == 2);
  CHECK(file.groups[0].cases[1].fields.value("d") == "03");
  // It is of its own section alone.
  CHECK(file.groups[1].fields.find("N") == nullptr);
  // Behind the first record N is a field like any other, and so it is in a file that counts.
  CHECK(cavp("[P-256]\n\nd = 01\nN = 7\n").groups[0].cases[0].fields.value("N") == "7");
  CHECK(cavp("[mod = 1]\nN = 7\n\nCOUNT = 0\nd = 01\n\n[mod = 2]\n\nCOUNT = 0\nd = 02\n").groups[1].fields.value("N") ==
        "7");
}
