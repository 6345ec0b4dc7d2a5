// The generators with each implementation of AES that this processor has, against NIST's cases in kat/vectors/drbg, and
// against vectors/reference.txt, whose form is in vectors/PROVENANCE.md.
#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "aes/block_kernel.hpp"
#include "base/cpu.hpp"
#include "mechanism.hpp"
#include "sha2/sha2.hpp"
#include "support/catch.hpp"

namespace {

using namespace cce;
using drbg_test::Mechanism;
using Octets = std::vector<uint8_t>;

Octets octets(const std::string& hex) {
  if (hex == "-") return {};
  REQUIRE(hex.size() % 2 == 0);
  Octets bytes;
  for (size_t i = 0; i < hex.size(); i += 2)
    bytes.push_back(static_cast<uint8_t>(std::stoul(hex.substr(i, 2), nullptr, 16)));
  return bytes;
}

struct Run {
  std::map<std::string, size_t> answers;  // by mechanism
  std::unique_ptr<Mechanism> mechanism;
  std::string name;

  void step(const std::string& line) {
    std::istringstream words(line);
    std::string kind, a, b, c;
    words >> kind >> a >> b >> c;
    if (kind == "M") {
      name = a;
      mechanism = drbg_test::make(name);
      REQUIRE(mechanism != nullptr);
    } else if (kind == "I") {
      REQUIRE(mechanism->instantiate(octets(a), octets(b), octets(c)) == Status::ok);
    } else if (kind == "R") {
      REQUIRE(mechanism->reseed(octets(a), octets(b)) == Status::ok);
    } else if (kind == "G") {
      Octets out(std::stoul(a));
      REQUIRE(mechanism->generate(octets(b), out) == Status::ok);
    } else {
      REQUIRE(kind == "O");
      const Octets want = octets(a);
      Octets out(want.size());
      REQUIRE(mechanism->generate(octets(b), out) == Status::ok);
      REQUIRE(out == want);
      ++answers[name];
    }
  }
};

using Fields = std::map<std::string, std::vector<std::string>>;

// A case of NIST's as the steps that DRBGVS, section 6, makes it of: two requests, of which the second is looked at.
void run_case(Run& run, const Fields& fields) {
  const auto get = [&](const char* key, size_t i = 0) {
    const auto found = fields.find(key);
    std::string word(" ");
    return word.append(found == fields.end() || found->second.at(i).empty() ? "-" : found->second.at(i));
  };
  const auto step = [&](const char* what, std::initializer_list<std::string> operands) {
    std::string text(what);
    for (const std::string& operand : operands) text.append(operand);
    run.step(text);
  };
  const std::string size = std::to_string(fields.at("ReturnedBits").at(0).size() / 2);
  step("I", {get("EntropyInput"), get("Nonce"), get("PersonalizationString")});
  if (fields.count("EntropyInputReseed") != 0) step("R", {get("EntropyInputReseed"), get("AdditionalInputReseed")});
  if (fields.count("EntropyInputPR") != 0) {
    // Prediction resistance: the additional input goes into the reseed, and is then the Null string.
    step("R", {get("EntropyInputPR", 0), get("AdditionalInput", 0)});
    step("G ", {size, " -"});
    step("R", {get("EntropyInputPR", 1), get("AdditionalInput", 1)});
    step("O", {get("ReturnedBits"), " -"});
  } else {
    step("G ", {size, get("AdditionalInput", 0)});
    step("O", {get("ReturnedBits"), get("AdditionalInput", 1)});
  }
}

void run_nist(const std::string& file, const std::map<std::string, size_t>& expected) {
  std::ifstream lines(std::string(CCE_NIST_VECTORS) + "/" + file);
  REQUIRE(lines.good());
  const std::map<std::string, std::string> sections = {{"[AES-256 use df]", "M ctr-aes256"},
                                                       {"[SHA-256]", "M hmac-sha256"},
                                                       {"[SHA-384]", "M hmac-sha384"},
                                                       {"[SHA-512]", "M hmac-sha512"}};
  Run run;
  Fields fields;
  size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    INFO(file << " line " << ++number);
    if (const auto section = sections.find(line); section != sections.end()) run.step(section->second);
    const size_t equals = line.find(" =");
    if (equals == std::string::npos || line[0] == '[') continue;
    const std::string key = line.substr(0, equals), value = line.substr(std::min(equals + 3, line.size()));
    if (key == "COUNT") fields.clear();
    fields[key].push_back(value);
    if (key == "ReturnedBits") run_case(run, fields);
  }
  // A file that lost its cases must not pass.
  CHECK(run.answers == expected);
}

void run_file(const std::string& file, const std::map<std::string, size_t>& expected) {
  std::ifstream lines(std::string(CCE_DRBG_VECTORS) + "/" + file);
  REQUIRE(lines.good());
  Run run;
  size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    INFO(file << " line " << ++number);
    run.step(line);
  }
  CHECK(run.answers == expected);
}

void run_all() {
  for (const std::string mode : {"no_reseed", "pr_false", "pr_true"}) {
    run_nist(mode + "/CTR_DRBG.rsp", {{"ctr-aes256", 240}});
    run_nist(mode + "/HMAC_DRBG.rsp", {{"hmac-sha256", 240}, {"hmac-sha384", 240}, {"hmac-sha512", 240}});
  }
  run_file("reference.txt", {{"ctr-aes256", 207}, {"hmac-sha256", 207}, {"hmac-sha384", 207}, {"hmac-sha512", 207}});
}

}  // namespace

TEST_CASE("the vectors, with every implementation of the hashes and the cipher in turn") {
  const cpu::Features have = cpu::detect();
  for (const auto& row : aes::block_implementations_table()) {
    if ((row.needs & ~have) != 0) continue;
    aes::select(row.needs);
    REQUIRE(std::string(aes::implementation(row.needs)) == row.name);
    sha2::select(row.needs == 0 ? 0 : have);
    INFO("aes=" << row.name);
    run_all();
  }
  aes::select(have);
  sha2::select(have);
}

TEST_CASE("the self-tests of the generators pass, and are told apart") {
  const SelfTest* const tests[] = {&ctr_drbg::aes256_test, &hmac_drbg::sha256_test, &hmac_drbg::sha384_test,
                                   &hmac_drbg::sha512_test};
  for (const SelfTest* test : tests) {
    INFO(test->name);
    Evidence evidence;
    CHECK(test->run(evidence));
    CHECK(test->algorithm == Algorithm::drbg);
    CHECK(test->kind == TestKind::known_answer);
    CHECK(evidence.size == 64);
    CHECK(evidence.expected == evidence.got);
  }
}
