"""JSON that is cut, of the wrong shape, or none."""
import unittest

import support
from support import GENERATED, JsonTest


class BrokenJson(JsonTest):
    def test_cut_anywhere(self):
        text = (GENERATED / "acvp/HMAC-SHA2-256-2.0/internalProjection.json").read_text().rstrip()
        for at in range(1, len(text), len(text) // 40):
            with self.subTest(at):
                path = self.file("cut.json", text[:at])
                for argument in (path, self.folder):
                    run = self.kat(argument, code=support.BAD_INPUT, totals=(0, 0, 0))
                    self.assert_error_at(run, path, text[:at].count("\n") + 1, "not whole JSON: ")

    def test_error_inside(self):
        path = self.file("comma.json", '{\n  "vsId": 0,\n  "testGroups": [\n    {"tgId": 1,,}\n  ]\n}\n')
        self.assert_error_at(self.kat(path, code=support.BAD_INPUT), path, 4, "not whole JSON: ")

    def test_more_behind_the_end(self):
        path = self.file("more.json", '{"testGroups": []}\n\n{"a": 1}\n')
        self.assert_error_at(self.kat(path, code=support.BAD_INPUT), path, 3, "not whole JSON: ")

    def test_deep(self):
        path = self.file("deep.json", '{"a":' + "[" * 1_000_000)
        self.assert_error_at(self.kat(path, code=support.BAD_INPUT), path, 1, "not whole JSON: nested deeper than 32")

    def test_shapes(self):
        """JSON of every wrong shape is refused, not crashed on."""
        for text in ('{"testGroups": 1, "vsId": 0}', '{"vsId": 0, "testGroups": []}', '[{}]', '[]', '[{"testGroups": []}]',
                     '{"vsId": 0, "algorithm": "SHA2-256", "testGroups": [1, "a", null, []]}',
                     '{"vsId": 0, "algorithm": "SHA2-256", "testGroups": [{"tgId": 1, "testType": "AFT"}]}',
                     '{"vsId": 0, "algorithm": "SHA2-256", "testGroups": [{"testType": "AFT", "tests": [1, [], {}]}]}',
                     '{"vsId": {}, "algorithm": [], "testGroups": [{"testType": [], "tests": {"a": 1}}]}',
                     '{"numberOfTests": -1, "algorithm": "HMACSHA256", "testGroups": [{"type": 4, "tests": [{"tcId": {}}]}]}'):
            with self.subTest(text):
                run = self.kat(self.file("shape.json", text))
                self.assertNotEqual(run.code, support.PASSED)
                self.assertEqual(run.totals[:2], (0, 0))
                self.assertNotEqual(run.err, "")

    def test_strange_strings(self):
        for digits in ("\\u0000", "zz", "\\ud83d\\ude00", "00" * 1000 + "0", " 00"):
            with self.subTest(digits[:10]):
                text = ('{"vsId": 0, "algorithm": "SHA2-256", "testGroups": [{"tgId": 1, "testType": "AFT",\n'
                        f'"tests": [{{"tcId": 1, "len": 8,\n"msg": "{digits}", "md": "00"}}]}}]}}')
                path = self.file("strange.json", text)
                self.assert_error_at(self.kat(path, code=support.BAD_INPUT), path, 3, "msg is not hexadecimal")


if __name__ == "__main__":
    unittest.main()
