"""What the consumer tests share: the settings of the build, the installed tree, and commands that must succeed."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

# The caller's own flags would otherwise find their way into what is meant to be a plain build.
CLEARED = ("CFLAGS", "CXXFLAGS", "CPPFLAGS", "LDFLAGS", "CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "LIBRARY_PATH",
           "LD_LIBRARY_PATH", "PKG_CONFIG_PATH", "CMAKE_PREFIX_PATH", "CCE_DIR", "CCE_ROOT", "DESTDIR")


class Failure(Exception):
    """What was wrong, and where."""


class Settings:
    """The settings that tests/consumer/CMakeLists.txt wrote; each is a list of strings, or one string."""

    LISTS = ("emulator", "cc", "cxx", "tools", "started")

    def __init__(self, path):
        for name, values in json.loads(Path(path).read_text(encoding="utf-8")).items():
            setattr(self, name, values if name in self.LISTS else (values[0] if values else ""))
        self.tree = Path(self.work) / "tree"
        self.lib = self.tree / self.libdir

    def folder(self, name):
        """An empty folder for one test's own files."""
        path = Path(self.work) / name
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
        return path

    def run_program(self, what, program, *arguments, **environment):
        """Runs a program that was built for the target."""
        return run(what, [*self.emulator, program, *arguments], **environment)

    def pkg_config(self, *arguments):
        # _LIBDIR and not _PATH: no cce.pc of the system's own can be found instead.
        answer = run("pkg-config failed", [self.pkg_config_program, *arguments, "cce"],
                     PKG_CONFIG_LIBDIR=str(self.lib / "pkgconfig"), PKG_CONFIG_SYSROOT_DIR="")
        return shlex.split(answer)

    def build_and_run(self, program, command):
        """Builds a program as cc $(pkg-config --cflags --libs cce) does, runs it, and gives what it prints."""
        run(f"{program.name} does not compile", [*command, "-o", program, *self.pkg_config("--cflags", "--libs")])
        return self.run_program(f"{program.name} fails", program, LD_LIBRARY_PATH=str(self.lib))

    def headers(self):
        """The header folder's files as the repository has them, and so as they must be installed."""
        folder = Path(self.source) / "include"
        return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def run(what, command, cwd=None, **environment):
    """Runs a command that must succeed, and gives its standard output."""
    command = [str(part) for part in command]
    variables = {name: value for name, value in os.environ.items() if name not in CLEARED} | environment
    result = subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        ended = f"exit code {result.returncode}" if result.returncode > 0 else f"signal {-result.returncode}"
        raise Failure(f"{what}: {ended}\n  {shlex.join(command)}\n{result.stdout}{result.stderr}")
    return result.stdout


def require(holds, what):
    if not holds:
        raise Failure(what)


def main(check):
    """Runs check(settings, *arguments) as a program."""
    try:
        print(check(Settings(sys.argv[1]), *sys.argv[2:]))
    except Failure as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        sys.exit(1)
