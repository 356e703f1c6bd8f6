"""Notices that the host is gone: its process ended or, under a Mortise host, the pipe on stdin did."""

from __future__ import annotations

import os
import threading
import time
from typing import Callable

_PERIOD = 0.25


def watch_host(holds_stdin: bool, gone: Callable[[], None]) -> None:
    """Calls gone once, on a thread of its own."""
    told = threading.Lock()

    def tell() -> None:
        if told.acquire(blocking=False):
            gone()

    def poll(parent: int) -> None:
        while os.getppid() == parent:
            time.sleep(_PERIOD)
        tell()

    def read() -> None:
        try:
            while os.read(0, 256):
                pass  # a host writes nothing here; what came anyway is not ours
        except OSError:
            pass  # a broken pipe says the same as its end
        tell()

    threading.Thread(target=poll, args=(os.getppid(),), name="mortise/parent-watch", daemon=True).start()
    if holds_stdin:
        threading.Thread(target=read, name="mortise/stdin-watch", daemon=True).start()
