"""Programs on OpenSSL with CCE as their provider, beside OpenSSL's default and FIPS providers: TLS handshakes, bulk throughput,
and the start of a process. In seconds of the processor and not of the clock: what else the machine does then matters less.

    measure.py BUILD [--json FILE] [--rounds N]     BUILD: build/release, say; with build/openssl-fips beside it where that
                                                    was built
Prints a table; with --json it writes the figures from which bench/performance makes docs/performance.md.
"""

import argparse
import datetime
import json
import os
import re
import tempfile

from servers import NGINX, Nginx, SServer, environment, fips_folder, openssl, processor_seconds, start

SECONDS = 3
LARGE = 100_000_000
BULK = 16384


def s_time(provider, server, folder, curve, version):
    """Connections that a client made to the server, and the client's seconds. It knows the certificate: it would go through
    the system's for each connection."""
    client = start(provider, ["openssl", "s_time", "-connect", f"127.0.0.1:{server.port}", f"-tls1_{version[-1]}", "-new",
                              "-time", str(SECONDS), "-CAfile", f"{folder}/{curve}.pem", "-no-CApath", "-no-CAstore"])
    told = client.stdout.read().decode()
    seconds = processor_seconds(client)
    return int(re.search(r"(\d+) connections in \d+ real seconds", told).group(1)), seconds


def handshakes(provider, build, folder, curve, version):
    """A second, where both ends have the provider."""
    with SServer(provider, build, folder, curve) as server:
        made, seconds = s_time(environment(provider, build), server, folder, curve, version)
    return made / (seconds + server.seconds)


def nginx_handshakes(provider, build, folder, curve, version):
    """A second of the server's alone; the client is the same for all."""
    with Nginx(provider, build, folder, curve) as server:
        made, _ = s_time(environment("default", build), server, folder, curve, version)
    return made / server.seconds


def download(provider, build, folder, curve, version):
    """Bytes a second of both ends."""
    with Nginx(provider, build, folder, curve) as server:
        client = start(environment(provider, build),
                       ["curl", "--silent", "--show-error", "--cacert", f"{folder}/{curve}.pem", f"--tlsv{version}",
                        "--tls-max", version, *["--output", "/dev/null", f"https://localhost:{server.port}/large"] * 3])
        told = client.stdout.read().decode()
        seconds = processor_seconds(client)
        if client.returncode != 0:
            raise SystemExit(f"curl: {told}")
    return 3 * LARGE / (seconds + server.seconds)


def bulk(provider, build):
    told = openssl(environment(provider, build), "speed", "-seconds", "2", "-bytes", str(BULK), "-evp", "aes-256-gcm")
    return float(re.findall(r"([\d.]+)k", told)[-1]) * 1e3


def process(provider, build):
    """Seconds of a process that asks OpenSSL for one random byte: the least of many."""
    command = [f"{build}/libexec/cce/cce-start-openssl", provider]
    return min(processor_seconds(start(environment(provider, build), command)) for _ in range(20))


def rows(build, folder):
    """(id, more is better, what measures it for a provider)."""
    def row(name, function, *arguments):
        return name, True, lambda provider: function(provider, build, folder, *arguments)
    for curve in ("P-256", "P-384", "P-521"):
        for version in ("1.3", "1.2"):
            yield row(f"handshakes/{version}/{curve}", handshakes, curve, version)
    if NGINX is not None:
        yield row("nginx-handshakes/1.3/P-256", nginx_handshakes, "P-256", "1.3")
        for version in ("1.3", "1.2"):
            yield row(f"nginx-download/{version}", download, "P-256", version)
    yield "bulk", True, lambda provider: bulk(provider, build)
    yield "start", False, lambda provider: process(provider, build)


def make_files(build, folder):
    for curve in ("P-256", "P-384", "P-521"):
        openssl(environment("default", build), "req", "-x509", "-newkey", "ec", "-pkeyopt", f"ec_paramgen_curve:{curve}",
                "-nodes", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "30",
                "-keyout", f"{folder}/{curve}.key", "-out", f"{folder}/{curve}.pem")
    with open(f"{folder}/large", "wb") as file:
        file.write(os.urandom(LARGE))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=os.path.abspath)
    parser.add_argument("--json")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    providers = ["default", "fips", "cce"]
    if not os.path.exists(f"{fips_folder(options.build)}/fips.so"):
        providers.remove("fips")
        print("without OpenSSL's FIPS provider, which is not built: cmake --build --preset release --target openssl-fips")
    if NGINX is None:
        print("without nginx, which is not installed (Debian: nginx-light, curl)")
    values = {}
    print("| what | " + " | ".join(providers) + " |\n|---|" + "---:|" * len(providers))
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        make_files(options.build, folder)
        for name, is_rate, measure in rows(options.build, folder):
            results = {provider: [] for provider in providers}
            for _ in range(options.rounds):  # in turns, so that what else the machine does falls on all
                for provider in providers:
                    results[provider].append(measure(provider))
            values[name] = {provider: (max if is_rate else min)(results[provider]) for provider in providers}
            print(f"| {name} | " + " | ".join(f"{values[name][p]:,.4g}" for p in providers) + " |", flush=True)
    if options.json is not None:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({"measured_on": datetime.date.today().isoformat(), "rounds": options.rounds,
                       "openssl": openssl(environment("default", options.build), "version").split(" (")[0],
                       "rows": values}, file, indent=1)
            file.write("\n")


if __name__ == "__main__":
    main()
