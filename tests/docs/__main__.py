"""Write the pages that are made, all of them: ``python -m tests.docs``."""

from __future__ import annotations

from tests.docs.pages import DOCS, PAGES

for name, make in PAGES.items():
    (DOCS / name).write_text(make(), "utf-8")
