"""Configures and builds a project that uses CCE by find_package, against the installed tree alone."""

import re
from pathlib import Path

from installed import require, run


def configure(settings, name, *options):
    """Configures tests/consumer/NAME and gives its build folder and what CMake said."""
    build = settings.folder(f"build-{name}")
    sanitize = " ".join(flag for flag in settings.cc if flag.startswith("-fsanitize"))
    command = [settings.cmake, "-S", Path(__file__).parent / name, "-B", build, "-G", settings.generator,
               f"-DCMAKE_PREFIX_PATH={settings.tree}", "-DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF", "-DCMAKE_BUILD_TYPE=Release",
               f"-DCMAKE_C_FLAGS={sanitize}", f"-DCMAKE_CXX_FLAGS={sanitize}", *options]
    if settings.toolchain:
        command.append(f"-DCMAKE_TOOLCHAIN_FILE={settings.toolchain}")
    else:
        command += [f"-DCMAKE_C_COMPILER={settings.cc[0]}", f"-DCMAKE_CXX_COMPILER={settings.cxx[0]}"]
    said = run(f"the project {name} does not configure against {settings.tree}", command)
    return build, said


def check_found_in_tree(settings, build):
    cache = (build / "CMakeCache.txt").read_text(encoding="utf-8")
    found = re.search(r"^CCE_DIR:PATH=(.*)$", cache, re.MULTILINE)
    require(found and Path(found[1]).is_relative_to(settings.tree),
            f"find_package found {found[1] if found else 'nothing'}, which is not in {settings.tree}")
