"""A project that uses CCE by find_package(CCE) is configured, built and run against the installed tree."""

import shutil

from installed import main, run
from project import check_found_in_tree, configure


def check(settings, name):
    build, _ = configure(settings, name)
    check_found_in_tree(settings, build)
    run(f"the project {name} does not build", [settings.cmake, "--build", build])
    said = settings.run_program(f"the consumer in {name} fails", build / "consumer")
    shutil.rmtree(build)
    return said.strip()


if __name__ == "__main__":
    main(check)
