"""Keeps stdout for the handshake: nothing else may stand before it, and no print may ever block."""

from __future__ import annotations

import collections
import io
import os
import sys
import threading
from typing import Callable, Deque, Optional

COOKIE_KEY = "MORTISE_PLUGIN"
COOKIE_VALUE = "22200727c49dde788efbf59a8af097c5ea34b813783e4245389fb7b1250cf1f4"

_RING_BYTES = 256 << 10


class Ring(io.RawIOBase):
    """What was printed and nobody has read yet. Bounded: when it is full the oldest pieces go, with a count."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._lock = threading.Lock()
        self._pieces: Deque[bytes] = collections.deque()
        self._size = 0
        self._dropped = 0
        self._wake: Optional[Callable[[], None]] = None

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:  # type: ignore[override]
        piece = bytes(data)
        kept = piece[-self._capacity :]
        with self._lock:
            self._dropped += len(piece) - len(kept)
            self._pieces.append(kept)
            self._size += len(kept)
            while self._size > self._capacity:
                gone = self._pieces.popleft()
                self._size -= len(gone)
                self._dropped += len(gone)
            wake = self._wake
        if wake:
            wake()
        return len(piece)

    def on_data(self, wake: Callable[[], None]) -> None:
        """Says whom to tell; called on the printing thread, so it must only signal."""
        with self._lock:
            self._wake = wake
        wake()

    def take(self, most: int) -> bytes:
        """At most so many bytes, after a note of what was dropped; empty when there is nothing."""
        with self._lock:
            if self._dropped:
                note = f"\n[{self._dropped} bytes of output dropped: nobody read them in time]\n"
                self._dropped = 0
                return note.encode()
            if not self._pieces:
                return b""
            piece = self._pieces.popleft()
            if len(piece) > most:
                self._pieces.appendleft(piece[most:])
                piece = piece[:most]
            self._size -= len(piece)
            return piece


class Claimed:
    """The streams of a process that a host started."""

    def __init__(self) -> None:
        self.handshake = os.dup(1)
        # a library that prints past sys.stdout must not reach the handshake either
        os.dup2(2, 1)
        self.ring = Ring(_RING_BYTES)
        buffered = io.BufferedWriter(self.ring, 1)
        sys.stdout = io.TextIOWrapper(buffered, encoding="utf-8", errors="replace", line_buffering=True, write_through=True)


claimed: Optional[Claimed] = None


def is_hosted() -> bool:
    return os.environ.get(COOKIE_KEY) == COOKIE_VALUE


def claim() -> None:
    """Takes stdout, once, when a host started this process."""
    global claimed
    if claimed is None and is_hosted():
        claimed = Claimed()
