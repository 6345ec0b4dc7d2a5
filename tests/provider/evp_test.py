"""OpenSSL's own evp_test, over its own data for all that CCE has, with CCE and `base` alone. With --table, as docs/openssl.md
has it."""

import os
import re
import subprocess
import sys
import tempfile

import evp_data

FOLDER, CONFIGURATION = sys.argv[1:3]
SKIPPED = 77
EXPECTED_AT_LEAST = 800


def run(text, environment):
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(text)
        file.flush()
        done = subprocess.run([os.path.join(FOLDER, "evp_test"), "-config", CONFIGURATION, file.name], env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    counts = re.search(r"Completed (\d+) tests with (\d+) errors and (\d+) skipped", done.stdout)
    if counts is None:
        raise SystemExit(f"evp_test ended without a count: {done.returncode}\n{done.stdout[-3000:]}")
    return [int(count) for count in counts.groups()], done


def main():
    if not os.path.exists(os.path.join(FOLDER, "evp_test")):
        print(f"skipped: {FOLDER} has no evp_test; cmake/openssl_evp_test.sh builds it")
        return SKIPPED
    # The other context of evp_test, which is to have no provider, reads no configuration.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENSSL")}
    environment["OPENSSL_CONF"] = "/dev/null"
    total, bad, rows = 0, 0, []
    for name in evp_data.FILES:
        with open(os.path.join(FOLDER, "data", name + ".txt"), encoding="utf-8") as file:
            selection = evp_data.Selection(file.read())
        ran = errors = skipped = 0
        if selection.count:
            (ran, errors, skipped), done = run(selection.text(), environment)
            if errors or skipped or done.returncode:
                bad += 1
                print(done.stdout)
            # evp_test counts a test that it skips beside those that it ran.
            if ran + skipped < selection.count:
                bad += 1
                print(f"{name}: {selection.count} tests were selected, and {ran} ran")
        total += ran
        why = "; ".join(f"{reason} ({count})" for reason, count in selection.left_out.most_common())
        rows.append(f"| `{name}.txt` | {ran} | {ran - errors} | {sum(selection.left_out.values())} | {why or '—'} |")
    print("| data file | run | passed | not applicable | because of |\n|---|---:|---:|---:|---|")
    print("\n".join(rows))
    if total < EXPECTED_AT_LEAST:
        print(f"only {total} tests ran")
        return 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
