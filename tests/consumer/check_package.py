"""The CMake package's version rule, its components (none), and what a project is told that asks for too much."""

from installed import Failure, main, require
from project import check_found_in_tree, configure


def check(settings):
    major, minor, patch = (int(part) for part in settings.version.split("."))
    fits = [f"{major}.{minor}", f"{major}.{minor}.{patch}"]
    # Below 1.0 a minor version may change the interface, so that a newer one does not serve for an older.
    unfit = [f"{major}.{minor + 1}", f"{major}.{minor}.{patch + 1}", f"{major + 1}.{minor}", f"{major}.{minor + 1}...{major}.99"]
    if minor > 0:
        unfit.append(f"{major}.{minor - 1}")
    for wanted in fits:
        build, _ = configure(settings, "package", f"-DWANTED={wanted}")
        check_found_in_tree(settings, build)
    for options in (*([f"-DWANTED={wanted}"] for wanted in unfit), ["-DCOMPONENT=gcm"]):
        try:
            configure(settings, "package", *options)
        except Failure as failure:
            require("CCE" in str(failure) and "FOUND" in str(failure) or "version" in str(failure),
                    f"{options} is refused for another reason than the package's: {failure}")
        else:
            raise Failure(f"find_package accepts {options}, though this is version {settings.version} without components")
    return f"version {settings.version}: {len(fits)} requests served, {len(unfit) + 1} refused"


if __name__ == "__main__":
    main(check)
