"""mortise.v1.Plugin: takes requests on the event loop and hands each to a thread that may block."""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
import time
from typing import Any, AsyncIterator, Awaitable, Callable, Optional

import grpc
from google.protobuf import empty_pb2

from . import _failures, _log
from ._broker import Broker
from .call import Call, Chunks
from .errors import CallRejected, Code
from .host import config_of
from .plugin import Function, Plugin
from .v1 import plugin_pb2, plugin_pb2_grpc

_WAITING = 30
_DONE = object()
_EMPTY = empty_pb2.Empty()


class Service(plugin_pb2_grpc.PluginServicer):
    def __init__(self, plugin: Plugin, broker: Broker) -> None:
        self._plugin = plugin
        self._broker = broker
        self._document = plugin.document()
        self._born = time.monotonic()
        self._started = False
        self._inside = 0
        self._most = plugin.concurrent_calls * (1 + _WAITING)
        self._calls = concurrent.futures.ThreadPoolExecutor(plugin.concurrent_calls, "mortise/call")
        # Apart from the calls: a plugin full of stuck handlers must still be asked for its health and stopped.
        self._control = concurrent.futures.ThreadPoolExecutor(1, "mortise/control")
        self._stop: Optional[concurrent.futures.Future] = None
        self._stop_lock = threading.Lock()

    async def Describe(self, request: Any, context: Any) -> Any:
        return plugin_pb2.Document(json=self._document)

    async def Start(self, request: Any, context: Any) -> Any:
        if self._started:
            await context.abort(grpc.StatusCode.FAILED_PRECONDITION, "Start came twice; a process is started once")
        self._started = True
        if request.host_broker_id:
            channel = await self._broker.dial(request.host_broker_id)
            if channel is None:
                await context.abort(
                    grpc.StatusCode.UNAVAILABLE,
                    f"timeout waiting for connection info of broker id {request.host_broker_id}",
                )
            self._plugin.link.connect(channel)
        self._plugin.data_directory = request.data_dir
        config = config_of(request.config_json)
        await self._controlled("on_start", context, lambda: self._plugin._start(config, self._plugin.host))
        return _EMPTY

    async def Health(self, request: Any, context: Any) -> Any:
        health = await self._controlled("health", context, self._plugin._health)
        uptime = int((time.monotonic() - self._born) * 1000)
        return plugin_pb2.HealthReply(ready=health.ready, message=health.message, uptime_ms=uptime)

    async def Stop(self, request: Any, context: Any) -> Any:
        stop = asyncio.wrap_future(self.begin_stop())
        try:
            await asyncio.wait_for(asyncio.shield(stop), request.grace_ms / 1000)
        except asyncio.TimeoutError:
            late = CallRejected(Code.DEADLINE_EXCEEDED, f"on_stop still runs after {request.grace_ms} ms")
            await self._abort(context, _failures.outcome(late))
        except Exception as thrown:
            await self._abort(context, _failures.outcome(thrown))
        return _EMPTY

    def begin_stop(self) -> concurrent.futures.Future:
        """Runs the author's hook once, on a thread of its own; any thread."""
        with self._stop_lock:
            if self._stop is None:
                stop = self._stop = concurrent.futures.Future()
                threading.Thread(target=_into, args=(stop, self._plugin._stop), name="mortise/stop", daemon=True).start()
            return self._stop

    async def Call(self, request: Any, context: Any) -> Any:
        function = await self._enter(request, context)
        call = self._call(request, context)
        sent = bytearray()

        def send(chunk: bytes) -> bool:
            sent.extend(chunk)
            return not call.is_cancelled

        last = await self._run(context, call, lambda: function.body(call, request.payload, Chunks(send)))
        return plugin_pb2.CallReply(payload=bytes(sent) + last if sent else last)

    async def Stream(self, request: Any, context: Any) -> AsyncIterator[Any]:
        function = await self._enter(request, context)
        call = self._call(request, context)
        loop = asyncio.get_running_loop()
        # one chunk: the handler waits until the last one went out
        window: asyncio.Queue = asyncio.Queue(1)

        def send(chunk: bytes) -> bool:
            if call.is_cancelled:
                return False
            placed = asyncio.run_coroutine_threadsafe(window.put(bytes(chunk)), loop)
            call.on_cancel(placed.cancel)
            try:
                placed.result()
            except concurrent.futures.CancelledError:
                return False
            finally:
                call.forget(placed.cancel)
            return not call.is_cancelled

        async def run() -> bytes:
            try:
                return await self._run(context, call, lambda: function.body(call, request.payload, Chunks(send)))
            finally:
                if not call.is_cancelled:
                    await window.put(_DONE)

        running = asyncio.ensure_future(run())
        try:
            while (chunk := await window.get()) is not _DONE:
                yield plugin_pb2.Chunk(data=chunk)
            last = await running
            if last:
                yield plugin_pb2.Chunk(data=last)
        finally:
            call.cancel()
            running.cancel()

    async def _enter(self, request: Any, context: Any) -> Function:
        function = self._plugin.functions.get(request.function)
        if function is None:
            await context.abort(grpc.StatusCode.UNIMPLEMENTED, f'this plugin has no function "{request.function}"')
            raise AssertionError("abort raises")
        if self._inside >= self._most:
            running = self._plugin.concurrent_calls
            await context.abort(
                grpc.StatusCode.RESOURCE_EXHAUSTED,
                f"{running} calls run in this plugin and {running * _WAITING} wait",
            )
        return function

    def _call(self, request: Any, context: Any) -> Call:
        return Call(request.function, context.invocation_metadata() or (), context.time_remaining(), self._plugin.link)

    async def _run(self, context: Any, call: Call, body: Callable[[], bytes]) -> bytes:
        self._inside += 1
        loop = asyncio.get_running_loop()
        work = self._calls.submit(_unless_gone, call, body)
        work.add_done_callback(lambda _: self._leave(loop))
        waited = asyncio.wrap_future(work)
        # what a handler raises after its call has gone is looked at here, or asyncio would complain of it
        waited.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            result = await asyncio.shield(waited)
            if not isinstance(result, (bytes, bytearray)):
                raise TypeError(f'function "{call.function}" answered {type(result).__name__}, not bytes')
            return bytes(result)
        except asyncio.CancelledError:
            # cancelled or too late; what the handler makes of it is nobody's failure
            call.cancel()
            work.cancel()
            raise
        except BaseException as thrown:
            if not _failures.is_refusal(thrown):
                _log.uncaught(f"uncaught in function {call.function}", thrown)
            await self._abort(context, _failures.outcome(thrown))
            raise AssertionError("abort raises") from None

    def _leave(self, loop: asyncio.AbstractEventLoop) -> None:
        def leave() -> None:
            self._inside -= 1

        try:
            loop.call_soon_threadsafe(leave)
        except RuntimeError:
            pass  # the loop is closed: the process ends

    async def _controlled(self, what: str, context: Any, body: Callable[[], Any]) -> Any:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._control, body)
        except asyncio.CancelledError:
            raise
        except BaseException as thrown:
            if not _failures.is_refusal(thrown):
                _log.uncaught(what, thrown)
            await self._abort(context, _failures.outcome(thrown))

    @staticmethod
    def _abort(context: Any, failed: _failures.Outcome) -> Awaitable:
        return context.abort(failed.status, failed.message, failed.trailers)


def _unless_gone(call: Call, body: Callable[[], bytes]) -> bytes:
    """What is cancelled while it waits for a thread never runs."""
    return b"" if call.is_cancelled else body()


def _into(future: concurrent.futures.Future, body: Callable[[], Any]) -> None:
    try:
        future.set_result(body())
    except BaseException as thrown:
        _log.uncaught("on_stop", thrown)
        future.set_exception(thrown)
