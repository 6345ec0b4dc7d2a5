"""Every file of kat/vectors gives the counts that PROVENANCE.md says, and is the file that it says."""
import hashlib
import pathlib
import re
import subprocess
import sys
import unittest

import support
from support import GENERATED, VECTORS, KatTest

LINE = re.compile(r"^\| (\S+) \| ([0-9a-f]{64}) \| (\d*) \| (\d*) \|$")
PROVENANCE = VECTORS / "PROVENANCE.md"
PACKAGE = pathlib.Path("/usr/lib/python3/dist-packages/cryptography_vectors")


def lines():
    found = {}
    for match in filter(None, map(LINE.match, PROVENANCE.read_text(encoding="utf-8").splitlines())):
        name, digest, passed, skipped = match.groups()
        if name in found:
            raise AssertionError(f"{name} has two lines in PROVENANCE.md")
        found[name] = digest, (int(passed), 0, int(skipped)) if passed else None
    return found


class Provenance(KatTest):
    def test_each_file_has_its_line_and_each_line_its_file(self):
        files = {p.relative_to(VECTORS).as_posix() for p in VECTORS.rglob("*") if p.is_file() and p != PROVENANCE}
        self.assertEqual(files, set(lines()))
        self.assertGreater(len(files), 40)

    def test_each_file_is_unchanged(self):
        for name, (digest, _) in lines().items():
            with self.subTest(name):
                self.assertEqual(hashlib.sha256((VECTORS / name).read_bytes()).hexdigest(), digest)

    def test_generated_files_are_what_the_script_makes(self):
        subprocess.run([sys.executable, "-B", VECTORS.parent / "make_vectors.py", self.folder], check=True)
        made = {p.relative_to(self.folder): p.read_bytes() for p in self.folder.rglob("*") if p.is_file()}
        kept = {p.relative_to(GENERATED): p.read_bytes() for p in GENERATED.rglob("*") if p.is_file()}
        self.assertEqual(made, kept)


class Vectors(KatTest):
    whole = None

    def run_whole(self):
        """Once for all the tests that look at it."""
        if Vectors.whole is None:
            Vectors.whole = self.kat(VECTORS, code=support.PASSED)
        return Vectors.whole

    def test_counts(self):
        run = self.run_whole()
        counts = {name: count for name, (_, count) in lines().items() if count}
        self.assertEqual({str(VECTORS / name): count for name, count in counts.items()},
                         {path: count for path, (count, _) in run.rows.items() if path != str(PROVENANCE)})
        self.assertEqual(run.totals, tuple(map(sum, zip(*counts.values()))))
        self.assertGreater(run.totals[0], 14000)
        self.assertEqual(run.err, "")

    def test_all_of_nists_generator_cases_are_there(self):
        """720 of CTR_DRBG with AES-256 and its derivation function, 2,160 of HMAC_DRBG, a third of them in each mode."""
        for mechanism, count in (("CTR_DRBG", 240), ("HMAC_DRBG", 720)):
            for mode in ("no_reseed", "pr_false", "pr_true"):
                path = VECTORS / "drbg" / mode / f"{mechanism}.rsp"
                self.kat(path, code=support.PASSED, totals=(count, 0, 0))
                text = path.read_text()
                self.assertEqual(text.count("EntropyInputPR = "), 2 * count if mode == "pr_true" else 0)
                self.assertEqual(text.count("EntropyInputReseed = "), count if mode == "pr_false" else 0)
                cases = set(re.split(r"^COUNT = \d+$", text, flags=re.M)[1:])
                self.assertEqual(len(cases), count)

    def test_every_algorithm_and_format_is_there(self):
        run = self.run_whole()
        kinds = {rest.strip() for _, rest in run.rows.values()}
        for kind in ("(SHA-2, CAVP)", "(SHA-2, ACVP)", "(HMAC, CAVP)", "(HMAC, Wycheproof)", "(HMAC, ACVP)",
                     "(HKDF, CAVP)", "(HKDF, Wycheproof)", "(HKDF, ACVP)", "(X9.63 KDF, CAVP)", "(X9.63 KDF, ACVP)",
                     "(AES-GCM, CAVP)", "(AES-GCM, Wycheproof)",
                     "(AES-GCM, ACVP)", "(DRBG, CAVP)", "(DRBG, ACVP)", "(ECDSA, CAVP)", "(ECDSA, Wycheproof)",
                     "(ECDSA, ACVP)", "(ECDH, CAVP)", "(ECDH, Wycheproof)", "(ECDH, ACVP)", "(EC keys, CAVP)",
                     "(EC keys, ACVP)"):
            self.assertIn(kind, kinds)

    def test_the_names_of_files_do_not_matter(self):
        for i, name in enumerate(("sha2/SHA384ShortMsg.rsp", "hmac/rfc-4231-sha512.txt",
                                  "generated/wycheproof/hkdf_sha256_test.json",
                                  "generated/acvp/HMAC-SHA2-256-2.0/internalProjection.json",
                                  "gcm/gcmDecrypt256-first3.rsp", "gcm/aes_gcm_test.json",
                                  "x963/ansx963_2001.txt", "drbg/pr_true/CTR_DRBG.rsp", "drbg/pr_false/HMAC_DRBG.rsp",
                                  "ec/SigGen-selected.txt", "ec/PKV.rsp", "ec/KAS_ECC_CDH_PrimitiveTest.txt",
                                  "ec/KASValidityTest_ECCStaticUnified_NOKC_ZZOnly_init.fax", "ec/rfc-6979.txt",
                                  "ec/wycheproof/ecdsa_secp521r1_sha512_test.json",
                                  "generated/acvp/KAS-ECC-SSC-Sp800-56Ar3/internalProjection.json")):
            copy = self.file(f"copy{i}", (VECTORS / name).read_bytes())
            self.kat(copy, code=support.PASSED, totals=lines()[name][1])

    @unittest.skipUnless(PACKAGE.is_dir(), "python3-cryptography-vectors is not installed")
    def test_the_whole_package(self):
        """Files of many other algorithms, certificates and keys do no harm, and every case of ours passes."""
        run = self.kat(PACKAGE, code=support.PASSED)
        self.assertEqual(run.err, "")
        self.assertGreaterEqual(run.totals[0], 1960 + 2 * 7875 + 852)
        self.assertGreater(run.totals[2], 90000)
        gcm = {name: run.rows[str(PACKAGE / f"ciphers/AES/GCM/gcm{name}.rsp")][0]
               for name in ("EncryptExtIV256", "Decrypt256", "EncryptExtIV128", "Decrypt192")}
        self.assertEqual(gcm, {"EncryptExtIV256": (7875, 0, 0), "Decrypt256": (7875, 0, 0),
                               "EncryptExtIV128": (0, 0, 7875), "Decrypt192": (0, 0, 7875)})
        curves = {name: run.rows[str(PACKAGE / "asymmetric" / name)][0] for name in (
            "ECDSA/FIPS_186-3/SigGen.txt", "ECDSA/FIPS_186-3/SigGen.rsp", "ECDSA/FIPS_186-3/SigVer.rsp",
            "ECDSA/FIPS_186-3/KeyPair.rsp", "ECDSA/FIPS_186-3/PKV.rsp", "ECDSA/FIPS_186-2/SigVer.rsp",
            "ECDH/KASValidityTest_ECCStaticUnified_NOKC_ZZOnly_resp.fax")}
        self.assertEqual(list(curves.values()), [(180, 0, 945), (180, 0, 945), (180, 0, 945), (30, 0, 120), (36, 0, 144),
                                                 (0, 0, 225), (90, 0, 60)])
        self.assertEqual(run.rows[str(PACKAGE / "hashes/SHA1/SHA1ShortMsg.rsp")][0], (0, 0, 65))
        self.assertEqual(run.rows[str(PACKAGE / "KDF/ansx963_2001.txt")][0], (80, 0, 20))


if __name__ == "__main__":
    unittest.main()
