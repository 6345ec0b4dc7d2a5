"""The contract of cce.h: contract.c compiles, links and runs; it pins every service; the library exports just those."""

import re
from pathlib import Path

from installed import Failure, main, require, run


def services_of(header):
    return set(re.findall(r"^CCE_API [^;]*?\b(cce_\w+)\(", header.read_text(encoding="utf-8"), re.MULTILINE))


def check(settings):
    here = Path(__file__).parent
    header = settings.tree / settings.includedir / "cce" / "cce.h"
    contract = (here / "contract.c").read_text(encoding="utf-8")
    services = services_of(header)
    pinned = set(re.findall(r"= (cce_\w+);", contract))
    if services != pinned:
        raise Failure(f"contract.c and cce.h differ: not pinned {sorted(services - pinned)}, gone {sorted(pinned - services)}")
    numbers = set(re.findall(r"^  (CCE_\w+) = ", header.read_text(encoding="utf-8"), re.MULTILINE))
    unpinned = sorted(name for name in numbers if not re.search(rf"\({name} ==", contract))
    require(numbers and not unpinned, f"contract.c pins {len(numbers)} numbers of cce.h, but not {unpinned}")
    exported = {line.split()[-1].split("@")[0]
                for line in run("nm fails", [settings.nm, "-D", "--defined-only", settings.lib / "libcce.so"]).splitlines()
                if " A " not in line}
    require(exported == services, f"the library exports, beyond cce.h: {sorted(exported - services)}; and lacks: "
                                  f"{sorted(services - exported)}")
    folder = settings.folder("contract")
    settings.build_and_run(folder / "contract", [*settings.cc, "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
                                                 here / "contract.c"])
    return f"{len(services)} services pinned and exported, and nothing else; {len(numbers)} numbers pinned"


if __name__ == "__main__":
    main(check)
