"""Running the tool on a terminal of its own."""

import fcntl
import os
import pty
import struct
import subprocess
import termios
import threading

import support
from support import Case


def read_all(master, shown):
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # the other side has gone
            return
        if not piece:
            return
        shown.extend(piece)


class TerminalCase(Case):
    def on_terminal(self, arguments, stream, columns=80, feed=None, env=None):
        """Runs the tool with `stream` ("stdout" or "stderr") on a terminal; gives the exit code, what the terminal got,
        and what the other stream got. feed(pipe, shown) may write to the tool's standard input while the terminal's
        bytes come in."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: slave}
        process = subprocess.Popen(support.command(*arguments), stdin=subprocess.PIPE, cwd=self.folder,
                                   env=env or support.environment(), **streams)
        os.close(slave)
        shown = bytearray()
        reader = threading.Thread(target=read_all, args=(master, shown))
        reader.start()
        if feed:
            feed(process.stdin, shown)
        process.stdin.close()
        with process.stderr if stream == "stdout" else process.stdout as other:
            rest = other.read()
        code = process.wait()
        reader.join()
        os.close(master)
        return code, bytes(shown), rest
