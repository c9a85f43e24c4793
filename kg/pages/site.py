"""A folder with a page of everything, for any web server, or none.

Pages are written one by one, and with them the data that they offer. The folder appears
when all is written, in place of an earlier site of ours; any other is left alone. The
same graph gives the same bytes.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, cast

from kg.ask.knowledge import KnowledgeGraph
from kg.errors import BadArgument, StoreError
from kg.export.rdf.canonical import export_rdf
from kg.graph.cited import is_followed
from kg.names import APF
from kg.pages.book import STYLE, Pages, stylesheet
from kg.pages.data import FORMS, ThingData
from kg.pages.feed import feed, search_entries, sitemap
from kg.pages.manual import Manual
from kg.pages.movements import MOVEMENTS, movements_csv
from kg.pages.networks import NETWORK, NETWORK_FORMS, network_data
from kg.pages.querying import QUESTIONS, questions_file
from kg.pages.scripts import app_files
from kg.read.files import replaced_folder
from kg.read.texts import Texts

MARKER = ".kg-site"
"""The file by which a folder is known as a site of ours, which may be replaced."""

_AT_ONCE = 200
"""Pages for which is looked up at once what they are made from: a tenth of the queries,
and some megabytes."""

_LEVEL = 6
"""The level that gzip itself takes."""


@dataclass(frozen=True, slots=True)
class SiteReport:
    """How many pages and files were written, and of how many documents the text."""

    pages: int
    files: int
    texts: int


def write_site(
    graph: KnowledgeGraph,
    folder: Path,
    *,
    base_url: str = "",
    texts: bool = True,
    docs: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> SiteReport:
    """Write a page of everything in a graph on disk, and its data, into a folder.

    ``base_url`` is where it will be published: feed and site map need it to be whole.
    Without ``texts`` those at hand are left out; what the graph itself quotes stays.
    With ``docs`` the project's documentation is part of it: the Markdown files in its
    folder ``docs``, which has a ``README.md``, and those of its root that readers of
    a repository look for.
    ``tell`` gets what is being written. Raises :class:`BadArgument` for what is no
    address of the web, :class:`StoreError` for a graph behind an endpoint,
    :class:`InputErrors` for documentation that cannot be read, and
    :class:`ExportFailed` where the folder holds something else or cannot be written.
    """
    if base_url and not is_followed(base_url):
        message = (
            f"{{}} takes an address such as https://example.org/, not `{base_url}`"
        )
        raise BadArgument("base_url", message)
    if not hasattr(graph.endpoint, "store"):
        raise StoreError("only a graph on disk can be written as a site")
    if not texts:
        graph = replace(graph, texts=Texts(None))
    base_url = f"{base_url.rstrip('/')}/" if base_url else ""
    manual = Manual(graph.project.root) if docs else None
    pages = Pages(graph, at_once=True, manual=manual)
    with replaced_folder(folder, MARKER) as new:
        return _Writer(new, pages).write(base_url, tell)


class _Writer:
    """Writes the files of a site."""

    def __init__(self, folder: Path, pages: Pages) -> None:
        self.folder, self.pages, self.files = folder, pages, 0
        self._made: set[Path] = set()

    def write(self, base_url: str, tell: Callable[[str], None]) -> SiteReport:
        """Write all files, pages one by one."""
        data, count = ThingData(self.pages.library), 0
        addresses = self.pages.addresses()
        while some := list(islice(addresses, _AT_ONCE)):
            self.pages.prepare(some)
            count += len(some)
            self._pages(some, data, tell)
        self._write(STYLE, stylesheet())
        for name, path in app_files().items():
            self._write(name, path.read_bytes())
        addresses = self.pages.addresses()
        self._stream("sitemap.xml", sitemap(addresses, base_url))
        self._stream("feed.atom", feed(self.pages, base_url))
        self._stream("search.json", search_entries(self.pages))
        self._stream(QUESTIONS, questions_file(self.pages))
        self._stream(f"{MOVEMENTS}.csv", [movements_csv(self.pages.library)])
        self._write(".nojekyll", b"")  # hosts that make pages of files leave these be
        self._write(MARKER, b"Made by kg site, which may replace this folder.\n")
        self._graph()
        return SiteReport(count, self.files, self._texts())

    def _pages(
        self, addresses: Iterable[str], data: ThingData, tell: Callable[[str], None]
    ) -> None:
        """Write some pages, and what the graph says of their things."""
        for address in addresses:
            tell(f"writing {address}")
            page = self.pages.html(address)
            assert page is not None
            self._write(f"{address}.html", page.encode("utf-8", "replace"))
            if address.startswith(NETWORK):
                name = address.removeprefix(NETWORK)
                for ending in NETWORK_FORMS:
                    view = network_data(self.pages.library, name, ending)
                    self._write(f"{address}.{ending}", view)
            if (iri := self.pages.iri(address)) is not None:
                for ending in FORMS:
                    self._write(f"{address}.{ending}", data.of(iri, ending))

    def _graph(self) -> None:
        """Write the whole graph, and as N-Quads without a time or name in the gzip."""
        store = self.pages.graph.endpoint.store  # type: ignore[attr-defined]
        with self._open("graph.ttl") as out:
            export_rdf(store, out, form="turtle")
        with (
            self._open("graph.nq.gz") as raw,
            gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as packed,
        ):
            export_rdf(store, cast(IO[bytes], packed), form="nquads")

    def _texts(self) -> int:
        """Return of how many documents the text is in the site."""
        library = self.pages.library
        documents = library.things(library.of_class(str(APF.SourceDocument)))
        texts = self.pages.graph.texts
        return sum(texts.get(document.id) is not None for document in documents)

    def _write(self, name: str, data: bytes) -> None:
        with self._open(name) as file:
            file.write(data)

    def _stream(self, name: str, parts: Iterable[str]) -> None:
        with self._open(name) as file:
            file.writelines(part.encode("utf-8", "replace") for part in parts)

    def _open(self, name: str) -> IO[bytes]:
        path = self.folder / name
        if path.parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(path.parent)
        self.files += 1
        return path.open("xb")
