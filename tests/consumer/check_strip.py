"""`cmake --install --strip`: the library loses its symbol table, and its integrity still holds."""

from pathlib import Path

from check_install import check_files, install
from installed import main, require


def check(settings):
    tree = Path(settings.work) / "stripped"
    install(settings, tree, "--strip")
    check_files(settings, tree)
    stripped = tree / settings.libdir / "libcce.so.1"
    before, after = (settings.lib / "libcce.so.1").stat().st_size, stripped.stat().st_size
    require(after < before, f"--strip took nothing away: {before} bytes before, {after} after")
    settings.run_program("the stripped library does not come up", settings.load_check, stripped)
    for tool in settings.tools:
        settings.run_program(f"the stripped {tool} does not run", tree / settings.bindir / tool, "--help")
    return f"stripped from {before} to {after} bytes, and operational"


if __name__ == "__main__":
    main(check)
