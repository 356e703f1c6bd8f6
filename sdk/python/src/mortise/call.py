"""One call, as its handler sees it."""

from __future__ import annotations

import dataclasses
import threading
import time
from typing import Callable, Dict, List, Optional, Sequence, Tuple
from urllib.parse import unquote

from .host import Host, HostLink
from .v1 import plugin_pb2


@dataclasses.dataclass(frozen=True)
class Caller:
    """Who asked. kind is APPLICATION, PLUGIN, JOB, EVENT or HTTP."""

    kind: str = ""
    id: str = ""


class Chunks:
    """Takes the chunks of a streamed result."""

    def __init__(self, send: Callable[[bytes], bool]) -> None:
        self._send = send

    def send(self, chunk: bytes) -> bool:
        """Hands one chunk over and waits for demand; False = the caller has gone, so stop."""
        return self._send(chunk)


class Call:
    """A call, until its handler has returned. Any thread.

    When the caller cancels or the deadline passes, is_cancelled turns true, the on_cancel actions run and running host
    calls end. Python cannot stop a thread: a handler that works for long looks at is_cancelled itself.
    """

    def __init__(self, function: str, metadata: Sequence[Tuple[str, object]], remaining: Optional[float], link: HostLink) -> None:
        headers: Dict[str, object] = dict(metadata)
        # The function's name as it was called.
        self.function = function
        # The call's number in this generation; empty under a host that is not Mortise.
        self.id = str(headers.get("mortise-call", ""))
        # The label of the tenant the call is for; empty = none.
        self.tenant = unquote(str(headers.get("mortise-tenant", "")))
        # The W3C trace context to pass on; empty = none.
        self.traceparent = str(headers.get("traceparent", ""))
        # How many plugins called one another before this one.
        depth = str(headers.get("mortise-depth", ""))
        self.depth = int(depth) if depth.isdecimal() and len(depth) < 10 else 0
        self.caller = _caller(headers.get("mortise-caller-bin"))
        # The host, for this call: with its caller, tenant and deadline.
        self.host = Host(link, self)
        self._deadline = None if remaining is None else time.monotonic() + remaining
        self._lock = threading.Lock()
        self._cancelled = False
        self._actions: List[Callable[[], None]] = []

    @property
    def remaining(self) -> Optional[float]:
        """Seconds left of the deadline, never negative; None = no deadline."""
        return None if self._deadline is None else max(0.0, self._deadline - time.monotonic())

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled

    def on_cancel(self, action: Callable[[], None]) -> None:
        """Runs the action once when the call is cancelled; at once if it is. It must not block."""
        with self._lock:
            if not self._cancelled:
                self._actions.append(action)
                return
        action()

    def forget(self, action: Callable[[], None]) -> None:
        """Takes an on_cancel action back."""
        with self._lock:
            if action in self._actions:
                self._actions.remove(action)

    def cancel(self) -> None:
        """The call ended before its handler did."""
        with self._lock:
            self._cancelled = True
            actions, self._actions = self._actions, []
        for action in actions:
            action()


def _caller(document: object) -> Caller:
    if not isinstance(document, bytes):
        return Caller()
    read = plugin_pb2.CallerDocument.FromString(document)
    return Caller(read.kind, read.id)
