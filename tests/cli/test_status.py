"""cce status, self-test and version, with the real module and with one that pretends to be ill."""

import json
import os
import re
import shutil

import support
from support import DONE, NOT_OPERATIONAL, STAND_IN, Case

KEYS = ["name", "version", "validated", "state", "power_up_ns", "integrity", "cpu_features", "implementations",
        "self_tests", "failure"]
TEST_KEYS = ["name", "algorithm", "kind", "outcome", "ns", "detail"]


class Status(Case):
    def pretend(self, scene, *arguments, **more):
        return self.run_cce(*arguments, env=support.environment(LD_LIBRARY_PATH=STAND_IN, CCE_STAND_IN=scene), **more)

    def assert_schema(self, report):
        self.assertEqual(list(report), KEYS)
        self.assertIs(report["validated"], False)
        for key in ("name", "version", "state"):
            self.assertIsInstance(report[key], str)
        self.assertIs(type(report["power_up_ns"]), int)
        self.assertEqual(list(report["integrity"]), ["expected", "computed", "match"])
        for key in ("expected", "computed"):
            self.assertRegex(report["integrity"][key], "^[0-9a-f]{64}$")
        self.assertIs(type(report["integrity"]["match"]), bool)
        self.assertTrue(all(isinstance(feature, str) for feature in report["cpu_features"]))
        self.assertTrue(all(isinstance(path, str) and path for path in report["implementations"].values()))
        self.assertTrue(report["self_tests"])
        for test in report["self_tests"]:
            self.assertEqual(list(test), TEST_KEYS)
            self.assertIn(test["kind"], ("integrity", "known_answer", "health"))
            self.assertIn(test["outcome"], ("passed", "failed", "not_run"))
            self.assertIs(type(test["ns"]), int)
            for key in ("name", "algorithm", "detail"):
                self.assertIsInstance(test[key], str)
        self.assertTrue(report["failure"] is None or isinstance(report["failure"], str))

    def test_operational_json(self):
        for command in ("status", "self-test"):
            with self.subTest(command=command):
                result = self.run_cce(command, "--json")
                self.check(result, DONE, stderr=b"")
                report = json.loads(result.stdout)
                self.assert_schema(report)
                self.assertEqual(report["state"], "operational")
                self.assertGreater(report["power_up_ns"], 0)
                self.assertTrue(report["integrity"]["match"])
                self.assertEqual(report["integrity"]["expected"], report["integrity"]["computed"])
                self.assertIn("sha256", report["implementations"])
                self.assertEqual({test["outcome"] for test in report["self_tests"]}, {"passed"})
                self.assertIn("integrity", [test["kind"] for test in report["self_tests"]])
                names = [test["name"] for test in report["self_tests"]]
                self.assertEqual(len(names), len(set(names)))
                self.assertIsNone(report["failure"])

    def test_operational_text_says_what_json_says(self):
        report = json.loads(self.run_cce("status", "--json").stdout)
        result = self.run_cce("status")
        self.check(result, DONE, stderr=b"")
        text = result.stdout.decode()
        for phrase in (report["name"], report["version"], "not validated", report["integrity"]["expected"],
                       *report["cpu_features"], *report["implementations"]):
            self.assertIn(phrase, text)
        self.assertRegex(text, r"(?m)^  State +operational$")
        self.assertRegex(text, r"(?m)^  Power-up +[0-9.]+ us$")
        self.assertRegex(text, r"(?m)^  Integrity +intact$")
        for test in report["self_tests"]:
            row = r"(?m)^  %s +%s .* passed +[0-9.]+ us$" % (test["name"], re.escape(test["algorithm"]))
            self.assertRegex(text, row)
        self.assertIn("all %d passed" % len(report["self_tests"]), text)

    def test_text_is_calm(self):
        for command in ("status", "self-test"):
            text = self.run_cce(command).stdout.decode("ascii")
            self.assertNotIn("\x1b", text)
            self.assertFalse([line for line in text.split("\n") if line != line.rstrip()])
            self.assertLessEqual(max(map(len, text.split("\n"))), 80)
            self.assertTrue(text.endswith("us\n"))

    def test_degraded(self):
        for command in ("status", "self-test"):
            with self.subTest(command=command):
                result = self.pretend("degraded", command)
                self.check(result, NOT_OPERATIONAL)
                self.assertRegex(result.stdout, rb"(?m)^  State +degraded$")
                self.assertRegex(result.stdout, rb"(?m)^  Quarantined +SHA2-512$")
                self.assertRegex(result.stdout, rb"(?m)^  Failure +power-up: sha512: expected aa, got bb$")
                self.assertRegex(result.stdout,
                                 rb"(?m)^  sha512 +SHA2-512 +known answer +FAILED +1.5 us\n    expected this")
                self.assertIn(b"2 of 3 passed", result.stdout)
                result = self.pretend("degraded", command, "--json")
                self.check(result, NOT_OPERATIONAL)
                report = json.loads(result.stdout)
                self.assert_schema(report)
                self.assertEqual(report["state"], "degraded")
                self.assertEqual(report["failure"], "power-up: sha512: expected aa, got bb")
                self.assertEqual([test["outcome"] for test in report["self_tests"]], ["passed", "passed", "failed"])
        self.assertEqual(self.pretend("degraded", "self-test").stderr, b"cce: self-test: a self-test failed\n")

    def test_degraded_still_serves_what_is_sound(self):
        self.check(self.pretend("degraded", "digest", "sha256"), DONE, b"0" * 64 + b"  -\n", b"")
        for arguments in (["digest", "sha512"], ["hmac", "sha512", "--key-hex", "00"],
                          ["hkdf", "sha512", "--length", "1", "--ikm-hex", "00"]):
            with self.subTest(arguments=arguments):
                self.refused(self.pretend("degraded", *arguments), NOT_OPERATIONAL, b"SHA-512: in quarantine",
                             b"expected aa, got bb", b"cce status")

    def test_error(self):
        for command in ("status", "self-test"):
            with self.subTest(command=command):
                result = self.pretend("error", command)
                self.check(result, NOT_OPERATIONAL)
                self.assertRegex(result.stdout, rb"(?m)^  State +error$")
                self.assertRegex(result.stdout, rb"(?m)^  integrity .* FAILED +1.5 us\n    expected this")
                self.assertRegex(result.stdout, rb"(?m)^  sha512 .* not run +-$")
                report = json.loads(self.pretend("error", command, "--json").stdout)
                self.assert_schema(report)
                self.assertEqual(report["integrity"], {"expected": "11" * 32, "computed": "22" * 32, "match": False})
        self.assertIn(b"NOT INTACT", self.pretend("error", "status").stdout)
        self.assertIn(b"refused in state error", self.pretend("error", "self-test").stderr)

    def test_nothing_is_computed_when_not_operational(self):
        self.write("file", b"x")
        for scene in ("error", "zeroized"):
            for arguments in (["digest", "sha256", "file", "file"], ["digest", "sha256", "-c", "sums"],
                              ["hmac", "sha256", "--key-hex", "00", "file"],
                              ["hmac", "sha256", "--key-hex", "00", "--verify", "00" * 32, "file"],
                              ["hkdf", "sha256", "--length", "9", "--ikm-hex", "00"]):
                with self.subTest(scene=scene, arguments=arguments):
                    self.write("sums", b"0" * 64 + b"  file\n")
                    self.refused(self.pretend(scene, *arguments), NOT_OPERATIONAL,
                                 b"the module is in state " + scene.encode(), b"cce status")

    def test_failure_in_the_middle_of_a_file(self):
        result = self.pretend("fails-midway", "digest", "sha256", stdin=b"x")
        self.refused(result, NOT_OPERATIONAL, b"SHA-256")

    def test_version(self):
        for arguments in (["version"], ["--version"], ["-V"]):
            with self.subTest(arguments=arguments):
                result = self.run_cce(*arguments)
                self.check(result, DONE, stderr=b"")
                self.assertRegex(result.stdout, rb"\Acce [0-9]+\.[0-9]+\.[0-9]+\n.*not validated.*\n\Z")
                # The version is the module's own, whatever its state.
                self.check(self.pretend("error", *arguments), DONE)
                self.assertIn(b"9.8.7", self.pretend("error", *arguments).stdout)

    def test_a_library_with_one_letter_changed(self):
        """The real library, one letter of one of its texts changed: the real integrity test must say so."""
        folder = self.path("changed")
        os.mkdir(folder)
        with open(support.LIBRARY, "rb") as file:
            content = file.read()
        letter = b"an argument is not valid"
        self.assertEqual(content.count(letter), 1)
        changed = os.path.join(folder, b"libcce.so.1")
        with open(changed, "wb") as file:
            file.write(content.replace(letter, b"an argument is not vblid"))
        env = support.environment(LD_LIBRARY_PATH=os.fsdecode(folder))
        result = self.run_cce("status", env=env)
        self.check(result, NOT_OPERATIONAL)
        self.assertRegex(result.stdout, rb"(?m)^  State +error$")
        self.assertIn(b"NOT INTACT", result.stdout)
        report = json.loads(self.run_cce("status", "--json", env=env).stdout)
        self.assert_schema(report)
        self.assertFalse(report["integrity"]["match"])
        self.assertTrue(report["failure"])
        self.refused(self.run_cce("digest", "sha256", env=env), NOT_OPERATIONAL, b"the module is in state error")
        # An unchanged copy in the same place is sound, so it was the letter.
        shutil.copy(support.LIBRARY, changed)
        self.check(self.run_cce("status", env=env), DONE)


if __name__ == "__main__":
    support.main()
