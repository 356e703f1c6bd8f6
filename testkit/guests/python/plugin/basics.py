"""Functions about the call itself."""

import json
import secrets
import time

import mortise
from fields import Fields, shaped


def register(plugin):
    plugin.handle_bytes("echo")(lambda call, data: data)
    plugin.handle_bytes("time")(lambda call, data: str(int(time.time() * 1000)).encode())
    shaped(plugin, "output_size", "BYTES")(lambda call, given: b"x" * given.number("BYTES"))
    shaped(plugin, "random", "BYTES")(lambda call, given: secrets.token_bytes(given.number("BYTES")))

    @plugin.handle_bytes("config")
    def config(call, pointer):
        value = call.host.config.json(pointer.decode())
        if value is None:
            raise mortise.CallRejected(mortise.Code.NOT_FOUND, "no config at " + pointer.decode())
        return value

    @plugin.handle_bytes("call_info")
    def call_info(call, data):
        info = {"call_id": call.id, "function": call.function, "caller": {"kind": call.caller.kind, "id": call.caller.id}}
        if call.remaining is not None:
            info["deadline_ms"] = int(call.remaining * 1000)
        if call.traceparent:
            info["traceparent"] = call.traceparent
        if call.tenant:
            info["tenant"] = call.tenant
        return json.dumps(info).encode()

    @shaped(plugin, "log", "LEVEL MESSAGE")
    def log(call, given):
        call.host.log.write(min(given.number("LEVEL"), 4), given.text("MESSAGE"), **{"from": "guest"})
        return b"ok"

    @plugin.handle_bytes("stdout")
    def stdout(call, text):
        print(text.decode())
        return b"ok"

    @shaped(plugin, "host_calls", "COUNT")
    def host_calls(call, given):
        for _ in range(given.number("COUNT")):
            call.host.kv.get("k")
        return b"ok"

    @plugin.stream("stream")
    def stream(call, data):
        for i in range(Fields("CHUNKS", data).number("CHUNKS")):
            yield f"chunk {i}".encode()
