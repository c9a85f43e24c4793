"""Drafting a document of a project: its text, day and language, and where drafts go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.draft.draft import Drafts, NotDrafted, TextDrafter, draft
from kg.draft.score import Score, key_figures, score
from kg.draft.things import things_of
from kg.draft.written import drafts_text
from kg.errors import UnknownName, nearest
from kg.names import local_name
from kg.project.rereading import reread
from kg.read.entries import Source
from kg.read.files import output, rewriting
from kg.read.project import Project
from kg.read.scan import DRAFTS
from kg.read.texts import Texts


@dataclass(frozen=True, slots=True)
class Drafted:
    """The drafts of a document, the file that they are in, and how good they are.

    ``score`` holds them against the facts that the document has.
    """

    drafts: Drafts
    file: str
    score: Score


def draft_document(
    project: Project,
    document: str,
    texts: Texts,
    *,
    write: bool,
    again: bool = False,
    by: TextDrafter | None = None,
) -> Drafted:
    """Draft the figures of a document, and with ``write`` put them beside its facts.

    ``by`` drafts them, by default the rules.

    Raises :class:`UnknownName` for a document that is none, and :class:`NotDrafted`
    where its text, its day or rules for its language are missing, or a file of drafts
    is there that is not what would be written: ``again`` writes it anew.
    """
    with reread(project, texts) as reading:
        documents, sources = reading.documents, reading.sources
    source = next((s for s in sources if s.id == document), None)
    if source is None or document not in documents:
        hint = nearest(document, documents)
        raise UnknownName(f"no document is called `{document}`{hint}")
    text = texts.get(document)
    if text is None:
        folder = texts.folder or "texts"
        raise NotDrafted(f"the text is not at hand: put it at {folder}/{document}.txt")
    published, language, publisher = _about(project, source)
    drafting = draft if by is None else by.draft
    drafts = drafting(document, text, language, published, things_of(project))
    path = drafts_file(project, document)
    if write:
        _write(path, drafts_text(drafts), project.name(path), again=again)
    held = score(drafts, key_figures(source), publisher, language)
    return Drafted(drafts, project.name(path), held)


def drafts_file(project: Project, document: str) -> Path:
    """Return where the drafts of a document are, or are to be."""
    return project.sources / document / DRAFTS


def _about(project: Project, source: Source) -> tuple[date, str, str]:
    node = source.entries[0].node
    published = node.get("published")
    if not isinstance(published, str):
        what = "it has no `published:`, from which its dates are reckoned"
        raise NotDrafted(f"`{source.id}` cannot be drafted: {what}")
    language = node.get("language", project.language)
    spoken = language if isinstance(language, str) else language[0]
    publisher = node.get("publishedBy", "")
    name = local_name(publisher) if isinstance(publisher, str) else ""
    return date.fromisoformat(published), spoken, name


def _write(path: Path, words: str, name: str, *, again: bool) -> None:
    with rewriting(path):
        if path.exists() and not again and path.read_text("utf-8") != words:
            message = f"{name} is there, and other than what would be written"
            raise NotDrafted(f"{message}: look at it, or write it anew with --again")
        with output(path) as file:
            file.write(words.encode())
