"""Installs the build: staged under DESTDIR with a prefix given at install time, then moved elsewhere. What is found after
that is exactly what is promised, names no folder of the build or of the staging, and works.
"""

import filecmp
import os
import shutil

from installed import main, require, run

PREFIX = "/opt/cce-of-the-test"


def install(settings, destination, *options):
    """Installs into destination, through a stage that does not exist any more afterwards."""
    stage = settings.folder("stage")
    run("cmake --install failed (is everything built?)",
        [settings.cmake, "--install", settings.build, "--prefix", PREFIX, *options], DESTDIR=str(stage))
    shutil.rmtree(destination, ignore_errors=True)
    shutil.move(str(stage) + PREFIX, destination)
    left = [path for path in stage.rglob("*") if path.is_file() or path.is_symlink()]
    require(not left, f"these were installed outside of the prefix: {left}")
    shutil.rmtree(stage)


def configurations(settings):
    """Those of OpenSSL, which finds a module by an absolute path: they name the prefix, and whoever moves the tree edits them."""
    return [f"{settings.datadir}/cce/{name}.cnf" for name in ("openssl-cce", "openssl-cce-preferred")]


def expected_files(settings):
    libraries = ("libcce.so", "libcce.so.1", f"libcce.so.{settings.version}", "pkgconfig/cce.pc")
    package = ("CCEConfig", "CCEConfigVersion", "CCETargets", f"CCETargets-{settings.configuration}")
    return sorted([
        *(f"{settings.includedir}/{header}" for header in settings.headers()),
        *(f"{settings.libdir}/{name}" for name in libraries),
        *(f"{settings.libdir}/cmake/CCE/{name}.cmake" for name in package),
        *(f"{settings.bindir}/{tool}" for tool in settings.tools),
        *(f"{settings.mandir}/man1/{tool}.1" for tool in settings.tools),
        # The programs that cce-bench starts and times.
        *(f"libexec/cce/{program}" for program in settings.started),
        f"{settings.docdir}/LICENSE",
        *([f"{settings.libdir}/ossl-modules/cce.so", *configurations(settings)] if settings.provider else []),
    ])


def check_files(settings, tree):
    expected = expected_files(settings)
    found = sorted(str(path.relative_to(tree)) for path in tree.rglob("*") if not path.is_dir())
    missing, unexpected = set(expected) - set(found), set(found) - set(expected)
    require(not missing and not unexpected, f"installed: missing {sorted(missing)}, unexpected {sorted(unexpected)}")
    for link, target in (("libcce.so", "libcce.so.1"), ("libcce.so.1", f"libcce.so.{settings.version}")):
        path = tree / settings.libdir / link
        require(path.is_symlink() and os.readlink(path) == target, f"{link} is not a symbolic link to {target}")
    return len(expected)


def check_no_foreign_folder(settings, tree):
    """Text and binaries alike: a path of the machine that built it leaks, and breaks when the tree is moved."""
    for path in tree.rglob("*"):
        if path.is_symlink() or not path.is_file():
            continue
        content = path.read_bytes()
        if b".debug_info\0" in content:
            continue  # debug information is there to name the sources
        name = str(path.relative_to(tree))
        if name in configurations(settings):
            module = f"module = {PREFIX}/{settings.libdir}/ossl-modules/cce.so\n"
            require(module in content.decode(), f"{name} does not name the module: {content.decode()}")
            content = content.replace(module.encode(), b"")
        for folder in (settings.build, settings.source, PREFIX):
            require(folder.encode() not in content, f"{path.relative_to(tree)} names {folder}")


def check(settings):
    tree = settings.tree
    install(settings, tree)
    count = check_files(settings, tree)
    check_no_foreign_folder(settings, tree)

    library = settings.lib / "libcce.so.1"
    require(filecmp.cmp(library, settings.library, shallow=False),
            f"installing changed the library: {library} is not {settings.library} byte for byte, so that its integrity "
            "digest was not proven by the build")
    settings.run_program("the installed library does not come up", settings.load_check, library)
    for tool in settings.tools:
        # They have to find the library beside them.
        settings.run_program(f"the installed {tool} does not run", tree / settings.bindir / tool, "--help")
    version = settings.pkg_config("--modversion")
    require(version == [settings.version], f"cce.pc says version {version}, and not {settings.version}")
    return f"{count} files installed, staged and moved, the library unchanged and operational"


if __name__ == "__main__":
    main(check)
