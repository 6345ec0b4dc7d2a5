"""The README's test can fail: each fault that it is there for is put into a README that is otherwise good."""

import re

from installed import Failure, main
from readme import check_programs

C = '#include <cce/cce.h>\n#include <stdio.h>\nint main(void) { return puts(cce_version()) < 0; }'
CPP = '#include <cce/cce.hpp>\n#include <cstdio>\nint main() { return std::puts(cce::version().data()) < 0; }'
SHELL = "```sh\nsh cmake/quickstart.sh\n```\n"


def readme(c=C, cpp=CPP):
    return f"# CCE\n\n{SHELL}\nIn C:\n\n```c\n{c}\n```\n\nIn C++:\n\n```cpp\n{cpp}\n```\n"


FAULTS = {
    "no C block": (readme().replace("```c\n", "```\n"), r"no block that begins with ```c\b"),
    "no C++ block": (readme().replace("```cpp", "```c++"), "no block that begins with ```cpp"),
    "no end": (readme().rsplit("```", 1)[0], "has no end"),
    "C does not compile": (readme(c=C.replace("puts", "pust")), "readme_c does not compile"),
    "C++ does not compile": (readme(cpp=CPP.replace("version", "vresion")), "readme_cpp does not compile"),
    "C warns": (readme(c=C.replace("{", "{ int unused;")), "readme_c does not compile"),
    "C does not link": (readme(c=C.replace("main", "mian")), "readme_c does not compile"),
    "C ends with 1": (readme(c=C.replace("< 0", ">= 0")), "readme_c fails: exit code 1"),
    "C++ ends with 1": (readme(cpp=CPP.replace("< 0", ">= 0")), "readme_cpp fails: exit code 1"),
    "C prints nothing": (readme(c=C.replace("puts(cce_version()) < 0", "cce_version()[0] == 0")), "```c prints nothing"),
    "C is too long": (readme(c=C + "\n" * 10), "```c has 13 lines"),
    "C++ is too long": (readme(cpp=CPP + "\n" * 8), "```cpp has 11 lines"),
}


def check(settings):
    folder = settings.folder("readme-faults")
    check_programs(settings, readme(c=C + "\n" * 9, cpp=CPP + "\n" * 7), folder)
    for name, (text, reason) in FAULTS.items():
        try:
            check_programs(settings, text, folder)
        except Failure as failure:
            if not re.search(reason, str(failure)):
                raise Failure(f"{name}: noticed for another reason than /{reason}/: {failure}") from failure
        else:
            raise Failure(f"{name}: not noticed")
    return f"{len(FAULTS)} faults noticed"


if __name__ == "__main__":
    main(check)
