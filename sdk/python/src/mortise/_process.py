"""The whole life of a plugin process, in go-plugin's order: safe streams, listen, handshake, serve, end."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
import threading
from typing import TYPE_CHECKING, Any, AsyncIterator, NoReturn, Optional

import grpc
import grpc.aio
from google.protobuf import empty_pb2
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

from . import _log, _streams
from ._broker import LIMITS, Broker
from ._service import Service
from ._tls import Identity, Sockets, StartFailure, server_bridge
from ._watch import watch_host
from .goplugin import plugin_pb2, plugin_pb2_grpc
from .v1 import plugin_pb2_grpc as mortise_grpc

if TYPE_CHECKING:
    from .plugin import Plugin

_FAILED = 1
_ORPHANED = 3
_MAX_STDIO = 1024
# go-plugin's hosts wait two seconds after Shutdown before they kill.
_STOP_GRACE = 1.2
_ORPHAN_GRACE = 0.3
_FLUSH = 0.3


class _Controller(plugin_pb2_grpc.GRPCControllerServicer):
    def __init__(self) -> None:
        self.shutdown = asyncio.Event()

    async def Shutdown(self, request: Any, context: Any) -> Any:
        self.shutdown.set()
        return plugin_pb2.Empty()


class _Stdio(plugin_pb2_grpc.GRPCStdioServicer):
    """Carries stdout to the host, in pieces of at most 1 KiB, once in a life."""

    def __init__(self, ring: _streams.Ring) -> None:
        self._ring = ring
        self._read = False

    async def StreamStdio(self, request: Any, context: Any) -> AsyncIterator[Any]:
        if self._read:
            await context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, "stdio is read once in a plugin's life")
        self._read = True
        loop = asyncio.get_running_loop()
        printed = asyncio.Event()
        self._ring.on_data(lambda: loop.call_soon_threadsafe(printed.set))
        while True:
            await printed.wait()
            printed.clear()
            while data := self._ring.take(_MAX_STDIO):
                yield plugin_pb2.StdioData(channel=plugin_pb2.StdioData.STDOUT, data=data)


class _Environment:
    """What the host said, taken away from whatever this process starts itself."""

    def __init__(self) -> None:
        said = {name: value for name, value in os.environ.items() if name.startswith(("PLUGIN_", "MORTISE_"))}
        for name in said:
            del os.environ[name]
        self.certificate = said.get("PLUGIN_CLIENT_CERT", "")
        self.sockets = said.get("PLUGIN_UNIX_SOCKET_DIR") or tempfile.gettempdir()
        self.group: Optional[str] = said.get("PLUGIN_UNIX_SOCKET_GROUP") or None
        self.asks_multiplexing = bool(said.get("PLUGIN_MULTIPLEX_GRPC"))
        self.holds_stdin = bool(said.get("MORTISE_HOST_PID"))


def run(plugin: Plugin) -> NoReturn:
    """Serves until the host ends it, then ends the process: threads that hang in a handler do not hold it up."""
    _log.install(plugin.name)
    environment = _Environment()
    # Ctrl-C in the host's terminal is the host's to answer. A handler, not SIG_IGN: children would inherit that.
    signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        asyncio.run(_serve(plugin, environment))
    except StartFailure as e:
        _log.line("error", f"plugin init error: {e}")
        _exit(_FAILED)
    except Exception as e:
        _log.uncaught("plugin init error", e)
        _exit(_FAILED)
    _exit(0)


async def _serve(plugin: Plugin, environment: _Environment) -> None:
    sockets = Sockets(environment.sockets, environment.group)
    try:
        identity = Identity(environment.certificate, os.path.dirname(sockets.private("x"))) if environment.certificate else None
        broker = Broker(sockets, identity)
        service = Service(plugin, broker)
        controller = _Controller()
        server = await _listen(sockets, identity, service, controller, broker)
        watch_host(environment.holds_stdin, lambda: _abandon(service, sockets))
        _handshake(sockets, identity, environment)
        await controller.shutdown.wait()
        await _settle(service)
        await server.stop(_FLUSH)
    finally:
        sockets.remove()


async def _listen(sockets: Sockets, identity: Optional[Identity], service: Service, controller: _Controller, broker: Broker) -> Any:
    assert _streams.claimed is not None
    server = grpc.aio.server(options=LIMITS + [("grpc.so_reuseport", 0)])
    mortise_grpc.add_PluginServicer_to_server(service, server)
    plugin_pb2_grpc.add_GRPCControllerServicer_to_server(controller, server)
    plugin_pb2_grpc.add_GRPCStdioServicer_to_server(_Stdio(_streams.claimed.ring), server)
    plugin_pb2_grpc.add_GRPCBrokerServicer_to_server(broker, server)
    ready = health.aio.HealthServicer()
    await ready.set("plugin", health_pb2.HealthCheckResponse.SERVING)
    health_pb2_grpc.add_HealthServicer_to_server(ready, server)
    plain = sockets.public if identity is None else sockets.private("plugin")
    try:
        server.add_insecure_port("unix:" + plain)
        await server.start()
        if identity is not None:
            await server_bridge(sockets.public, plain, identity)
        sockets.restrict()
    except (OSError, RuntimeError, LookupError) as e:
        raise StartFailure(f"cannot listen on {sockets.public}: {e}") from e
    return server


def _handshake(sockets: Sockets, identity: Optional[Identity], environment: _Environment) -> None:
    fields = ["1", "1", "unix", sockets.public, "grpc", identity.field if identity else ""]
    if environment.asks_multiplexing:
        fields.append("false")
    assert _streams.claimed is not None
    os.write(_streams.claimed.handshake, ("|".join(fields) + "\n").encode())


async def _settle(service: Service) -> None:
    try:
        await asyncio.wait_for(asyncio.wrap_future(service.begin_stop()), _STOP_GRACE)
    except asyncio.TimeoutError:
        _log.line("error", f"on_stop still runs after {_STOP_GRACE} s")
    except Exception:
        pass  # logged where it was raised


def _abandon(service: Service, sockets: Sockets) -> None:
    """The host is gone: nobody is left to ask us to stop, and soon nobody to kill us."""
    over = threading.Event()
    service.begin_stop().add_done_callback(lambda _: over.set())
    over.wait(_ORPHAN_GRACE)
    sockets.remove()
    os._exit(_ORPHANED)


def _exit(status: int) -> NoReturn:
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)
