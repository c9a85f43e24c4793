"""The page of checks: docs/lint.md, made from the catalogue."""

from __future__ import annotations

from itertools import groupby

from kg.export.network.gexf.lint import CHECKS, Check

_HEAD = """\
# Checks of GEXF files

<!-- By `make docs` from kg/export/network/gexf/lint/checks.toml: edit that. -->

`kg lint FILE.gexf` says what Gephi 0.11 and other readers make of a file, whoever wrote
it. It needs no project and no graph, and in Python it is one function:

```python
from kg.export.network.gexf.lint import lint

for finding in lint("network.gexf"):
    print(finding.line, finding.level, finding.check, finding.message)
```

An **error** is what Gephi loses, from a value to the whole file. A **warning** is what
Gephi warns of or changes on opening, and what the schema of GEXF 1.3 does not have. An
**info** is for other readers, or for the eye. Structure is compared with GEXF 1.3,
whichever version a file names; what Gephi reads from older versions, or by its name in
any namespace, is an info and no loss.

`--ignore NAME` leaves a check out, `--strict` makes warnings fail, and `--all` prints
more than twenty findings of one check.

Names of elements and attributes are read as they are written, though Gephi would take
`<Node>` for `<node>`. A file is read once, as a stream: a document type that has
anything in it is refused, and nothing is fetched.
"""
_TABLE = """
| check | level | what happens | what to write instead |
| --- | --- | --- | --- |
"""


def page() -> str:
    """Return the page, as it should be."""
    parts = [_HEAD]
    for title, checks in groupby(CHECKS.values(), key=lambda check: check.group):
        parts += [f"\n## {title}\n", _TABLE, *map(_line, checks)]
    return "".join(parts)


def _line(check: Check) -> str:
    cells = (f"`{check.name}`", check.level, check.effect, check.instead)
    return f"| {' | '.join(map(_plain, cells))} |\n"


def _plain(cell: str) -> str:
    return cell.replace("<", "&lt;").replace("|", "\\|")
