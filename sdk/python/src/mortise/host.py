"""What the host offers, each part behind its own permission. Any thread; every call blocks and raises HostError."""

from __future__ import annotations

import dataclasses
import datetime
import json
import math
import random
import time
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Mapping, Optional, Sequence

import grpc

from ._shapes import to_json
from .errors import Code, HostError
from .v1 import host_pb2, host_pb2_grpc

if TYPE_CHECKING:
    from .call import Call

_ATTEMPTS = 100


class HostLink:
    """The one connection to the Host service, and the one place where its refusals become exceptions."""

    def __init__(self) -> None:
        self._stub: Optional[host_pb2_grpc.HostStub] = None

    def connect(self, channel: grpc.Channel) -> None:
        self._stub = host_pb2_grpc.HostStub(channel)

    def ask(self, method: str, request: Any, call: Optional[Call]) -> Any:
        """Asks; the deadline and the cancellation of the call also end this."""
        if self._stub is None:
            raise HostError(Code.UNAVAILABLE, "no mortise host")
        metadata = [("mortise-call", call.id)] if call is not None and call.id else None
        remaining = call.remaining if call is not None else None
        asked = getattr(self._stub, method).future(request, metadata=metadata, timeout=remaining)
        if call is not None:
            call.on_cancel(asked.cancel)
        try:
            return asked.result()
        except grpc.FutureCancelledError:
            raise HostError(Code.CANCELLED, "the call was cancelled") from None
        except grpc.RpcError as e:
            number = e.code().value[0]
            raise HostError(number, e.details() or Code.of(number).name) from None
        finally:
            if call is not None:
                call.forget(asked.cancel)


class _Service:
    def __init__(self, link: HostLink, call: Optional[Call]) -> None:
        self._link = link
        self._call = call

    def _ask(self, method: str, request: Any) -> Any:
        return self._link.ask(method, request, self._call)


def _found(ask: Callable[[], Any]) -> Any:
    """As ask, but NOT_FOUND is None."""
    try:
        return ask()
    except HostError as e:
        if e.code is Code.NOT_FOUND:
            return None
        raise


def _millis(seconds: float) -> int:
    """Rounded up, so that a short time is never "for ever"."""
    if seconds < 0:
        raise ValueError(f"negative duration {seconds}")
    return math.ceil(seconds * 1000)


class Config:
    """The plugin's configuration: JSON, already valid, defaults applied. It changes only with the process."""

    def __init__(self, find: Callable[[str], Optional[bytes]]) -> None:
        self._find = find

    def json(self, pointer: str = "") -> Optional[bytes]:
        """The JSON value at a JSON pointer such as /retries/max, all of it for an empty one; None = nothing there."""
        return self._find(pointer)

    def at(self, pointer: str = "", default: Any = None) -> Any:
        """The value at a JSON pointer, or the default."""
        raw = self._find(pointer)
        return default if raw is None else json.loads(raw)


def config_of(document: bytes) -> Config:
    """Over a document that is here already."""
    whole = json.loads(document or b"{}")

    def find(pointer: str) -> Optional[bytes]:
        value = whole
        if pointer and not pointer.startswith("/"):
            raise HostError(Code.INVALID_ARGUMENT, f'"{pointer}" is not a JSON pointer')
        for step in pointer.split("/")[1:]:
            step = step.replace("~1", "/").replace("~0", "~")
            if isinstance(value, dict) and step in value:
                value = value[step]
            elif isinstance(value, list) and step.isdecimal() and str(int(step)) == step and int(step) < len(value):
                value = value[int(step)]
            else:
                return None
        return to_json(value)

    return Config(find)


class Log(_Service):
    """The plugin's own log at the host. Lines over 8 KiB are cut, too many lines dropped with a count."""

    def write(self, level: int, message: str, **fields: Any) -> None:
        """level is 0 trace to 4 error; the fields hold at most 4 KiB together."""
        self._ask("Log", host_pb2.LogRequest(level=level, message=message, fields_json=to_json(fields) if fields else b""))

    def debug(self, message: str, **fields: Any) -> None:
        self.write(1, message, **fields)

    def info(self, message: str, **fields: Any) -> None:
        self.write(2, message, **fields)

    def warn(self, message: str, **fields: Any) -> None:
        self.write(3, message, **fields)

    def error(self, message: str, **fields: Any) -> None:
        self.write(4, message, **fields)


@dataclasses.dataclass(frozen=True)
class Entry:
    """A value and the version it has."""

    value: bytes
    version: int


class Kv(_Service):
    """Durable entries of this plugin and tenant. Keys are text of 1 to 512 bytes, values at most 1 MiB."""

    def require(self, key: str) -> bytes:
        """The value; NOT_FOUND where there is none."""
        return self._ask("KvGet", host_pb2.KvGetRequest(key=key)).value

    def get(self, key: str) -> Optional[bytes]:
        """The value, or None."""
        return _found(lambda: self.require(key))

    def entry(self, key: str) -> Optional[Entry]:
        """The value with its version, or None."""
        reply = _found(lambda: self._ask("KvGet", host_pb2.KvGetRequest(key=key)))
        return None if reply is None else Entry(reply.value, reply.version)

    def set(self, key: str, value: bytes, ttl: float = 0) -> int:
        """Writes and answers the new version; ttl in seconds, 0 = for ever."""
        return self._ask("KvSet", host_pb2.KvSetRequest(key=key, value=value, ttl_ms=_millis(ttl))).version

    def delete(self, key: str) -> None:
        """Deletes; deleting what is absent is success."""
        self._ask("KvDelete", host_pb2.KvDeleteRequest(key=key))

    def list(self, prefix: str = "", after: str = "", limit: int = 100) -> List[str]:
        """Up to limit keys with this prefix that sort after another."""
        return list(self._ask("KvList", host_pb2.KvListRequest(prefix=prefix, after=after, limit=limit)).keys)

    def version(self, key: str) -> int:
        """The entry's version; 0 where there is none."""
        reply = _found(lambda: self._ask("KvVersion", host_pb2.KvVersionRequest(key=key)))
        return 0 if reply is None else reply.version

    def compare_and_set(self, key: str, value: bytes, version: int, ttl: float = 0) -> int:
        """Writes if the entry still has this version, 0 = must not exist; ABORTED when it has another one."""
        request = host_pb2.KvCompareAndSetRequest(key=key, value=value, version=version, ttl_ms=_millis(ttl))
        return self._ask("KvCompareAndSet", request).version

    def update(self, key: str, change: Callable[[Optional[bytes]], bytes]) -> bytes:
        """Replaces the value by what change makes of it, again when somebody else wrote in between; so change must not
        act on anything else. ABORTED when others were faster a hundred times."""
        for attempt in range(1, _ATTEMPTS + 1):
            old = self.entry(key)
            changed = change(None if old is None else old.value)
            try:
                self.compare_and_set(key, changed, 0 if old is None else old.version)
                return changed
            except HostError as e:
                if e.code is not Code.ABORTED or attempt == _ATTEMPTS:
                    raise
            # a random pause, so that the same two do not meet again
            time.sleep(random.uniform(0, 0.002))
        raise AssertionError("the last attempt returns or raises")

    def increment(self, key: str, by: int = 1) -> int:
        """Adds to a decimal number of 64 bits, an absent one being 0, and answers the sum."""

        def add(old: Optional[bytes]) -> bytes:
            try:
                total = int((old or b"0").decode("ascii")) + by
            except ValueError:
                raise HostError(Code.FAILED_PRECONDITION, f"kv entry {key} is not a decimal number") from None
            if not -(1 << 63) <= total < 1 << 63:
                raise HostError(Code.OUT_OF_RANGE, f"kv entry {key} would pass 64 bits")
            return str(total).encode()

        return int(self.update(key, add))


class Cache(_Service):
    """Entries that the host may forget at any time."""

    def require(self, key: str) -> bytes:
        """The value; NOT_FOUND where there is none, or not any more."""
        return self._ask("CacheGet", host_pb2.CacheGetRequest(key=key)).value

    def get(self, key: str) -> Optional[bytes]:
        return _found(lambda: self.require(key))

    def set(self, key: str, value: bytes, ttl: float = 0) -> None:
        """ttl in seconds, 0 = until it is forgotten."""
        self._ask("CacheSet", host_pb2.CacheSetRequest(key=key, value=value, ttl_ms=_millis(ttl)))

    def delete(self, key: str) -> None:
        self._ask("CacheDelete", host_pb2.CacheDeleteRequest(key=key))


@dataclasses.dataclass(frozen=True)
class Response:
    """What came back; header names are in lower case, the body is decompressed."""

    status: int
    headers: Dict[str, List[str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        return json.loads(self.body)


class Http(_Service):
    """Requests to the hosts that were granted. The host follows redirects and checks every hop."""

    def send(
        self,
        method: str,
        url: str,
        headers: Optional[Mapping[str, Sequence[str]]] = None,
        body: bytes = b"",
        timeout: float = 0,
    ) -> Response:
        """timeout in seconds, 0 = what is left of the call; the body is at most 8 MiB."""
        request = host_pb2.HttpRequest(method=method, url=url, body=body, timeout_ms=_millis(timeout))
        for name, values in (headers or {}).items():
            request.headers.add(name=name.lower(), values=[values] if isinstance(values, str) else values)
        reply = self._ask("Http", request)
        return Response(reply.status, {h.name: list(h.values) for h in reply.headers}, reply.body)

    def get(self, url: str) -> Response:
        return self.send("GET", url)

    def post_json(self, url: str, value: Any) -> Response:
        return self.send("POST", url, {"content-type": ["application/json"]}, to_json(value))


class Events(_Service):
    """Publishes events. The host adds source, id, time, tenant and trace."""

    def emit(self, type: str, data: Any = None, subject: str = "", idempotency_key: str = "") -> str:
        """Publishes data as JSON, None = none; answers the event's id, that of the first one for a key seen before."""
        request = host_pb2.EmitRequest(type=type, subject=subject, idempotency_key=idempotency_key)
        if data is not None:
            request.data_json = to_json(data)
        return self._ask("Emit", request).id


class Secrets(_Service):
    """Secrets granted by their exact names. Never log one."""

    def require(self, name: str) -> bytes:
        """The secret; NOT_FOUND where there is none."""
        return self._ask("Secret", host_pb2.SecretRequest(name=name)).value

    def get(self, name: str) -> Optional[bytes]:
        return _found(lambda: self.require(name))


class Jobs(_Service):
    """Queues runs of the jobs that the manifest contributes."""

    def enqueue(self, job: str, payload: Any = None, at: Optional[datetime.datetime] = None, idempotency_key: str = "") -> str:
        """Queues a run with a JSON payload, now or at a time with a zone; answers its id, that of the first one for a
        key seen before."""
        run_at = ""
        if at is not None:
            if at.tzinfo is None:
                raise ValueError("a time without a zone")
            run_at = at.isoformat()
        request = host_pb2.EnqueueRequest(job=job, payload=to_json(payload), run_at=run_at, idempotency_key=idempotency_key)
        return self._ask("Enqueue", request).id


class Plugins(_Service):
    """Calls functions of other plugins; the callee sees this plugin as its caller."""

    def call(self, plugin: str, function: str, payload: bytes, timeout: float = 0) -> bytes:
        """timeout in seconds, 0 = what is left of the call."""
        request = host_pb2.CallPluginRequest(plugin=plugin, function=function, payload=payload, timeout_ms=_millis(timeout))
        return self._ask("CallPlugin", request).payload

    def ask(self, plugin: str, function: str, value: Any) -> Any:
        """Calls with JSON in and out."""
        return json.loads(self.call(plugin, function, to_json(value)))


class App(_Service):
    """Calls functions that the embedding application registered, such as chat.send."""

    def call(self, function: str, payload: bytes) -> bytes:
        return self._ask("CallApp", host_pb2.CallAppRequest(function=function, payload=payload)).payload

    def ask(self, function: str, value: Any) -> Any:
        """Calls with JSON in and out."""
        return json.loads(self.call(function, to_json(value)))


class Sql(_Service):
    """The plugin's own database. Requests are JSON {"sql": …, "params": […]}; rows come as JSON objects."""

    def query(self, request: bytes) -> bytes:
        return self._ask("SqlQuery", host_pb2.SqlRequest(json=request)).json

    def execute(self, request: bytes) -> bytes:
        return self._ask("SqlExec", host_pb2.SqlRequest(json=request)).json


class Mail(_Service):
    """Sends mail to recipients that were granted."""

    def send(self, to: Sequence[str], subject: str, text: str) -> None:
        self.send_json(to_json({"to": list(to), "subject": subject, "text": text}))

    def send_json(self, request: bytes) -> None:
        self._ask("Mail", host_pb2.MailRequest(json=request))


class Host:
    """Acts for a call, or for the plugin itself in background work."""

    def __init__(self, link: HostLink, call: Optional[Call]) -> None:
        def config(pointer: str) -> Optional[bytes]:
            return _found(lambda: link.ask("Config", host_pb2.ConfigRequest(pointer=pointer), call).json)

        self.config = Config(config)
        self.log = Log(link, call)
        self.kv = Kv(link, call)
        self.cache = Cache(link, call)
        self.http = Http(link, call)
        self.events = Events(link, call)
        self.secrets = Secrets(link, call)
        self.jobs = Jobs(link, call)
        self.plugins = Plugins(link, call)
        self.app = App(link, call)
        self.sql = Sql(link, call)
        self.mail = Mail(link, call)
