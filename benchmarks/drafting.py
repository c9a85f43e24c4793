"""How good drafts by rules, or by a model, are on texts with a key.

    python -m benchmarks.drafting
    python -m benchmarks.drafting --model http://127.0.0.1:11434/v1

The texts are our own (``tests/draft/corpus``): of ``dev-*`` whoever wrote the rules has
seen the key, of ``held-*`` nobody had. A figure is right where bounds, unit and period
are those of the key; speaker, manner and thing are counted among the figures in both.
"""

from __future__ import annotations

import argparse
import os
from collections import defaultdict
from datetime import date
from pathlib import Path

from kg.draft.draft import NotDrafted, draft, spoken
from kg.draft.model.asking import ModelDrafter
from kg.draft.model.endpoint import ModelEndpoint
from kg.draft.score import Score, key_figures, score
from kg.draft.things import things_of
from kg.names import local_name
from kg.read.project import Project
from kg.read.sources import read_sources
from kg.read.texts import Texts

CACHE = Path("build/cache")
CORPUS = Path(__file__).parents[1] / "tests" / "draft" / "corpus"


def main() -> None:
    """Print a line for each language of each half."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--model", metavar="URL", help="as of `kg draft --model`")
    parser.add_argument("--model-name", metavar="NAME", default="")
    given = parser.parse_args()
    drafting = draft
    if given.model is not None:
        key = os.environ.get("KG_MODEL_KEY", "")
        named = {"name": given.model_name, "key": key}
        drafting = ModelDrafter(ModelEndpoint(given.model, cache=CACHE, **named)).draft
    project, texts = Project.open(CORPUS), Texts(CORPUS / "texts")
    things = things_of(project)
    halves: dict[str, Score] = defaultdict(Score)
    without = 0
    for source in read_sources(project, texts).sources:
        text = texts.get(source.id)
        if text is None:
            continue
        node = source.entries[0].node
        language, published = str(node.get("language", "en")), str(node["published"])
        publisher = local_name(str(node["publishedBy"]))
        try:
            spoken(language)
        except NotDrafted:
            without += 1
            continue
        day = date.fromisoformat(published)
        drafts = drafting(source.id, text, language, day, things)
        half = halves[f"{source.id.partition('-')[0]}-{language}"]
        half.add(score(drafts, key_figures(source), publisher, language))
    print(
        "half     key drafted in-both right precision recall unit period speaker "
        "manner wrongly-asserted thing"
    )
    for name, total in sorted(halves.items()):
        shares = (
            *(total.precision, total.recall, total.share(total.unit)),
            *(total.share(total.period), total.share(total.speaker)),
            *(total.share(total.modality), total.share(total.wrongly_asserted)),
            total.share(total.measures),
        )
        told = " ".join("-" if s is None else f"{s:.3f}" for s in shares)
        print(
            f"{name:8} {total.key} {total.drafted} {total.matched} {total.right} {told}"
        )
    print(f"{without} texts are in languages without rules")


if __name__ == "__main__":
    main()
