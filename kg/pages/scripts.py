"""What runs in a browser, where it was built: pages work without it, and say no less.

Its source is the folder ``web`` of the repository; ``make web`` builds it. What a page
may run is said by a policy of content, in a header or in the page itself.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

APP = "static/app/"
"""The folder of what was built, by its place in a site."""

SCRIPT = f"{APP}app.js"
"""The one script that pages name; what a single page needs it loads from beside it."""

MEDIA = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".md": "text/markdown",
    ".wasm": "application/wasm",
}
"""The media types of what is built, by the endings of its files."""

CONTENT_POLICY = (
    "script-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'"
)
"""What a page of a folder of files may do, where no server says it. Styles are left
alone: on a disk some browsers take no file for the page's own."""


@cache
def app_files() -> dict[str, Path]:
    """Return the files of what was built by their places in a site; none if it was not.

    Only these are ever sent, whatever is asked for.
    """
    folder = Path(__file__).parent / APP
    if not (folder / "app.js").is_file():
        return {}
    paths = (path for path in folder.iterdir() if path.suffix in MEDIA)
    return {APP + path.name: path for path in sorted(paths)}


def has_script() -> bool:
    """Tell whether there is a script that pages can name."""
    return SCRIPT in app_files()
