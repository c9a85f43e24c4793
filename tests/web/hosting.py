"""A folder of files, as `kg site` writes it, on a web server that knows nothing of it.

Files are made when they are asked for, by what writes them, so that no test waits for
a thousand pages. No header is sent but the type, as hosts of files do.
"""

from __future__ import annotations

import gzip
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from kg.export.rdf.canonical import export_rdf
from kg.pages.book import STYLE, Pages, stylesheet
from kg.pages.feed import search_entries
from kg.pages.querying import QUESTIONS, questions_file
from kg.pages.scripts import MEDIA, app_files


@contextmanager
def hosted(pages: Pages) -> Iterator[str]:
    """Yield the address of a host of the files of a site."""
    lock = threading.Lock()

    @cache
    def content(name: str) -> bytes | None:
        if name in app_files():
            return app_files()[name].read_bytes()
        if name == STYLE:
            return stylesheet()
        if name == "search.json":
            return "".join(search_entries(pages)).encode()
        if name == QUESTIONS:
            return "".join(questions_file(pages)).encode()
        if name == "graph.nq.gz":
            out = io.BytesIO()
            export_rdf(pages.graph.endpoint.store, out, form="nquads")  # type: ignore[attr-defined]
            return gzip.compress(out.getvalue(), mtime=0)
        page = pages.html(name.removesuffix(".html"))
        return None if page is None else page.encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = unquote(urlsplit(self.path).path).lstrip("/") or "index.html"
            with lock:
                body = content(name)
            self.send_response(200 if body is not None else 404)
            ending = f".{name.rpartition('.')[2]}"
            media = MEDIA.get(ending, "text/html" if ending == ".html" else "")
            self.send_header("Content-Type", media or "application/octet-stream")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *args: object) -> None:
            """Say nothing: pages are made by the hundred."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
