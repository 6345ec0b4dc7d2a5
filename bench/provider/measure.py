"""Programs on OpenSSL with CCE as their provider, beside OpenSSL's default and FIPS providers: TLS handshakes a second, bulk
throughput, and the start of a process. Prints the table of docs/openssl.md. In seconds of the processor, of both ends where
there are two: what else the machine does then matters less.

    measure.py BUILD        build/release, say; with build/openssl-fips beside it where that was built
"""

import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time

BUILD = os.path.abspath(sys.argv[1])
FIPS = os.path.join(BUILD, "..", "openssl-fips")
SECONDS = 3
ROUNDS = 2


def environment(provider):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPENSSL")}
    kept["OPENSSL_CONF"] = {"default": "/dev/null", "cce": f"{BUILD}/src/provider/openssl-cce.cnf",
                            "fips": f"{FIPS}/openssl.cnf"}[provider]
    if provider == "fips":
        kept["OPENSSL_MODULES"] = FIPS
    return kept


def openssl(provider, *arguments, **options):
    done = subprocess.run(["openssl", *arguments], env=environment(provider), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, **options)
    if done.returncode != 0:
        raise SystemExit(f"{provider}: openssl {' '.join(arguments)}: {done.stdout.decode()}")
    return done.stdout.decode()


def processor_seconds(process):
    """Of a process that has ended, or is ended by this."""
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_utime + usage.ru_stime


def make_certificate(folder, curve):
    openssl("default", "req", "-x509", "-newkey", "ec", "-pkeyopt", f"ec_paramgen_curve:{curve}", "-nodes", "-subj",
            "/CN=localhost", "-days", "30", "-keyout", f"{folder}/{curve}.key", "-out", f"{folder}/{curve}.pem")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    def __init__(self, provider, folder, curve):
        self.port = free_port()
        self.process = subprocess.Popen(
            ["openssl", "s_server", "-accept", f"127.0.0.1:{self.port}", "-cert", f"{folder}/{curve}.pem", "-key",
             f"{folder}/{curve}.key", "-WWW", "-no_ticket", "-groups", curve], cwd=folder, env=environment(provider),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        for _ in range(500):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return self
            except OSError:
                time.sleep(0.01)
        raise SystemExit("a server did not come up")

    def __exit__(self, *_):
        self.process.terminate()
        self.seconds = processor_seconds(self.process)


def handshakes(provider, folder, curve, version):
    """Both ends have the provider. The client knows the certificate: it would go through the system's for each connection."""
    with Server(provider, folder, curve) as server:
        client = subprocess.Popen(["openssl", "s_time", "-connect", f"127.0.0.1:{server.port}", f"-{version}", "-new",
                                   "-time", str(SECONDS), "-CAfile", f"{folder}/{curve}.pem", "-no-CApath", "-no-CAstore"],
                                  env=environment(provider), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        told = client.stdout.read().decode()
        seconds = processor_seconds(client)
    return float(re.search(r"(\d+) connections in (\d+) real seconds", told).group(1)) / (seconds + server.seconds)


def bulk(provider):
    told = openssl(provider, "speed", "-seconds", "2", "-bytes", "16384", "-evp", "aes-256-gcm")
    return float(re.findall(r"([\d.]+)k", told)[-1]) / 1e6


def start(provider):
    """Milliseconds, the median of many."""
    command = ["openssl", "rand", "-hex", "8"]
    return 1e3 * statistics.median(
        processor_seconds(subprocess.Popen(command, env=environment(provider), stdout=subprocess.DEVNULL)) for _ in range(40))


def main():
    providers = ["default", "fips", "cce"] if os.path.exists(f"{FIPS}/fips.so") else ["default", "cce"]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for curve in ("P-256", "P-384", "P-521"):
            make_certificate(folder, curve)
        for curve in ("P-256", "P-384", "P-521"):
            for version in ("tls1_3", "tls1_2"):
                name = f"{version.replace('tls1_', 'TLS 1.')} handshakes a second, both ends, {curve}"
                rows.append((name, "{:,.0f}", lambda p, c=curve, v=version: handshakes(p, folder, c, v), max))
        rows.append(("AES-256-GCM, 16 KiB, GB/s (`openssl speed`)", "{:.2f}", bulk, max))
        rows.append(("start of a process, ms (`openssl rand 8`)", "{:.1f}", start, min))
        print("| what | " + " | ".join(providers) + " |\n|---|" + "---:|" * len(providers))
        for name, form, measure, best in rows:
            results = {provider: [] for provider in providers}
            for _ in range(ROUNDS):  # in turns, so that what else the machine does falls on all
                for provider in providers:
                    results[provider].append(measure(provider))
            print(f"| {name} | " + " | ".join(form.format(best(results[p])) for p in providers) + " |", flush=True)


if __name__ == "__main__":
    main()
