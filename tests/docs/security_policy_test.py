"""docs/security-policy.md says what the library says of itself: its services, self-tests, limits, version and answers."""

import json
import os
import re
import subprocess
import sys
import unittest

ROOT = sys.argv[1]
CLI = os.environ["CCE_CLI"]
EMULATOR = os.environ.get("CCE_EMULATOR", "").split()

SECTIONS = ["General", "Cryptographic module specification", "Cryptographic module interfaces",
            "Roles, services and authentication", "Software/firmware security", "Operational environment",
            "Physical security", "Non-invasive security", "Sensitive security parameters management", "Self-tests",
            "Life-cycle assurance", "Mitigation of other attacks"]

# Where the constants of the table of limits are; those of the header are looked for there.
PLACES = {
    "invocation_limit": "src/api/gcm_key.hpp", "max_plaintext": "src/aes/gcm.hpp", "max_aad": "src/aes/gcm.hpp",
    "min_key_bytes": "src/hmac/hmac.hpp", "min_mac_bytes": "src/hmac/hmac.hpp",
    "min_secret_bytes": "src/ec/x963.hpp", "max_output": "src/tls/tls12.hpp", "max_blocks": "src/hkdf/hkdf.cpp",
    "reseed_interval": "src/drbg/limits.hpp", "max_input": "src/drbg/limits.hpp",
    "max_derivable": "src/drbg/block_cipher_df.hpp", "generates_a_seed": "src/drbg/rand.hpp",
    "start_up_samples": "src/entropy/health.hpp", "entropy_bits": "src/base/seed.hpp"}
OF_HEADER = {"CCE_DRBG_MAX_REQUEST", "CCE_GCM_KEY_SIZE", "CCE_GCM_IV_SIZE", "CCE_GCM_TAG_SIZE"}

# Where the library says which hashes a derivation is approved with.
APPROVED_HASHES = {"cce_tls13_extract": "src/tls/tls13.hpp", "cce_tls13_expand_label": "src/tls/tls13.hpp",
                   "cce_tls12_prf": "src/tls/tls12.hpp", "cce_x963_kdf": "src/ec/x963.hpp"}

# The tables of implementations, and what their rows are called in the table of accelerators.
IMPLEMENTATIONS = {"src/sha2/sha256_impl.cpp": ("SHA-256",), "src/sha2/sha512_impl.cpp": ("SHA-512",),
                   "src/aes/block_impl.cpp": ("CTR_DRBG",), "src/aes/gcm_impl.cpp": ("AES-256-GCM",),
                   "src/ec/curve_impl.cpp": ("P-256", "P-384", "P-521")}
ACCELERATORS = {"shani": "SHA-NI", "avx2": "AVX2", "avx512": "AVX-512", "aesni": "AES-NI", "vaes256": "VAES",
                "vaes512": "VAES", "adx": "ADX", "ifma": "AVX-512 IFMA", "armv8": "FEAT_"}


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def value(expression):
    """Of an expression of sizes, as C++ or this document writes it."""
    plain = re.sub(r"\w+\{(\d+)\}", r"\1", expression).replace("^", "**").replace("/", "//").replace("'", "")
    if not re.fullmatch(r"(0x[0-9a-f]+|[\d\s()+*/<-])+", plain):
        raise ValueError(expression)
    return eval(plain)  # numbers and operators alone


def constant(name, path=None):
    if name in OF_HEADER:
        found = re.findall(rf"^#define {name} (\S+)", HEADER, re.M)
    else:
        found = re.findall(rf"constexpr \w+ {name} = ([^;]+);", read(path or PLACES[name]))
    if len(found) != 1:
        raise ValueError(f"{name}: {len(found)} definitions")
    return value(found[0])


def section(heading):
    """What is below a heading, up to the next one of its level or above."""
    level = len(heading.split(" ")[0])
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{level}}} |\Z)", POLICY, re.M | re.S)
    if not found:
        raise ValueError(f"no section {heading!r}")
    return found.group(1)


def rows(heading):
    """The tables below a heading, as lists of cells; without their heads."""
    lines = [line for line in section(heading).splitlines() if line.startswith("|")]
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = [i for i, cells in enumerate(table) if set("".join(cells)) == {"-"}]
    heads = {j for i in rules for j in (i - 1, i)}
    return [cells for i, cells in enumerate(table) if i not in heads]


def names(cell):
    return re.findall(r"`(\w[\w-]*)`", cell)


HEADER = read("include/cce/cce.h")
POLICY = read("docs/security-policy.md")
DECLARED = dict(reversed(pair) for pair in re.findall(r"^CCE_API (.*?)\b(cce_\w+)\(", HEADER, re.M))
SERVICES, UNAPPROVED, TESTS, LIMITS = "### 4.3 Services", "### 4.4 Non-approved services", \
    "### 10.1 Tests at power-up and on demand", "### 2.7 Limits"


class Policy(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        done = subprocess.run([*EMULATOR, CLI, "status", "--json"], check=True, stdout=subprocess.PIPE, timeout=60)
        cls.status = json.loads(done.stdout)

    def test_head_says_that_it_is_not_validated(self):
        head = POLICY.split("\n## ", 1)[0]
        self.assertIn("not validated", head)
        self.assertFalse(self.status["validated"])

    def test_sections_are_those_of_sp_800_140b(self):
        numbered = re.findall(r"^## (\d+) (.*)$", POLICY, re.M)
        self.assertEqual(numbered, [(str(i), title) for i, title in enumerate(SECTIONS, 1)])

    def test_version(self):
        self.assertIn(f"version {self.status['version']},", POLICY.split("\n## ", 1)[0])
        self.assertEqual({cells[0]: cells[1] for cells in rows("### 2.2 Version and identification")}["version"],
                         self.status["version"])
        self.assertIn(f"| name | {self.status['name']} |", POLICY)
        self.assertEqual(re.findall(r"libcce\.so\.(\d+\.\d+\.\d+)", POLICY), [self.status["version"]])

    def test_services_are_the_exports(self):
        # That the header declares what the library exports is the test api.elf.
        listed = [name for cells in rows(SERVICES) for name in names(cells[0])]
        self.assertGreater(len(DECLARED), 70)
        self.assertEqual(sorted(listed), sorted(DECLARED))

    def test_services_have_a_role_and_an_indicator(self):
        for cells in rows(SERVICES):
            with self.subTest(cells[0]):
                self.assertEqual(len(cells), 7)
                self.assertNotIn("", cells)
                self.assertIn(cells[2], ("CO", "U", "CO, U"))
                self.assertIn(cells[6], ("0", "0, 1", "1", "status", "—"))
                for name in names(cells[0]):
                    self.assertEqual(DECLARED[name].strip() == "cce_result", cells[6] != "—")

    def test_services_access_the_ssps_of_the_table(self):
        known = {re.split(r"[:(]", cells[0])[0].strip() for cells in rows("### 9.4 SSPs")}
        accessed = set()
        for cells in rows(SERVICES):
            for part in cells[5].split("; "):
                if part.startswith(("none", "as above", "every one")):
                    continue
                found = re.fullmatch(r"(.+?) [GRWEZ](?:, [GRWEZ])*(?: \(.*\))?", part)
                self.assertIsNotNone(found, part)
                accessed.add(found.group(1))
        self.assertEqual(accessed, known)

    def test_nothing_is_named_that_does_not_exist(self):
        mentioned = set(re.findall(r"`(cce_\w+)`", POLICY))
        self.assertEqual(mentioned - set(DECLARED), set())
        self.assertEqual({name for name in re.findall(r"\b(CCE_[A-Z0-9_]*[A-Z0-9])\b", POLICY)
                          if not re.search(rf"\b{name}\b", HEADER)}, {"CCE_NOISE"})

    def test_non_approved_services_are_those_with_that_indicator(self):
        with_indicator = {name for cells in rows(SERVICES) if "1" in cells[6] for name in names(cells[0])}
        named = [name for cells in rows(UNAPPROVED) for name in names(cells[0])]
        self.assertGreater(len(named), 15)
        self.assertEqual(sorted(named), sorted(with_indicator))
        never = {name for cells in rows(SERVICES) if cells[6] == "1" for name in names(cells[0])}
        always = {name for cells in rows(UNAPPROVED) if cells[1].startswith("always") for name in names(cells[0])}
        self.assertEqual(never, always)

    def test_approved_hashes(self):
        hashes = re.findall(r"^  (CCE_SHA\w+) =", HEADER, re.M)
        self.assertEqual(len(hashes), 5)
        for name, path in APPROVED_HASHES.items():
            with self.subTest(name):
                condition, = re.findall(r"bool is_approved\(Hash h\) \{ return (.*?); \}", read(path))
                condition = re.sub(r"Hash::(\w+)", r"'\1'", condition.replace("||", "or").replace("&&", "and"))
                self.assertRegex(condition, r"^[\w\s'=!]+$")
                approved = [h for h in hashes if eval(condition, {"h": h[4:].lower()})]
                cell, = [cells[1] for cells in rows(UNAPPROVED) if name in names(cells[0])]
                self.assertEqual(re.findall(r"`(CCE_SHA\w+)`", cell), approved)

    def test_algorithms_hashes_curves_and_generators(self):
        table = " ".join(" ".join(cells) for cells in rows("### 2.6 Algorithms"))
        for wanted, prefix, count in ((lambda n: f"SHA2-{n[7:].replace('_', '/')}", "CCE_SHA", 5),
                                      (lambda n: f"P-{n[5:]}", r"CCE_P\d", 3),
                                      (lambda n: n, r"CCE_(?:CTR|HMAC)_DRBG_", 4)):
            offered = re.findall(rf"^  ({prefix}\w+) = \d", HEADER, re.M)
            self.assertEqual(len(offered), count)
            for name in offered:
                self.assertRegex(table, rf"{wanted(name)}(?![\w/])")

    def test_what_is_for_a_curve_is_for_all(self):
        curves = {f"P-{bits}" for bits in re.findall(r"^  CCE_P(\d+) =", HEADER, re.M)}
        of_curves = [cells for cells in rows("### 2.6 Algorithms") if "P-" in cells[2]]
        self.assertGreaterEqual(len(of_curves), 3)
        for cells in of_curves:
            self.assertEqual(set(re.findall(r"P-\d+", cells[2])), curves, cells[0])

    def test_accelerators_are_those_of_the_implementations(self):
        listed = rows("### 2.4 Processor accelerators")
        for path, algorithms in IMPLEMENTATIONS.items():
            tables = re.findall(r"^constexpr \S*Implementation\S* \w*table\[\] = \{(.*?)^\};", read(path), re.M | re.S)
            self.assertEqual(len(tables), len(algorithms), path)
            for table, algorithm in zip(tables, algorithms):
                cells, = [cells for cells in listed if re.search(rf"{algorithm}(?![\w-])", cells[0])]
                named = [part for name in re.findall(r'\{"([\w+]+)",', table) for part in name.split("+")]
                self.assertGreater(len(named), 2)
                self.assertEqual(named.pop(), "portable")
                for name in named:
                    with self.subTest(algorithm, name=name):
                        self.assertIn(ACCELERATORS[name], cells[2 if name == "armv8" else 1])
                self.assertEqual("armv8" in named, "portable" not in cells[2], algorithm)

    def test_self_tests(self):
        listed = [(*names(cells[0]), cells[1], cells[2]) for cells in rows(TESTS)]
        reported = [(test["name"], test["algorithm"], test["kind"].replace("_", " "))
                    for test in self.status["self_tests"]]
        self.assertGreater(len(reported), 20)
        self.assertEqual(listed, reported)

    def test_limits(self):
        table = {names(cells[3])[0]: value(cells[1]) for cells in rows(LIMITS)}
        self.assertEqual(set(table), set(PLACES) | OF_HEADER)
        for name, limit in table.items():
            with self.subTest(name):
                self.assertEqual(limit, constant(name))

    def test_limits_in_the_text(self):
        for pattern, wanted, least in ((r"shorter than (\d+) bits", 8 * constant("min_key_bytes"), 6),
                                       (r"keys of (\d+) bits and more", 8 * constant("min_key_bytes"), 1),
                                       (r"2\^(\d+)-th invocation", constant("invocation_limit").bit_length(), 1),
                                       (r"share the 2\^(\d+)", constant("invocation_limit").bit_length(), 1),
                                       (r"α = 2\^-(\d+)", -constant("log2_alpha", "src/entropy/health.hpp"), 1),
                                       (r"tests? on (\d+) samples|these on (\d+) samples", constant("start_up_samples"), 1),
                                       (r"give the (\d+) bits", constant("entropy_bits"), 1)):
            with self.subTest(pattern):
                found = [int("".join(groups)) for groups in
                         (m.groups("") for m in re.finditer(pattern, " ".join(POLICY.split())))]
                self.assertGreaterEqual(len(found), least)
                self.assertEqual(set(found), {wanted})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
