"""Files gone wrong: bytes cut, doubled, swapped, and what breaks readers put in."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

ODD = (
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\r",
        b"\t",
        b"\n",
        b"\x1b[31m",
        b"\xe2\x80",
    ),
    *(b"[", b"{", b"]", b"}", b"(", b"<", b">", b"<<(", b'"', b"'", b'"""', b"`", b"|"),
    *(
        b": ",
        b"- ",
        b"#",
        b"#+ ",
        b"&a ",
        b"*a",
        b"!!timestamp x",
        b"<<: *a",
        b"? ",
        b",",
    ),
    *(
        b"%",
        b"%zz",
        b"\\",
        b"\\u0000",
        b"\\ud800",
        b"../",
        b"/etc/passwd",
        b"$(id)",
        b"~",
    ),
    *(
        b"-1",
        b"1e999999",
        b"9" * 400,
        b"NaN",
        b".inf",
        b"0x1F",
        b"true",
        b"null",
        b"1_0",
    ),
    *(
        b"2025-02-30",
        b"0000-00-00",
        b"2025-13",
        b"9999-12-31/..",
        b"[2025..]",
        b"254 %",
    ),
    *(
        b"254 per cent",
        b"fell by 200 per cent",
        b"more than",
        b"a third of half",
        b"narrator",
    ),
    *(b"<urn:x>", b"<x y>", b"_:b", b"@en", b"^^<urn:x>", b"urn:", b"a:b", b"https://"),
    *(
        b"(a+)+$",
        b"(.*)*\\1",
        b"{1,99999}",
        b"\\p{Greek}",
        b"(?",
        b"&amp;",
        b"&bomb;",
        b"<!--",
    ),
    *(
        "\u202e\u0130\u00b2\u0660".encode(),
        b"x" * 12_000,
        b"Q0",
        b"Q99999999999999999999",
    ),
)
"""What tends to break one reader or another, wherever it stands."""

_DEEP = (b"[", b"{", b"(", b"- ", b"a.", b"<a>", b'{"a":', b"((", b"not ", b"^")
_FEW = 4


def mutated(data: bytes, random: Random) -> bytes:
    """Return bytes with one to four things wrong in them."""
    for _ in range(random.randint(1, _FEW)):
        data = random.choice((_cut, _put, _put, _double, _swap, _flip, _lines, _deep))(
            data, random
        )
    return data


def _span(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randint(0, len(data))
    return start, min(len(data), start + random.choice((1, 2, 8, 40, 300)))


def _cut(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:start] + data[random.choice((end, end, end, len(data))) :]


def _put(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:start] + random.choice(ODD) + data[random.choice((start, end)) :]


def _double(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:end] + data[start:end] * random.choice((1, 2, 50)) + data[end:]


def _swap(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    other, last = _span(data, random)
    return data[:start] + data[other:last] + data[end:]


def _flip(data: bytes, random: Random) -> bytes:
    start, _ = _span(data, random)
    return data[:start] + bytes([random.randrange(256)]) + data[start + 1 :]


def _lines(data: bytes, random: Random) -> bytes:
    """Replace what stands behind a colon or tab, as a person mistypes one value."""
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    for mark in (b": ", b"\t", b" = ", b"=", b" "):
        if mark in lines[at]:
            head = lines[at].rpartition(mark)[0]
            lines[at] = head + mark + random.choice(ODD)
            break
    return b"\n".join(lines)


def _deep(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:start] + random.choice(_DEEP) * random.choice((30, 3_000)) + data[end:]


def no_file(path: Path, outside: Path, random: Random) -> None:
    """Put something in place of a file that is none, or that leads out."""
    path.unlink(missing_ok=True)
    match random.randrange(4):
        case 0:
            os.mkfifo(path)
        case 1:
            path.mkdir()
        case 2:
            path.symlink_to(random.choice(("/dev/zero", "/dev/tty", "/", "/proc/kmsg")))
        case _:
            path.symlink_to(outside / random.choice(("secret", "nowhere")))
