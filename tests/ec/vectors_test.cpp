// NIST's CAVP files, as Debian's python3-cryptography-vectors has them: key pairs, public key validation, signatures with
// their k, verification, ECDH's Z.
#include <fstream>
#include <map>

#include "ec/ecdh.hpp"
#include "ec/ecdsa.hpp"
#include "rows.hpp"

using namespace cce;
using ec::Curve;
using sha2::Hash;

namespace {

using Octets = std::vector<uint8_t>;

// One case: what stands in its lines, and in the brackets above it.
struct Case {
  Curve curve;
  Hash hash;
  std::map<std::string, std::string> lines;

  Octets bytes(const std::string& name) const {
    std::string text = lines.at(name);
    if (text.size() % 2 != 0) text.insert(0, 1, '0');
    Octets out;
    for (size_t i = 0; i < text.size(); i += 2)
      out.push_back(static_cast<uint8_t>(std::stoul(text.substr(i, 2), nullptr, 16)));
    return out;
  }
  // Numbers are written with more or fewer leading zeros than they have bytes. Some do not fit at all.
  bool number(const std::string& name, ec::Number& x) const {
    Octets b = bytes(name);
    while (!b.empty() && b[0] == 0) b.erase(b.begin());
    x = {};
    if (b.size() > ec::size(curve)) return false;
    std::copy(b.begin(), b.end(), x.begin() + static_cast<ptrdiff_t>(ec::size(curve) - b.size()));
    return true;
  }
  ec::Number number(const std::string& name) const {
    ec::Number x;
    REQUIRE(number(name, x));
    return x;
  }
  // The public key in these lines, by the way that an application takes.
  Status import(const std::string& x, const std::string& y, ec::PublicKey& key) const {
    ec::Number X, Y;
    if (!number(x, X) || !number(y, Y)) return Status::key;
    Octets point = {4};
    point.insert(point.end(), X.begin(), X.begin() + static_cast<ptrdiff_t>(ec::size(curve)));
    point.insert(point.end(), Y.begin(), Y.begin() + static_cast<ptrdiff_t>(ec::size(curve)));
    return ec::import_public_vartime(curve, point, key);
  }
  ec::PrivateKey key(const std::string& d) const {
    ec::PrivateKey made;
    const ec::Number scalar = number(d);
    REQUIRE(ec::import_private(curve, Bytes(scalar).first(ec::size(curve)), made) == Status::ok);
    return made;
  }
  Octets digest() const {
    Octets out(sha2::digest_size(hash));
    sha2::digest(hash, bytes("Msg"), out);
    return out;
  }
  bool should_pass() const { return lines.at("Result").front() == 'P'; }
};

// "[P-256,SHA-224]", "[P-256]", "[EC - SHA256]"; false: a curve or a hash that is not offered.
bool read_heading(const std::string& line, Case& c) {
  const std::pair<const char*, Curve> curves[] = {{"P-256", Curve::p256}, {"[EC ", Curve::p256},
                                                  {"P-384", Curve::p384}, {"[ED ", Curve::p384},
                                                  {"P-521", Curve::p521}, {"[EE ", Curve::p521}};
  const std::pair<const char*, Hash> hashes[] = {
      {"SHA-224", Hash::sha224}, {"SHA-256", Hash::sha256}, {"SHA-384", Hash::sha384}, {"SHA-512", Hash::sha512}};
  bool known = false;
  for (const auto& [name, curve] : curves)
    if (line.find(name) != std::string::npos) c.curve = curve, known = true;
  if (line.find(',') == std::string::npos) return known;
  bool known_hash = false;
  for (const auto& [name, hash] : hashes)
    if (line.find(name) != std::string::npos) c.hash = hash, known_hash = true;
  return known && known_hash;
}

// f(case) for each case that has a line of this name as its last; the number of cases.
template <class F>
int each(const std::string& path, const std::string& last, F f) {
  std::ifstream file(path);
  INFO(path);
  REQUIRE(file);
  Case c{};
  bool offered = false;
  int ran = 0;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty() && line[0] == '[' && line.find("B.4.2") == std::string::npos) offered = read_heading(line, c);
    const size_t equals = line.find(" = ");
    if (equals == std::string::npos || line[0] == '#' || line[0] == '[') continue;
    const std::string name = line.substr(0, equals);
    c.lines[name] = line.substr(equals + 3);
    if (!offered || name != last) continue;
    INFO(rows::name(c.curve) << ", " << last << " = " << c.lines[last]);
    f(c);
    ++ran;
  }
  return ran;
}

const std::string ecdsa = std::string(CCE_CAVP_EC_DIRECTORY) + "/ECDSA/FIPS_186-3/";
const std::string ecdh = std::string(CCE_CAVP_EC_DIRECTORY) + "/ECDH/";

}  // namespace

TEST_CASE("KeyPair") {
  const int ran = each(ecdsa + "KeyPair.rsp", "Qy", [](const Case& c) {
    const ec::PrivateKey key = c.key("d");
    REQUIRE(key.Q.x == c.number("Qx"));
    REQUIRE(key.Q.y == c.number("Qy"));
  });
  CHECK(ran == 30);
}

TEST_CASE("PKV") {
  const int ran = each(ecdsa + "PKV.rsp", "Result", [](const Case& c) {
    ec::PublicKey key;
    REQUIRE((c.import("Qx", "Qy", key) == Status::ok) == c.should_pass());
  });
  CHECK(ran == 36);
}

TEST_CASE("SigGen, with its k") {
  const int ran = each(ecdsa + "SigGen.txt", "S", [](const Case& c) {
    const ec::PrivateKey key = c.key("d");
    ec::Number e;
    ec::Signature made;
    ec::digest_to_number(c.curve, c.digest(), e);
    const ec::Number k = c.number("k");
    made = {};
    REQUIRE(declassify(ec::operations(c.curve).sign(k.data(), key.d.data(), e.data(), made.r.data(), made.s.data())));
    REQUIRE(made.r == c.number("R"));
    REQUIRE(made.s == c.number("S"));
    REQUIRE(ec::verify_vartime(key.Q, c.digest(), made));
  });
  CHECK(ran == 12 * 15);
}

TEST_CASE("SigVer") {
  const int ran = each(ecdsa + "SigVer.rsp", "Result", [](const Case& c) {
    ec::PublicKey key;
    ec::Signature signature;
    const bool verifies = c.import("Qx", "Qy", key) == Status::ok && c.number("R", signature.r) &&
                          c.number("S", signature.s) && ec::verify_vartime(key, c.digest(), signature);
    REQUIRE(verifies == c.should_pass());
  });
  CHECK(ran == 12 * 15);
}

TEST_CASE("ECDH: Z, and public keys that are none") {
  for (const char* file : {"KASValidityTest_ECCStaticUnified_NOKC_ZZOnly_init.fax",
                           "KASValidityTest_ECCStaticUnified_NOKC_ZZOnly_resp.fax"}) {
    int right = 0;
    const int ran = each(ecdh + file, "Result", [&right](const Case& c) {
      ec::PublicKey peer;
      ec::PrivateKey own;
      ec::Number d, Z = {};
      bool agrees = c.import("QsCAVSx", "QsCAVSy", peer) == Status::ok && c.number("dsIUT", d) &&
                    ec::import_private(c.curve, Bytes(d).first(ec::size(c.curve)), own) == Status::ok;
      if (agrees) {
        ec::agree(own, peer, MutableBytes(Z).first(ec::size(c.curve)));
        agrees = Z == c.number("Z");
      }
      // Cases 5 to 7 are wrong on the side under test, in its own key pair, of which no more than d is used here.
      const char reason = c.lines.at("Result").at(5);
      if (c.should_pass()) REQUIRE(agrees);
      if (reason == '1' && !c.should_pass()) REQUIRE_FALSE(agrees);
      if (reason == '2' || reason == '8') REQUIRE_FALSE(agrees);
      right += agrees;
    });
    CHECK(ran == 3 * 30);
    CHECK(right >= 3 * 10);
  }
}
