"""The C program and the C++ program of a README compile and run as printed, against the installed tree."""

from pathlib import Path

from installed import Failure, main
from readme import check_programs


def check(settings, path):
    if not Path(path).is_file():
        raise Failure(f"{path} does not exist")
    try:
        printed = check_programs(settings, Path(path).read_text(encoding="utf-8"), settings.folder("readme"))
    except Failure as failure:
        raise Failure(f"{path}: {failure}") from failure
    return "\n".join(f"{language}: {text.strip()}" for language, text in printed.items())


if __name__ == "__main__":
    main(check)
