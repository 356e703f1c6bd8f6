"""Functions that only a process can have; see ../../java/README.md."""

import concurrent.futures
import json
import os
import signal
import time

from fields import shaped


def register(plugin):
    plugin.handle_bytes("env")(lambda call, data: json.dumps(dict(os.environ)).encode())
    plugin.handle_bytes("pid")(lambda call, data: str(os.getpid()).encode())
    plugin.handle_bytes("pid_of_parent")(lambda call, data: str(os.getppid()).encode())
    plugin.handle_bytes("kill_self")(lambda call, data: os.kill(os.getpid(), signal.SIGKILL))
    shaped(plugin, "crash", "CODE")(lambda call, given: os._exit(given.number("CODE")))

    @plugin.handle_bytes("background")
    def background(call, key):
        with concurrent.futures.ThreadPoolExecutor(1) as other:
            return str(other.submit(plugin.host.kv.set, key.decode(), b"background").result()).encode()

    @plugin.handle_bytes("stderr")
    def stderr(call, lines):
        os.write(2, lines + b"\n")
        return b"ok"

    @shaped(plugin, "sleep_ignore", "COUNT")
    def sleep_ignore(call, given):
        time.sleep(given.number("COUNT") / 1000)
        return b"interrupted" if call.is_cancelled else b"ok"
