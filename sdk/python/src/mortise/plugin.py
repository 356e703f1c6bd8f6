"""What an author writes."""

from __future__ import annotations

import dataclasses
import inspect
import json
import os
import sys
import typing
from typing import Any, Callable, Dict, Optional

from . import _shapes, _streams
from .call import Call, Chunks
from .errors import CallRejected, Code
from .host import Config, Host, HostLink


@dataclasses.dataclass(frozen=True)
class Health:
    """What the plugin says of itself when the host asks."""

    ready: bool = True
    message: str = ""


@dataclasses.dataclass(frozen=True)
class Function:
    """A function as it was registered: body(call, payload, chunks) answers the last bytes of its result."""

    body: Callable[[Call, bytes, Chunks], bytes]
    description: str = ""


class Plugin:
    """A plugin: its functions and hooks, then serve(). Register everything before serving."""

    def __init__(self, name: str, concurrent_calls: int = max(32, 4 * (os.cpu_count() or 1))) -> None:
        """name: for log lines; the manifest's name is what counts for the host.

        concurrent_calls: how many handlers run at once; thirty times as many wait, more are refused.
        """
        if concurrent_calls < 1:
            raise ValueError(f"concurrent_calls {concurrent_calls}; expected at least 1")
        self.name = name
        self.concurrent_calls = concurrent_calls
        self.functions: Dict[str, Function] = {}
        self.link = HostLink()
        # For work that belongs to no call: in the plugin's own name, without a tenant. Without a Mortise host, and
        # until on_start, its calls fail with UNAVAILABLE.
        self.host = Host(self.link, None)
        # Where this plugin may write, once it is started and when a directory was granted; empty = none.
        self.data_directory = ""
        self._start: Callable[[Config, Host], None] = lambda config, host: None
        self._stop: Callable[[], None] = lambda: None
        self._health: Callable[[], Health] = Health

    def handle(self, name: str, description: str = "") -> Callable[[Callable], Callable]:
        """Registers body(call, input) from JSON to JSON.

        An input annotated with a dataclass is made into one, an unfit one refused with INVALID_ARGUMENT; without an
        annotation it is what json.loads gives. A dataclass in the result becomes an object.
        """

        def register(body: Callable[[Call, Any], Any]) -> Callable:
            wanted = _input_type(body)

            def run(call: Call, payload: bytes, chunks: Chunks) -> bytes:
                try:
                    given = _shapes.fit(json.loads(payload), wanted)
                except (ValueError, RecursionError) as e:
                    raise CallRejected(Code.INVALID_ARGUMENT, f"input does not fit: {e}") from None
                return _shapes.to_json(body(call, given))

            self._add(name, Function(run, description))
            return body

        return register

    def handle_bytes(self, name: str, description: str = "") -> Callable[[Callable], Callable]:
        """Registers body(call, payload) from bytes to bytes."""

        def register(body: Callable[[Call, bytes], bytes]) -> Callable:
            self._add(name, Function(lambda call, payload, chunks: body(call, payload), description))
            return body

        return register

    def stream(self, name: str, description: str = "") -> Callable[[Callable], Callable]:
        """Registers body(call, payload, chunks), which hands its result over in chunks; or a generator of chunks
        body(call, payload). In a plain call the caller gets them one after the other."""

        def register(body: Callable) -> Callable:
            def run(call: Call, payload: bytes, chunks: Chunks) -> bytes:
                if inspect.isgeneratorfunction(body):
                    pieces = body(call, payload)
                    for piece in pieces:
                        if not chunks.send(piece):
                            pieces.close()
                            break
                else:
                    body(call, payload, chunks)
                return b""

            self._add(name, Function(run, description))
            return body

        return register

    def on_start(self, hook: Callable[[Config, Host], None]) -> Callable:
        """Registers what runs once before the first call. CallRejected refuses the start. Never without a Mortise host."""
        self._start = hook
        return hook

    def on_stop(self, hook: Callable[[], None]) -> Callable:
        """Registers what runs once before the process ends, within the host's grace or about a second."""
        self._stop = hook
        return hook

    def health(self, check: Callable[[], Health]) -> Callable:
        """Registers what the host asks from time to time; it must answer quickly. Standard: ready."""
        self._health = check
        return check

    def serve(self) -> None:
        """Serves until the host ends it; never returns. Started by hand it says so and exits with 1.

        With the one argument --describe it prints the functions as JSON.
        """
        if sys.argv[1:] == ["--describe"]:
            print(self.document().decode())
            return
        if not _streams.is_hosted():
            sys.exit(
                f'This is a plugin: "{self.name}" is started by a Mortise host, not by hand. To try it: mortise run DIR,'
                " where DIR holds its plugin.yaml. With --describe it prints the functions it handles."
            )
        from . import _process

        _process.run(self)

    def document(self) -> bytes:
        """What Describe answers."""
        about = {name: {"description": f.description} if f.description else {} for name, f in self.functions.items()}
        return json.dumps({"functions": about}, ensure_ascii=False).encode()

    def _add(self, name: str, function: Function) -> None:
        if name in self.functions:
            raise ValueError(f'function "{name}" is registered twice')
        self.functions[name] = function


def _input_type(body: Callable) -> Optional[Any]:
    parameters = list(inspect.signature(body).parameters.values())
    if len(parameters) != 2:
        raise TypeError(f"a handler takes (call, input); {body.__name__} takes {len(parameters)} parameters")
    return typing.get_type_hints(body).get(parameters[1].name)
