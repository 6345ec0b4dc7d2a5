"""The floors of the house, read from the includes: who may see whom. Each rule is shown a tree that breaks it, too."""

import os
import re
import sys
import tempfile
import unittest

ROOT = sys.argv[1]
ALGORITHMS = {"sha2", "hmac", "hkdf", "tls", "aes", "ec", "drbg"}
# Between algorithms: who may include whom.
EDGES = {"hmac": {"sha2"}, "hkdf": {"hmac", "sha2"}, "tls": {"hkdf", "hmac", "sha2"},
         "drbg": {"aes", "hmac", "sha2"}, "ec": {"sha2", "hmac", "drbg"},
         "sha2": set(), "aes": set()}
ABOVE = {"module", "entropy", "api", "cli", "provider"}
INTRINSICS = {"immintrin.h", "arm_neon.h", "x86intrin.h", "emmintrin.h", "wmmintrin.h", "arm_sve.h", "arm_acle.h"}
# Kernel files are named after their instruction set, as are the headers that they share.
KERNEL = re.compile(r"[/_](shani|avx2|avx512|aesni|vaes|armv8|bmi2|ifma|adx|x86)\w*\.[ch]pp$")
ARCHITECTURE_FILE = re.compile(r"(^|/)(cpu\.cpp|\w+_impl\.cpp)$")
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)
ARCHITECTURE_IF = re.compile(r"^\s*#\s*(?:if|elif|ifdef|ifndef)\b.*\b(?:__x86_64__|__aarch64__|__i386__|__ARM_\w+|__SSE\w*|"
                             r"__AVX\w*|__AES__|__BMI2?__)", re.M)
LONGEST = 400


def sources(root, folder):
    for path, _, names in os.walk(os.path.join(root, folder)):
        for name in sorted(names):
            if name.endswith((".hpp", ".cpp", ".h", ".c")):
                yield os.path.relpath(os.path.join(path, name), root)


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read()


def broken(root):
    """Every breach, as a text."""
    out = []
    for path in sources(root, "src"):
        text = read(root, path)
        room = path.split("/")[1]
        for include in INCLUDE.findall(text):
            first = include.split("/")[0]
            known = first in ALGORITHMS | ABOVE | {"base"}
            if room == "base" and (known and first != "base" or first == "cce"):
                out.append(f"{path} includes {include}: base includes nothing above itself")
            if room in ALGORITHMS and (first in ABOVE or first == "cce"):
                out.append(f"{path} includes {include}: the mathematics does not know the module")
            if room in ALGORITHMS and first in ALGORITHMS - {room} - EDGES[room]:
                out.append(f"{path} includes {include}: not an edge between algorithms")
            if room == "entropy" and first in ALGORITHMS - {"sha2", "hmac"} | ABOVE - {"entropy"}:
                out.append(f"{path} includes {include}: a noise source rests on base and its conditioning alone")
            if path.startswith("src/module/integrity") and first in ALGORITHMS - {"hmac", "sha2"}:
                out.append(f"{path} includes {include}: integrity uses hmac and sha2 only")
            if room == "module" and first in {"api", "cli", "provider"}:
                out.append(f"{path} includes {include}: the module does not know who calls it")
            if room in {"cli", "provider"} and (known and first != room):
                out.append(f"{path} includes {include}: it sees cce.h only")
            if include in INTRINSICS and not KERNEL.search(path):
                out.append(f"{path} includes {include}: intrinsics are for kernel files")
            if KERNEL.search("/" + include) and not KERNEL.search(path):
                out.append(f"{path} includes {include}: only kernels see a kernel's header")
            if room not in {"cli", "provider"} and include in {"iostream", "fstream", "sstream", "string", "vector",
                                                               "memory", "map", "functional", "mutex", "thread",
                                                               "stdexcept", "exception"}:
                out.append(f"{path} includes {include}: no heap, exceptions or iostream in the library")
        if ARCHITECTURE_IF.search(text) and not ARCHITECTURE_FILE.search(path):
            out.append(f"{path}: an architecture #if belongs in cpu.cpp or an *_impl.cpp table")
    for folder in ("bench", "tests/consumer", "include"):
        for path in sources(root, folder):
            for include in INCLUDE.findall(read(root, path)):
                if include.split("/")[0] in ALGORITHMS | ABOVE | {"base"} and not os.path.exists(
                        os.path.join(root, os.path.dirname(path), include)):
                    out.append(f"{path} includes {include}: it sees cce.h only")
    for folder in ("src", "include", "kat", "bench", "tests"):
        for path in sources(root, folder):
            lines = read(root, path).count("\n")
            if lines > LONGEST and os.path.basename(path) != "cce.h" and "table" not in path:
                out.append(f"{path} has {lines} lines; {LONGEST} are the most for a file written by hand")
    return out


class Floors(unittest.TestCase):
    def test_the_house(self):
        self.assertGreater(len(list(sources(ROOT, "src"))), 30, "the sources were not found")
        self.assertEqual(broken(ROOT), [])

    def test_each_rule_can_fail(self):
        cases = {
            "src/base/a.hpp": '#include "sha2/sha2.hpp"\n',
            "src/base/b.hpp": "#include <cce/cce.h>\n",
            "src/sha2/a.cpp": '#include "module/module.hpp"\n',
            "src/sha2/b.cpp": '#include "hmac/hmac.hpp"\n',
            "src/hkdf/a.cpp": '#include "aes/gcm.hpp"\n',
            "src/entropy/a.cpp": '#include "drbg/ctr_drbg.hpp"\n',
            "src/module/integrity.cpp": '#include "aes/gcm.hpp"\n',
            "src/module/b.cpp": '#include "api/arguments.hpp"\n',
            "src/cli/a.cpp": '#include "base/ct.hpp"\n',
            "src/provider/a.cpp": '#include "module/module.hpp"\n',
            "src/tls/a.cpp": '#include "aes/gcm.hpp"\n',
            "src/aes/gcm.cpp": "#include <immintrin.h>\n",
            "src/aes/b.cpp": "#include <vector>\n",
            "src/aes/d.cpp": '#include "aes/x86.hpp"\n',
            "src/aes/c.cpp": "#if defined(__x86_64__)\n#endif\n",
            "bench/a.cpp": '#include "sha2/sha2.hpp"\n',
            "tests/consumer/a.c": '#include "base/ct.hpp"\n',
            "kat/a.cpp": "\n" * 401,
        }
        with tempfile.TemporaryDirectory() as root:
            for path, text in cases.items():
                os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                    file.write(text)
            found = broken(root)
        for path in cases:
            self.assertTrue(any(text.startswith(path) for text in found), f"{path} was not noticed")

    def test_what_is_allowed_is_not_noticed(self):
        allowed = {
            "src/hmac/a.cpp": '#include "base/ct.hpp"\n#include "sha2/sha2.hpp"\n',
            "src/sha2/sha256_shani.cpp": "#include <immintrin.h>\n",
            "src/sha2/sha256_impl.cpp": "#if defined(__x86_64__)\n#endif\n",
            "src/base/cpu.cpp": "#if defined(__aarch64__)\n#endif\n",
            "src/api/a.cpp": '#include "module/serve.hpp"\n#include "hmac/hmac.hpp"\n',
            "src/cli/a.cpp": "#include <cce/cce.h>\n#include <vector>\n",
            "src/provider/a.cpp": '#include <cce/cce.h>\n#include "provider/core.hpp"\n',
        }
        with tempfile.TemporaryDirectory() as root:
            for path, text in allowed.items():
                os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                    file.write(text)
            self.assertEqual(broken(root), [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
