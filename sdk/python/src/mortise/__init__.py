"""Makes a plugin for Mortise: a Python process that a go-plugin host starts, calls, reloads and ends.

    import mortise

    plugin = mortise.Plugin("greeter")

    @plugin.handle("greet")
    def greet(call, ask):
        times = call.host.kv.increment("greeted/" + ask["name"], 1)
        return {"text": f"Hello {ask['name']}, for the {times}. time"}

    if __name__ == "__main__":
        plugin.serve()

Import it before anything that prints: from then on stdout belongs to the handshake, and prints go to the host's log.
Route: plugin.py, call.py, _service.py, _process.py; the rest is one concern each.
"""

from . import _streams

_streams.claim()

from .call import Call, Caller, Chunks  # noqa: E402
from .errors import CallRejected, Code, HostError  # noqa: E402
from .host import Entry, Host, Response  # noqa: E402
from .plugin import Health, Plugin  # noqa: E402

__all__ = [
    "Call",
    "CallRejected",
    "Caller",
    "Chunks",
    "Code",
    "Entry",
    "Health",
    "Host",
    "HostError",
    "Plugin",
    "Response",
]
