"""JSON and dataclasses."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from typing import Any

_UNIONS = (typing.Union, getattr(types, "UnionType", typing.Union))


def fit(value: Any, wanted: Any) -> Any:
    """The JSON value as what is wanted: dataclasses, lists, dicts, optionals and plain types of them.

    Raises ValueError that names the first place that does not fit. None and Any fit everything.
    """
    return _fit(value, wanted, "")


def _fit(value: Any, wanted: Any, place: str) -> Any:
    if wanted is None or wanted is Any or isinstance(wanted, (str, typing.TypeVar)):
        return value
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in _UNIONS:
        return _any_of(value, arguments, place)
    if origin in (list, dict):
        _require(isinstance(value, origin), place, origin.__name__, value)
        inner = arguments[-1] if arguments else None
        if origin is list:
            return [_fit(each, inner, f"{place}/{i}") for i, each in enumerate(value)]
        return {name: _fit(each, inner, f"{place}/{name}") for name, each in value.items()}
    if dataclasses.is_dataclass(wanted):
        return _dataclass(value, wanted, place)
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if wanted in (str, int, float, bool, list, dict):
        _require(isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool)), place, wanted.__name__, value)
    if wanted is type(None):
        _require(value is None, place, "null", value)
    return value


def _any_of(value: Any, choices: Any, place: str) -> Any:
    if value is None and type(None) in choices:
        return None
    problem = ValueError(f"{place or '/'} fits none of its types")
    for choice in choices:
        try:
            return _fit(value, choice, place)
        except ValueError as e:
            problem = e
    raise problem


def _dataclass(value: Any, wanted: Any, place: str) -> Any:
    _require(isinstance(value, dict), place, wanted.__name__, value)
    hints = typing.get_type_hints(wanted)
    given = {}
    for field in dataclasses.fields(wanted):
        if field.name in value:
            given[field.name] = _fit(value[field.name], hints[field.name], f"{place}/{field.name}")
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise ValueError(f"{place}/{field.name} is missing")
    return wanted(**given)


def _require(fits: bool, place: str, wanted: str, value: Any) -> None:
    if not fits:
        raise ValueError(f"{place or '/'} is not a {wanted}")


def to_json(value: Any) -> bytes:
    """UTF-8 JSON."""
    text = json.dumps(value, default=_plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    raise TypeError(f"{type(value).__name__} is not JSON")
