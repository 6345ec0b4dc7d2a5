#!/usr/bin/env python3
"""What cce.hpp must not let through: each misuse has to be refused by the compiler, and for the reason meant."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

FRAME = """
#include <array>
#include <cce/cce.hpp>
#include <vector>
using cce::Hash;
[[maybe_unused]] bool program(cce::Bytes msg, cce::AnyDigest stream, cce::Hmac<Hash::sha256> hmac, std::vector<uint8_t> any,
                              std::array<uint8_t, 31> short_array, std::array<uint8_t, 32> array,
                              std::array<uint8_t, 33> long_array) {
  static_cast<void>(stream), static_cast<void>(any), static_cast<void>(short_array), static_cast<void>(long_array);
  %s
  return hmac.update(msg).approved() && cce::digest<Hash::sha256>(msg, array).done();
}
"""

IGNORED = r"nodiscard|unused-result"
DELETED = r"deleted"
NO_MATCH = r"no matching|no viable|could not convert|cannot convert|no known conversion"

MISUSES = [
    ("a result is ignored", "cce::digest(Hash::sha256, msg, array);", IGNORED),
    ("a result with a fixed span is ignored", "cce::digest<Hash::sha256>(msg, array);", IGNORED),
    ("a value is ignored", "cce::digest<Hash::sha256>(msg);", IGNORED),
    ("a verification is ignored", "cce::hmac_verify(Hash::sha256, msg, msg, array);", IGNORED),
    ("a truncated verification is ignored", "cce::hmac_verify_truncated(Hash::sha256, msg, msg, any, 16);", IGNORED),
    ("a derivation is ignored", "cce::hkdf(Hash::sha256, {.ikm = msg}, any);", IGNORED),
    ("an update is ignored", "stream.update(msg);", IGNORED),
    ("a finish is ignored", "stream.finish(any);", IGNORED),
    ("a self-test is ignored", "cce::module::self_test();", IGNORED),
    ("a restart is ignored", "cce::module::restart();", IGNORED),
    ("a zeroise is ignored", "cce::module::zeroize();", IGNORED),
    ("a result is a condition", "if (cce::digest(Hash::sha256, msg, array)) return true;", DELETED),
    ("a result is negated", "if (!cce::hmac_verify(Hash::sha256, msg, msg, array)) return false;", DELETED),
    ("a value is a condition", "if (cce::digest<Hash::sha256>(msg)) return true;", DELETED),
    ("a result is returned as a bool", "return stream.update(msg);", r"could not convert|cannot convert|no viable"),
    ("a digest is too short", "return cce::digest<Hash::sha256>(msg, short_array).done();", NO_MATCH),
    ("a digest is too long", "return cce::digest<Hash::sha256>(msg, long_array).done();", NO_MATCH),
    ("a digest's length is not known", "return cce::digest<Hash::sha256>(msg, any).done();", NO_MATCH),
    ("a fixed stream's output is too short", "return hmac.finish(short_array).done();", NO_MATCH),
    ("a MAC is too short", "return cce::hmac_verify<Hash::sha256>(msg, msg, short_array).done();", NO_MATCH),
    ("a MAC's length is not known", "return cce::hmac_verify<Hash::sha256>(msg, msg, any).done();", NO_MATCH),
    ("a stream of any hash gives a value", "return stream.finish().done();", NO_MATCH),
    ("a literal brings its NUL", 'return cce::digest<Hash::sha256>("abc").done();', NO_MATCH),
    ("a signature is ignored", "cce::AnyEcKey::generate(cce::Curve::p256).value().sign(Hash::sha256, msg, "
     "cce::SignatureFormat::raw, any);", IGNORED),
    ("a verification of a signature is ignored", "cce::AnyEcPublic::import_der(msg).value().verify(Hash::sha256, msg, "
     "cce::SignatureFormat::raw, any);", IGNORED),
    ("a private key is too short", "return cce::EcKey<cce::Curve::p256>::import(short_array).done();", NO_MATCH),
    ("a peer is of another curve", "return cce::EcKey<cce::Curve::p256>::import(array).value().agree("
     "cce::EcPublic<cce::Curve::p384>::import(msg).value(), array).done();", NO_MATCH),
    ("a number is a hash", "return cce::digest(2, msg, array).done();", NO_MATCH),
    ("a result is compared with a number", "return stream.update(msg) == 0;", r"no match|invalid operands|invalid conversion"),
]

PROPER = """
  if (!cce::digest(Hash::sha256, msg, array).approved()) return false;
  if (!cce::hmac_verify(Hash::sha256, msg, msg, array).done()) return false;
  if (cce::hmac_verify_truncated(Hash::sha256, msg, msg, any, 16) == CCE_ERR_AUTH) return false;
  static_cast<void>(cce::module::self_test());
  const auto value = cce::digest<Hash::sha256>(cce::bytes("abc"));
  if (!stream.update(msg).done() || !stream.finish(any).done() || !value.approved()) return false;
  if (!cce::hkdf(Hash::sha256, {.ikm = msg}, any).approved() || !hmac.finish(array).approved()) return false;
"""


def compile_program(compiler, include, body):
    command = [*compiler, "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I", include,
               "-x", "c++", "-"]
    return subprocess.run(command, input=FRAME % body, capture_output=True, text=True, check=False)


def main():
    if len(sys.argv) < 3:
        print(f"usage: {sys.argv[0]} INCLUDE-DIRECTORY COMPILER...", file=sys.stderr)
        return 2
    include, compiler = sys.argv[1], sys.argv[2:]
    failures = 0
    proper = compile_program(compiler, include, PROPER)
    if proper.returncode != 0:
        print(f"FAILED: proper use does not compile, so that refusals prove nothing:\n{proper.stderr}")
        failures += 1
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda misuse: compile_program(compiler, include, misuse[1]), MISUSES))
    for (what, body, reason), result in zip(MISUSES, results):
        if result.returncode == 0:
            print(f"FAILED: {what}, and it compiles: {body}")
            failures += 1
        elif not re.search(reason, result.stderr):
            print(f"FAILED: {what}, and it is refused for another reason than /{reason}/:\n{result.stderr}")
            failures += 1
    print(f"{len(MISUSES)} misuses tried, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
