"""Codes, and the two refusals that are no bugs."""

from __future__ import annotations

import enum


class Code(enum.IntEnum):
    """The canonical status codes, with gRPC's numbers."""

    CANCELLED = 1
    UNKNOWN = 2
    INVALID_ARGUMENT = 3
    DEADLINE_EXCEEDED = 4
    NOT_FOUND = 5
    ALREADY_EXISTS = 6
    PERMISSION_DENIED = 7
    RESOURCE_EXHAUSTED = 8
    FAILED_PRECONDITION = 9
    ABORTED = 10
    OUT_OF_RANGE = 11
    UNIMPLEMENTED = 12
    INTERNAL = 13
    UNAVAILABLE = 14
    DATA_LOSS = 15
    UNAUTHENTICATED = 16

    @staticmethod
    def of(number: int) -> Code:
        """The code with this number; UNKNOWN for one outside 1 to 16."""
        return Code(number) if 1 <= number <= 16 else Code.UNKNOWN


class CallRejected(Exception):
    """Raised by a handler to refuse a call: the caller gets this code and message, nothing added.

    Any other exception counts as a bug of the plugin and is reported with its stack.
    """

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.number = int(code)
        self.message = message

    @property
    def code(self) -> Code:
        return Code.of(self.number)


class HostError(Exception):
    """The host refused or could not do what was asked. Uncaught, it fails the call with the same code and message.

    PERMISSION_DENIED: not granted. UNIMPLEMENTED: no such service. RESOURCE_EXHAUSTED: a cap or quota. UNAVAILABLE:
    the service is down, or there is no Mortise host. DEADLINE_EXCEEDED, CANCELLED: the call ended.
    """

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = Code.of(int(code))
        self.message = message
