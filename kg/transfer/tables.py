"""The tables that mappings name by an address, fetched to where builds look for them.

So are the lists of codes that their columns are looked up through.

A project may be a stranger's, so nothing else is asked for, and no host in the asker's
own network unless the asker names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputErrors, Place, Problem, StoreError, UnknownName, nearest
from kg.held import turn
from kg.net.download import LONGEST, Download, Downloaded, Heard
from kg.net.exchange import Transport
from kg.net.hosts import Hosts
from kg.net.manners import Clock, Manners, user_agent
from kg.read.nodes import read_yaml
from kg.read.opening import sha256_of, why
from kg.read.project import Project
from kg.read.scan import MAPPING
from kg.read.table.mapping import MappingReader
from kg.read.table.table_file import TableFile

MOST = 2 << 30
"""Bytes of the largest table that is taken (2 GiB), unless somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table or code list that a mapping has the address of, and where it belongs."""

    document: str
    written: TableFile
    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class FetchedTable:
    """A table that is at hand: its digest, and what came if it was not already."""

    table: PublishedTable
    digest: str
    came: Downloaded | None = None


def published_tables(
    project: Project, documents: Iterable[str] = ()
) -> list[PublishedTable]:
    """Return the tables of a project, or of some documents, that have an address.

    After each come the lists of codes of its mapping that have one.

    Raises :class:`UnknownName` for a document without one, and :class:`InputErrors`
    where a mapping does not say properly which table it is of.
    """
    problems: list[Problem] = []
    mappings = project.found(project.sources, f"*/{MAPPING}", problems)
    known = {path.parent.name: path for path in mappings}
    chosen = list(dict.fromkeys(documents))
    for document in chosen:
        if document not in known:
            hint = nearest(document, known) or f"; one is sources/TABLE/{MAPPING}"
            raise UnknownName(f"`{document}` has no mapping of a table{hint}")
    tables: dict[Path, PublishedTable] = {}
    for document in chosen or known:
        published = list(_published(project, known[document], problems))
        for table in published:
            first = tables.setdefault(table.path, table)
            if first.written.url != table.written.url:
                message = f"`{table.name}` is said to lie at another address, too"
                place = Place(project.name(known[document]), 1)
                problems.append(Problem(place, f"{message}: {first.written.url}"))
        if chosen and not (published or problems):
            message = f"the mapping of `{document}` has no `url:` under `table:`"
            raise UnknownName(f"{message}, nor under `through:`")
    if problems:
        raise InputErrors(problems)
    return list(tables.values())


def _published(
    project: Project, mapping: Path, problems: list[Problem]
) -> Iterator[PublishedTable]:
    """Yield the table of a mapping, and its lists of codes, that have an address."""
    name = project.name(mapping)
    if (node := read_yaml(mapping, name, problems)) is None:
        return
    reader, before = MappingReader(name, node, problems), len(problems)
    lists = (
        TableFile(each.file, digest=each.digest, url=each.url)
        for each in reader.code_lists()
    )
    files = [file for file in (reader.table(), *lists) if file.url]
    if len(problems) > before:
        return
    document, tables = mapping.parent.name, project.tables_at_hand()
    for written in files:
        path = tables.place(document, written.file)
        if astray := tables.astray(path):
            problems.append(Problem(Place(name, 1), f"`{written.file}` {astray}"))
        else:
            yield PublishedTable(document, written, path, tables.name(path))


class TableFetcher:
    """Fetches tables, of at most so many bytes each.

    ``allow`` are hosts, as ``HOST`` or ``HOST:PORT``, that may be asked although they
    are in the asker's own network, and that addresses may redirect to.
    """

    def __init__(
        self,
        *,
        allow: Iterable[str] = (),
        most: int = MOST,
        contact: str = "",
        clock: Clock | None = None,
    ) -> None:
        self.allow, self.most, self.clock = tuple(allow), most, clock
        self.manners = Manners(user_agent(contact), total=LONGEST)
        Hosts.read(self.allow)  # what is none is an error before anything is asked

    def fetch(
        self,
        table: PublishedTable,
        heard: Heard = lambda _size, _of: None,
        *,
        refresh: bool = False,
    ) -> FetchedTable:
        """Bring a table into its place, unless it is at hand, or with ``refresh``.

        At hand is the file of the digest that the mapping gives, or any if it gives
        none. Raises what :meth:`Download.run` does, and nothing is replaced then.
        """
        if not refresh and (digest := self._at_hand(table)):
            return FetchedTable(table, digest)
        hosts = Hosts.outside(table.written.url, self.allow, table.document)
        transport = Transport(self.manners, self.clock, hosts)
        try:
            table.path.parent.mkdir(parents=True, exist_ok=True)
            with turn(table.path):
                download = Download(
                    transport,
                    table.written.url,
                    table.path,
                    most=self.most,
                    digest=table.written.digest,
                )
                came = download.run(heard)
        except OSError as error:
            message = f"{table.name} cannot be written: {error.strerror or error}"
            raise StoreError(message) from None
        finally:
            transport.connections.hang_up()
        return FetchedTable(table, came.digest, came)

    def _at_hand(self, table: PublishedTable) -> str:
        """Return the digest of the table if it is there, else ""."""
        if not table.path.exists():
            return ""
        try:
            digest = sha256_of(table.path)
        except OSError as error:
            raise StoreError(f"{table.name} {why(error)}") from None
        return digest if table.written.digest in ("", digest) else ""
