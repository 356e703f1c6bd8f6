"""Log records on stderr, as the JSON lines that go-plugin's hosts read."""

from __future__ import annotations

import datetime
import io
import json
import logging
import sys
import threading
import traceback

# Hosts read lines of up to 64 KiB.
_MAX_TEXT = 8 * 1024
_real = sys.__stderr__
_lock = threading.Lock()
_module = ""


def line(level: str, message: str, **more: str) -> None:
    """Writes one record. All values are text: a Go host panics on anything else."""
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    record = {"@level": level, "@message": cut(message), "@module": _module, "@timestamp": now}
    record.update({name: cut(value) for name, value in more.items()})
    with _lock:
        try:
            _real.write(json.dumps(record) + "\n")
            _real.flush()
        except (OSError, ValueError):
            pass  # stderr is closed, so the host is gone and there is nowhere left to say so; the parent watch acts


def uncaught(what: str, thrown: BaseException) -> None:
    """Writes an exception that nobody caught, with its stack."""
    stack = "".join(traceback.format_exception(type(thrown), thrown, thrown.__traceback__))
    line("error", f"{what}: {type(thrown).__name__}: {thrown}", stack=stack)


def cut(text: str) -> str:
    if len(text) <= _MAX_TEXT:
        return text
    return f"{text[:_MAX_TEXT]} … {len(text) - _MAX_TEXT} characters cut"


class _Lines(io.TextIOBase):
    """sys.stderr: each line becomes a record."""

    def __init__(self) -> None:
        self._rest = ""
        self._guard = threading.RLock()

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        with self._guard:
            *whole, self._rest = (self._rest + text).split("\n")
            if len(self._rest) > _MAX_TEXT:
                whole, self._rest = [*whole, self._rest], ""
        for each in whole:
            line("info", each)
        return len(text)


class _Records(logging.Handler):
    """The logging module's records, with their levels."""

    def emit(self, record: logging.LogRecord) -> None:
        levels = ((logging.ERROR, "error"), (logging.WARNING, "warn"), (logging.INFO, "info"))
        level = next((name for least, name in levels if record.levelno >= least), "debug")
        try:
            message = record.getMessage()
        except (TypeError, ValueError) as e:
            message = f"{record.msg} (its arguments do not fit: {e})"
        more = {"logger": record.name}
        if record.exc_info and record.exc_info[1] is not None:
            more["stack"] = "".join(traceback.format_exception(*record.exc_info))
        line(level, message, **more)


def install(module: str) -> None:
    """From here on everything that goes to stderr is a record."""
    global _module
    _module = module
    sys.stderr = _Lines()
    sys.excepthook = lambda kind, thrown, trace: uncaught("uncaught", thrown)
    threading.excepthook = lambda hook: uncaught(
        f"uncaught in thread {hook.thread.name if hook.thread else '?'}", hook.exc_value or hook.exc_type()
    )
    if not logging.getLogger().handlers:
        logging.getLogger().addHandler(_Records())
        logging.getLogger().setLevel(logging.INFO)
