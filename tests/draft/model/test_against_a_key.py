"""A model that points at the right figures, and says nothing true of them else.

On the texts of the corpus whose key may be looked at (``dev-*``).
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kg.draft.model.asking import ModelDrafter
from kg.draft.model.endpoint import ModelEndpoint
from kg.draft.score import KeyFigure, key_figures
from kg.draft.things import Things, things_of
from kg.read.entries import Source
from kg.read.project import Project
from kg.read.sources import read_sources
from kg.read.texts import Texts
from tests.draft.model.answering import asked, completion, plain
from tests.net.serving import Hit, Reply, Served

CORPUS = Path(__file__).parents[1] / "corpus"
TEXTS = Texts(CORPUS / "texts")


@pytest.fixture(scope="module")
def corpus() -> tuple[dict[str, Source], Things]:
    project = Project.open(CORPUS)
    sources = read_sources(project, TEXTS).sources
    return {source.id: source for source in sources}, things_of(project)


ENGLISH = [
    path.stem
    for path in sorted((CORPUS / "texts").glob("dev-*.txt"))
    if not path.stem.endswith(("-es", "-fr"))
]


@pytest.mark.parametrize("document", ENGLISH)
def test_a_model_that_asserts_all_of_it_makes_no_fact_of_a_doubt(
    corpus: tuple[dict[str, Source], Things],
    served: Served,
    tmp_path: Path,
    document: str,
) -> None:
    """Where the key has no claim that is asserted, no draft is."""
    (sources, things), text = corpus, TEXTS.get(document)
    assert text is not None
    key = key_figures(sources[document])

    def behave(hit: Hit) -> Reply:
        sentences = json.loads(asked(hit))["sentences"]
        return completion(
            *(
                plain(" ".join(text[f.start : f.end].split()), f.amount, sentence=n)
                for n, words in ((s["sentence"], s["text"]) for s in sentences)
                for f in key
                if " ".join(text[f.start : f.end].split()) in words
            )
        )

    served.behave = behave
    endpoint = ModelEndpoint(f"{served.url}/v1", cache=tmp_path, name="sure")
    day = date.fromisoformat(str(sources[document].entries[0].node["published"]))
    drafts = ModelDrafter(endpoint).draft(document, text, "en", day, things).figures

    def claims(place: int) -> list[KeyFigure]:
        return [figure for figure in key if figure.start <= place < figure.end]

    assert drafts
    for draft in drafts:
        said_so = {figure.modality for figure in claims(draft.number.start)}
        assert draft.manner.code != "asserted" or "asserted" in said_so
