"""Functions that ask the host's services for one thing each."""

import datetime
import json

import mortise
from fields import shaped


def register(plugin):
    keyed(plugin)
    documents(plugin)

    @plugin.handle_bytes("http")
    def http(call, data):
        return request(call, data, b"")

    @plugin.handle_bytes("http_post")
    def http_post(call, data):
        head, _, body = data.partition(b"\n")
        return request(call, head, body)

    @plugin.handle_bytes("plugin_call")
    def plugin_call(call, data):
        first, _, payload = data.partition(b"\n")
        head = read(first)
        return call.host.plugins.call(head["plugin"], head["function"], payload, head.get("timeout_ms", 0) / 1000)

    @plugin.handle_bytes("app_call")
    def app_call(call, data):
        name, _, payload = data.partition(b"\n")
        return call.host.app.call(name.decode(), payload)


def keyed(plugin):
    plugin.handle_bytes("kv_get")(lambda call, key: call.host.kv.require(key.decode()))
    plugin.handle_bytes("cache_get")(lambda call, key: call.host.cache.require(key.decode()))
    plugin.handle_bytes("secret")(lambda call, name: call.host.secrets.require(name.decode()))
    plugin.handle_bytes("kv_delete")(lambda call, key: call.host.kv.delete(key.decode()) or b"ok")
    plugin.handle_bytes("cache_delete")(lambda call, key: call.host.cache.delete(key.decode()) or b"ok")

    @shaped(plugin, "kv_set", "KEY TTL_MS VALUE")
    def kv_set(call, given):
        return decimal(call.host.kv.set(given.text("KEY"), given.raw("VALUE"), given.ttl))

    @shaped(plugin, "kv_list", "PREFIX AFTER LIMIT")
    def kv_list(call, given):
        prefix, after = ("" if given.text(f) == "-" else given.text(f) for f in ("PREFIX", "AFTER"))
        keys = call.host.kv.list(prefix, after, min(given.number("LIMIT"), 1 << 31))
        return json.dumps(keys, separators=(",", ":")).encode()

    @plugin.handle_bytes("kv_version")
    def kv_version(call, key):
        version = call.host.kv.version(key.decode())
        if version == 0:
            call.host.kv.require(key.decode())  # raises NOT_FOUND with the host's own words
        return decimal(version)

    @shaped(plugin, "kv_cas", "KEY VERSION TTL_MS VALUE")
    def kv_cas(call, given):
        version = call.host.kv.compare_and_set(given.text("KEY"), given.raw("VALUE"), given.number("VERSION"), given.ttl)
        return decimal(version)

    @shaped(plugin, "cache_set", "KEY TTL_MS VALUE")
    def cache_set(call, given):
        call.host.cache.set(given.text("KEY"), given.raw("VALUE"), given.ttl)
        return b"ok"

    @plugin.handle_bytes("on_event")
    def on_event(call, event):
        call.host.kv.set("event", event)
        return b""


def documents(plugin):
    plugin.handle_bytes("sql_query")(lambda call, data: call.host.sql.query(data))
    plugin.handle_bytes("sql_exec")(lambda call, data: call.host.sql.execute(data))
    plugin.handle_bytes("mail_send")(lambda call, data: call.host.mail.send_json(data) or b"")

    @plugin.handle_bytes("emit_event")
    def emit_event(call, data):
        event = read(data)
        key = event.get("idempotency_key", "")
        return call.host.events.emit(event["type"], event.get("data"), event.get("subject", ""), key).encode()

    @plugin.handle_bytes("enqueue")
    def enqueue(call, data):
        run = read(data)
        at = datetime.datetime.fromisoformat(run["run_at"].replace("Z", "+00:00")) if "run_at" in run else None
        return call.host.jobs.enqueue(run["job"], run.get("payload"), at, run.get("idempotency_key", "")).encode()


def request(call, first, body):
    head = read(first)
    answer = call.host.http.send(
        head.get("method", "GET"), head["url"], head.get("headers"), body, head.get("timeout_ms", 0) / 1000
    )
    return f"{answer.status}\n".encode() + answer.body


def read(document):
    try:
        return json.loads(document)
    except ValueError as e:
        raise mortise.CallRejected(mortise.Code.INVALID_ARGUMENT, f"not JSON: {e}") from None


def decimal(number):
    return str(number).encode()
