"""The TLS servers that measure.py times, and what environment gives a program which provider."""

import os
import shutil
import socket
import string
import subprocess
import time

NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin") if shutil.which("curl") else None

# The tests' own.
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../tests/provider/nginx.conf.in"),
          encoding="ascii") as template:
    NGINX_CONFIGURATION = string.Template(template.read())


def fips_folder(build):
    return os.path.join(os.path.dirname(build), "openssl-fips")


def environment(provider, build, needs_sha1=False):
    """nginx names its sessions by SHA-1: with CCE it needs OpenSSL's default provider behind CCE."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPENSSL")}
    cce = "openssl-cce-preferred.cnf" if needs_sha1 else "openssl-cce.cnf"
    kept["OPENSSL_CONF"] = {"default": "/dev/null", "cce": f"{build}/src/provider/{cce}",
                            "fips": f"{fips_folder(build)}/openssl.cnf"}[provider]
    if provider == "fips":
        kept["OPENSSL_MODULES"] = fips_folder(build)
    return kept


def start(variables, command, **options):
    return subprocess.Popen(command, env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, **options)


def openssl(variables, *arguments):
    done = subprocess.run(["openssl", *arguments], env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise SystemExit(f"openssl {' '.join(arguments)}: {done.stdout.decode()}")
    return done.stdout.decode()


def processor_seconds(process):
    """Of a process that ends."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    return usage.ru_utime + usage.ru_stime


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """While it runs; `seconds` of the processor once it has ended."""

    def __init__(self, port, variables, command, folder):
        self.port = port
        self.process = subprocess.Popen(command, cwd=folder, env=variables, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def __enter__(self):
        for _ in range(500):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return self
            except OSError:
                time.sleep(0.01)
        self.process.kill()
        raise SystemExit(f"{self.process.args[0]} did not come up")

    def __exit__(self, *_):
        self.process.terminate()
        self.seconds = processor_seconds(self.process)


class SServer(Server):
    def __init__(self, provider, build, folder, curve):
        port = free_port()
        super().__init__(port, environment(provider, build),
                         ["openssl", "s_server", "-quiet", "-accept", f"127.0.0.1:{port}", "-cert", f"{folder}/{curve}.pem",
                          "-key", f"{folder}/{curve}.key", "-WWW", "-no_ticket", "-groups", curve], folder)


class Nginx(Server):
    def __init__(self, provider, build, folder, curve):
        port = free_port()
        with open(f"{folder}/nginx.conf", "w", encoding="ascii") as file:
            file.write(NGINX_CONFIGURATION.substitute(main="error_log stderr;\nmaster_process off;", folder=folder, root=folder,
                                                      port=port, curve=curve))
        super().__init__(port, environment(provider, build, needs_sha1=True),
                         [NGINX, "-e", "stderr", "-p", folder, "-c", f"{folder}/nginx.conf"], folder)
