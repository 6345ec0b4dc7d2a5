"""The README's two programs: taken out as printed, compiled and run."""

import re

from installed import Failure, require

# language of the fence: (most lines, name, option of the standard)
PROGRAMS = {"c": (12, "c", "-std=c99"), "cpp": (10, "cpp", "-std=c++20")}
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]


def first_block(text, language):
    """The lines of the first block that is fenced as ```language."""
    lines = iter(text.splitlines())
    for line in lines:
        if line.strip() == f"```{language}":
            block = []
            for inside in lines:
                if inside.strip() == "```":
                    return block
                block.append(inside)
            raise Failure(f"the block ```{language} has no end")
        if re.match(r"\s*```\w", line):
            # Another language's block: what looks like a fence inside of it is none of ours.
            while next(lines, "```").strip() != "```":
                pass
    raise Failure(f"there is no block that begins with ```{language}")


def check_programs(settings, text, folder):
    """Compiles and runs both, and gives what they printed."""
    printed = {}
    for language, (most, suffix, standard) in PROGRAMS.items():
        block = first_block(text, language)
        require(len(block) <= most, f"the block ```{language} has {len(block)} lines; {most} were promised")
        source = folder / f"readme.{suffix}"
        source.write_text("\n".join(block) + "\n", encoding="utf-8")
        compiler = settings.cc if language == "c" else settings.cxx
        printed[language] = settings.build_and_run(folder / f"readme_{suffix}", [*compiler, standard, *STRICT, source])
        require(printed[language].strip(), f"the program in ```{language} prints nothing")
    return printed
