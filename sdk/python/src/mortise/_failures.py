"""Turns what a handler raised into a status and the trailer mortise-error-bin: the one place for that."""

from __future__ import annotations

import dataclasses
import traceback
from typing import Optional

import grpc

from .errors import CallRejected, Code, HostError
from .v1 import plugin_pb2

# The text travels twice, escaped and in base64; both must fit the metadata limit of 1 MiB.
_MAX_MESSAGE = 32 * 1024
_MAX_FRAMES = 32
STATUS = {status.value[0]: status for status in grpc.StatusCode}


@dataclasses.dataclass(frozen=True)
class Outcome:
    """How a call failed, as it travels. Without a detail it is the SDK's own status."""

    status: grpc.StatusCode
    message: str
    detail: Optional[bytes] = None

    @property
    def trailers(self) -> tuple:
        return () if self.detail is None else (("mortise-error-bin", self.detail),)


def is_refusal(thrown: BaseException) -> bool:
    """True when the author meant it: then it is no news for the log."""
    return isinstance(thrown, (CallRejected, HostError))


def outcome(thrown: BaseException) -> Outcome:
    if isinstance(thrown, CallRejected):
        return _rejected(thrown.number, thrown.message)
    if isinstance(thrown, HostError):
        return _rejected(int(thrown.code), thrown.message)
    return _trapped(thrown)


def _rejected(number: int, message: str) -> Outcome:
    message = _cut(message)
    # what fits no unsigned 32 bits is no code, and 0 is what the host takes for none
    known = number if 0 <= number < 1 << 32 else 0
    detail = plugin_pb2.ErrorDetail(origin=plugin_pb2.REJECTED, code=known, message=message)
    return Outcome(STATUS[int(Code.of(number))], message, detail.SerializeToString())


def _trapped(thrown: BaseException) -> Outcome:
    message = _cut(f"{type(thrown).__name__}: {thrown}")
    detail = plugin_pb2.ErrorDetail(origin=plugin_pb2.TRAPPED, code=int(Code.INTERNAL), message=message)
    stack = traceback.extract_tb(thrown.__traceback__)
    for frame in list(reversed(stack))[:_MAX_FRAMES]:
        detail.frames.add(function=frame.name, file=frame.filename, line=frame.lineno or 0)
    return Outcome(grpc.StatusCode.INTERNAL, message, detail.SerializeToString())


def _cut(text: str) -> str:
    text = str(text).encode("utf-8", "replace").decode()
    return text if len(text) <= _MAX_MESSAGE else text[:_MAX_MESSAGE] + " … cut"
