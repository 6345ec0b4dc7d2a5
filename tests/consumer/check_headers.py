"""The installed headers: each alone, in every standard it promises, by every compiler there is, without one warning."""

import re
import shutil
import subprocess
from pathlib import Path

from installed import Failure, main, require, run

C_STANDARDS = ("c99", "c11", "c17")
CXX_STANDARDS = ("c++11", "c++14", "c++17", "c++20", "c++2b")
STRICT = ("-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wundef", "-Wconversion", "-Wsign-conversion", "-Werror",
          "-fsyntax-only")
CXX_STRICT = (*STRICT, "-Wold-style-cast", "-Wnon-virtual-dtor", "-Woverloaded-virtual", "-Wextra-semi")


def compilers(settings):
    """(C, C++): the build's own, and gcc and clang where they are installed."""
    pairs = [(settings.cc[0], settings.cxx[0])]
    if not settings.cross:
        pairs += [("gcc", "g++"), ("clang", "clang++")]
    # By the program behind the name: cc is gcc or clang, and there is no need to try it twice.
    found = {Path(shutil.which(cxx)).resolve(): (cc, cxx) for cc, cxx in pairs if shutil.which(cc) and shutil.which(cxx)}
    return list(found.values())


def check(settings):
    folder = settings.folder("headers")
    include = settings.tree / settings.includedir
    count = 0

    def compiles(compiler, header, *flags):
        nonlocal count
        suffix = "c" if header.endswith(".h") and not any("c++" in flag for flag in flags) else "cpp"
        source = folder / f"include.{suffix}"
        # Twice, so that the guard is tried too. A translation unit may not be empty.
        source.write_text(f"#include <{header}>\n#include <{header}>\nint nothing;\n", encoding="utf-8")
        run(f"<{header}> does not compile by {compiler} {' '.join(flags)}", [compiler, *flags, "-I", include, source])
        count += 1

    for cc, cxx in compilers(settings):
        for header in settings.headers():
            if header.endswith(".hpp"):
                compiles(cxx, header, "-std=c++20", *CXX_STRICT)
                compiles(cxx, header, "-std=c++20", *CXX_STRICT, "-fno-exceptions", "-fno-rtti")
                compiles(cxx, header, "-std=c++2b", *CXX_STRICT)
            else:
                for standard in C_STANDARDS:
                    compiles(cc, header, f"-std={standard}", *STRICT, "-Wstrict-prototypes", "-Wmissing-prototypes")
                for standard in CXX_STANDARDS:
                    compiles(cxx, header, f"-std={standard}", *CXX_STRICT)
        refused_before_cxx20(cxx, include, folder)
    check_wrapper_covers(include)
    return f"{count} compilations by {', '.join(cxx for _, cxx in compilers(settings))}"


def refused_before_cxx20(compiler, include, folder):
    source = folder / "old.cpp"
    source.write_text("#include <cce/cce.hpp>\n", encoding="utf-8")
    result = subprocess.run([compiler, "-std=c++17", "-fsyntax-only", "-I", include, source],
                            capture_output=True, text=True, check=False)
    require(result.returncode != 0, f"{compiler} takes cce.hpp as C++17")
    require("needs C++20" in result.stderr, f"{compiler} does not say that cce.hpp needs C++20:\n{result.stderr[:1000]}")


def check_wrapper_covers(include):
    """Every service of cce.h is called somewhere in the C++ headers (digest_size is a constant there, and says so)."""
    header = (include / "cce" / "cce.h").read_text(encoding="utf-8")
    services = re.findall(r"^CCE_API [^;]*?\b(cce_\w+)\(", header, re.MULTILINE)
    require(len(services) > 20, f"only {len(services)} services are found in cce.h: this check does not read it rightly")
    wrapper = "".join(path.read_text(encoding="utf-8") for path in Path(include).rglob("*.hpp"))
    missing = [name for name in services if not re.search(rf"\b{name}\b", wrapper)]
    if missing:
        raise Failure(f"cce.hpp does not cover {', '.join(missing)}")


if __name__ == "__main__":
    main(check)
