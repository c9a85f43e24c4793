"""Which words are values: of the simple types of the schema, and of Gephi's columns."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator, Mapping

from kg.export.network.gexf.lint.times import is_date, is_date_time

_INTEGER = re.compile(r"[+-]?[0-9]+")
_XSD_FLOAT = re.compile(
    r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|-?INF|NaN"
)
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_JAVA_FLOAT = re.compile(rf"({_DECIMAL.pattern})[fFdD]?|[+-]?(NaN|Infinity)")
_SPACE = "\t\n\r "


def java_float(text: str) -> float | None:
    """Return the number that Java reads in a text, or ``None``."""
    text = text.strip("".join(map(chr, range(0x21))))
    if not _JAVA_FLOAT.fullmatch(text):
        return None
    return float(text.rstrip("fFdD") if text[-1:] in "fFdD" else text)


def single(number: float) -> float:
    """Return a number as it is in single precision: tiny ones become 0."""
    try:
        value: float = struct.unpack("f", struct.pack("f", number))[0]
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")
    return value


def java_integer(text: str, bits: int = 32) -> int | None:
    """Return the whole number of so many bits that Java reads in a text."""
    if not _INTEGER.fullmatch(text) or len(text) > 1 + bits:
        return None
    number = int(text)
    return number if -(1 << bits - 1) <= number < 1 << bits - 1 else None


_INFINITY = float("inf")


def _floats(low: float, high: float) -> Callable[[str], bool]:
    def allowed(text: str) -> bool:
        text = text.strip(_SPACE)
        if not _XSD_FLOAT.fullmatch(text):
            return False
        number = float(text)
        if number != number:  # which XML Schema 1.0 has beyond INF
            return high == _INFINITY
        return low <= number <= high

    return allowed


_any_float = _floats(-_INFINITY, _INFINITY)


def _count(text: str) -> bool:
    text = text.strip(_SPACE)
    return bool(_INTEGER.fullmatch(text)) and (text[0] != "-" or not text.strip("-0"))


def _channel(text: str) -> bool:
    digits = text.strip(_SPACE).lstrip("+-").lstrip("0")
    # no longer than 255, so that the digits of a huge number are not read
    return _count(text) and len(digits) < 4 and int(digits or 0) <= 255


def _time(text: str) -> bool:
    text = text.strip(_SPACE)
    return _any_float(text) or is_date(text) or is_date_time(text)


SIMPLE: Mapping[str, Callable[[str], bool]] = {
    "alpha": _floats(0.0, 1.0),
    "channel": _channel,
    "count": _count,
    "date": lambda text: is_date(text.strip(_SPACE)),
    "float": _any_float,
    "size": _floats(0.0, _INFINITY),
    "text": lambda text: True,
    "time": _time,
}
"""The simple types that the schema has, but for those that list their values."""

_BITS = {"byte": 8, "short": 16, "integer": 32, "int": 32, "long": 64}
"""How wide Java's whole numbers are."""

_BOOLEAN = {"true", "false", "1", "0"}
_SCALAR = {
    *("boolean", "bool", "float", "double", "string", "bigdecimal", "biginteger"),
    *("char", "character", *_BITS),
}
TYPES = _SCALAR | {f"list{name}" for name in _SCALAR - {"bool"}}
"""The column types that Gephi knows, in small letters."""

ONLY_STATIC = {name for name in TYPES if name.startswith("list")} | {
    "bigdecimal",
    "biginteger",
}
"""Those that no dynamic column can have."""


def is_value(text: str, type_: str) -> bool:
    """Say whether Gephi reads a text as a value of a column type."""
    if type_.startswith("list"):
        item_type = type_.removeprefix("list")
        return all(_is_item(item, item_type) for item in _items(text))
    if type_ in _BITS:
        return java_integer(text, _BITS[type_]) is not None
    if type_ in ("float", "double"):
        return java_float(text.replace("INF", "Infinity")) is not None
    if type_ == "biginteger":
        return bool(_INTEGER.fullmatch(text))
    if type_ == "bigdecimal":
        return bool(_DECIMAL.fullmatch(text))
    return type_ not in ("char", "character") or len(text) == 1


def is_plain_boolean(text: str) -> bool:
    """Say whether a text is a boolean as everybody writes it."""
    return text.casefold() in _BOOLEAN


def _is_item(item: str | None, type_: str) -> bool:
    if item is None:
        return type_ in ("string", "bigdecimal", "biginteger")
    if type_ in _BITS or type_ == "biginteger":
        item = item.partition(".")[0] or item
    return is_value(item, type_)


def _items(text: str) -> Iterator[str | None]:
    """Yield the items of a list as Gephi reads it; a bare null is ``None``."""
    at = 0
    while at < len(text):
        char = text[at]
        if char in "\"'":
            item, at = _quoted(text, at + 1, char)
            yield item
        elif char in "[]() \t\r\n,":
            at += 1
        else:
            stop = next(
                (i for i in range(at, len(text)) if text[i] in ",])"), len(text)
            )
            item = text[at:stop].strip()
            yield None if item == "null" else item
            at = stop


def _quoted(text: str, at: int, quote: str) -> tuple[str, int]:
    item = []
    while at < len(text) and text[at] != quote:
        at += text[at] == "\\"
        item.append(text[at : at + 1])
        at += 1
    return "".join(item), at + 1
