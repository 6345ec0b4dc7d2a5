"""A C program and a C++ program by plain `cc $(pkg-config --cflags --libs cce)`."""

from pathlib import Path

from installed import main, require


def check(settings):
    here = Path(__file__).parent
    folder = settings.folder("pkg-config")
    cflags, libs = settings.pkg_config("--cflags"), settings.pkg_config("--libs")
    for flag in (*cflags, *libs):
        require(flag == "-lcce" or Path(flag[2:]).resolve().is_relative_to(settings.tree.resolve()),
                f"cce.pc gives {flag}, which is not in {settings.tree}")
    require("-lcce" in libs, f"cce.pc gives no -lcce: {libs}")

    programs = {
        "c": [*settings.cc, "-std=c99", here / "c" / "main.c"],
        "cpp": [*settings.cxx, "-std=c++20", here / "cpp" / "main.cpp", here / "cpp" / "file_digest.cpp"],
    }
    for name, command in programs.items():
        settings.build_and_run(folder / name, command)
    return f"{len(programs)} programs built with {' '.join([*cflags, *libs])} and run"


if __name__ == "__main__":
    main(check)
