"""Functions that end badly, or not at all."""

import time

import mortise
from fields import shaped

_MIB = 1 << 20


def register(plugin):
    @shaped(plugin, "fail", "CODE MESSAGE")
    def fail(call, given):
        raise mortise.CallRejected(given.number("CODE"), given.text("MESSAGE"))

    @plugin.handle_bytes("trap")
    def trap(call, data):
        raise RuntimeError("unreachable")

    # Python cannot stop a thread: one that never looked up would share the interpreter with every later call
    @plugin.handle_bytes("spin")
    def spin(call, data):
        while not call.is_cancelled:
            pass
        return b""

    @shaped(plugin, "alloc", "MIB")
    def alloc(call, given):
        held = [b"\x01" * _MIB for _ in range(given.number("MIB"))]
        return b"ok" if len(held) == given.number("MIB") else b""

    @shaped(plugin, "recurse", "DEPTH")
    def recurse(call, given):
        descend(given.number("DEPTH"))
        return b"ok"

    @plugin.handle_bytes("recurse_forever")
    def recurse_forever(call, data):
        descend(-1)
        return data


def descend(depth):
    return time.time_ns() if depth == 0 else descend(depth - 1) + 1
