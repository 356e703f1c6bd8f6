"""An input cut into the fields its shape names: the last is the rest, every other ends at the first space."""

import re

import mortise

_NUMBERS = {"CODE", "MIB", "DEPTH", "BYTES", "CHUNKS", "LEVEL", "COUNT", "TTL_MS", "LIMIT", "VERSION"}


class Fields:
    def __init__(self, shape, data):
        self._values = {}
        self._shape = shape
        *names, last = shape.split(" ")
        for i, name in enumerate(names):
            field, space, data = data.partition(b" ")
            if not field or (not space and i != len(names) - 1):
                raise self._refusal()
            self._put(name, field)
        self._put(last, data)

    def _put(self, name, value):
        if name in _NUMBERS and not re.fullmatch(rb"[0-9]{1,18}", value):
            raise self._refusal()
        self._values[name] = value

    def _refusal(self):
        return mortise.CallRejected(mortise.Code.INVALID_ARGUMENT, "wants " + self._shape)

    def raw(self, name):
        return self._values[name]

    def text(self, name):
        return self._values[name].decode("utf-8", "replace")

    def number(self, name):
        return int(self._values[name])

    @property
    def ttl(self):
        return self.number("TTL_MS") / 1000


def shaped(plugin, name, shape):
    """Registers a function of (call, fields)."""

    def register(body):
        plugin.handle_bytes(name)(lambda call, data: body(call, Fields(shape, data)))
        return body

    return register
