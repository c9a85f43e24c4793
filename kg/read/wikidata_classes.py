"""Whether an entity of Wikidata can be what our class says, by its classes there.

``ontology/alignments/wikidata.ttl`` says which classes of Wikidata come close to a
class of ours or lie below it (``skos:closeMatch``, ``skos:narrowMatch``), and which are
too broad to tell (``skos:broadMatch``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.names import ONTOLOGY, RDFS, SKOS, WIKIDATA, local_name
from kg.rdf import Triples
from kg.read.project import Project

Agreement = Literal["agree", "disagree", "cannot tell"]
DISAMBIGUATION = "Q4167410"
"""The class of pages that list what a name may mean; an entity they are not."""

ALIGNMENT = "alignments/wikidata.ttl"
_OF_NOTHING = frozenset({DISAMBIGUATION, "Q13406463", "Q4167836", "Q11266439"})
"""Classes of pages, not of entities: disambiguation, list, category, template."""

_CLOSE = (SKOS.closeMatch, SKOS.exactMatch)
_BELOW = (SKOS.narrowMatch,)

Names = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class WikidataClasses:
    """The alignment, read: QIDs by the local name of our class, with those below.

    ``fitting`` says of what classes such a thing may be, ``broad`` what does not tell.
    """

    fitting: Names
    broad: Names

    @classmethod
    def of(cls, project: Project) -> WikidataClasses:
        """Read the alignment of a project, with its own classes below ours."""
        aligned = project.turtle(ALIGNMENT)
        return _made(aligned, project.vocabulary.modules)

    def agrees(self, cls: str, qids: Iterable[str]) -> Agreement:
        """Tell whether a thing of our class can be an entity of these classes.

        ``cls`` is a local name or an IRI, ``qids`` are the entity's classes; what is no
        QID, and what the alignment does not know, tells nothing.
        """
        name, classes = local_name(cls), set(qids)
        if classes & _OF_NOTHING:
            return "disagree"
        known = classes & frozenset().union(
            *self.fitting.values(), *self.broad.values()
        )
        if not known or name not in self.fitting:
            return "cannot tell"
        if known & self.fitting[name]:
            return "agree"
        return "cannot tell" if known & self.broad[name] else "disagree"


def _made(aligned: Triples, modules: Triples) -> WikidataClasses:
    """Spread the alignment over our hierarchy.

    A class fits what fits those below it. What is close to a class above it, or broader
    than it, may be its thing and may not; so may all that fits the class above, for a
    class of a project that the alignment does not know.
    """
    subjects = {s for s in aligned.all_subjects() if str(s).startswith(ONTOLOGY)}
    below = (modules.down(s, RDFS.subClassOf) for s in subjects)
    classes = subjects.union(*below)
    fitting, broad = {}, {}
    for cls in classes:
        down = set(modules.down(cls, RDFS.subClassOf))
        up = set(modules.up(cls, RDFS.subClassOf))
        fits = {
            o for c in down for p in (*_CLOSE, *_BELOW) for o in aligned.objects(c, p)
        }
        near = _CLOSE if fits else (*_CLOSE, *_BELOW)
        over = {o for c in up for p in near for o in aligned.objects(c, p)}
        over |= {o for c in up | down for o in aligned.objects(c, SKOS.broadMatch)}
        fitting[local_name(cls)] = _qids(fits)
        broad[local_name(cls)] = _qids(over)
    return WikidataClasses(fitting, broad)


def _qids(nodes: Iterable[object]) -> frozenset[str]:
    names = (str(node).removeprefix(WIKIDATA) for node in nodes)
    return frozenset(qid for qid in names if qid.startswith("Q"))
