"""The service under everything at once; ``tests.serve.load`` does so for longer."""

from __future__ import annotations

from pathlib import Path

import httpx

import kg
from kg.serve.app import application
from kg.serve.sparql.evaluation import QueryLimits
from tests.conftest import ROOT
from tests.serve.load import Load
from tests.serve.serving import serving

SECONDS = 4.0
LIMITS = QueryLimits(seconds=1.0, at_once=2, waiting=8)


def test_whatever_comes_at_once_each_gets_an_honest_answer(article: Path) -> None:
    """Whoever asks something sound is answered; and in the end all is as before."""

    def opened() -> kg.KnowledgeGraph:
        return kg.open(article, project=ROOT)

    with serving(lambda url: application(opened, url, limits=LIMITS)) as url:
        load = Load(url)
        load.run(SECONDS)
        last = httpx.get(f"{url}/sparql", params={"query": "ASK {}"}, timeout=60)

    assert load.wrong == []
    assert last.json()["boolean"] is True
    assert {what for what, _ in load.outcomes} >= {"page", "query", "bomb", "crash"}
    assert load.outcomes["query", 200] > 0
