"""The page of the ontology: docs/ontology.md, made from its Turtle.

Every term has an anchor that is its local name, so that an address such as
``https://w3id.org/apf/ontology#Policy`` leads to its row wherever the page is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef

from kg.names import ONTOLOGY, SCHEMES, local_name
from kg.resources import shipped

_HEAD = f"""\
# The ontology

<!-- Made by `make docs` from the files in ontology/: change those. -->

What can exist in the graph, and what may be said about it. The namespace of classes
and properties is `{ONTOLOGY}` (prefix `apf`), that of codes
`{SCHEMES}LIST/CODE`. In [facts files](facts.md) terms and codes are
written by the names below; `kg terms NAME` shows the same in a terminal, and your
project's own terms with them. [How the files are arranged](../ontology/README.md), and
how a term is added, stands beside them.

*Definitional* properties say what a thing is and may be written in entity files;
everything else is said by a claim. *Takes a code* names the list of codes.
"""
_MODULES = (
    *("places", "actors", "populations", "events", "policies", "flows", "figures"),
    *("claims", "reconciliation", "apf"),
)
"""The modules, each after those that it imports; the root imports all."""

_NOT = "Negative example: "
"""How examples begin that a term does not cover."""

_APF = Namespace(ONTOLOGY)
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_DOMAIN = (RDFS.domain, _APF.domainIncludes)
_RANGE = (RDFS.range, _APF.rangeIncludes)


def page() -> str:
    """Return the page as Markdown."""
    modules = {name: _parse(f"{name}.ttl") for name in _MODULES}
    files = sorted(shipped("ontology").glob("schemes/*.ttl"))
    schemes = {file.stem: _parse(f"schemes/{file.name}") for file in files}
    parts = [_HEAD, "\n## Contents\n\n"]
    parts += [f"- {_link(_title(graph))}\n" for graph in modules.values()]
    lists = ", ".join(_link(name, f"code-list-{name}") for name in schemes)
    parts += [f"- [Code lists](#code-lists): {lists}\n".replace(", [", ",\n  [")]
    own = {iri for graph in modules.values() for iri in _labelled(graph, OWL.Class)}
    whole = Graph()
    for graph in modules.values():
        whole += graph
    for graph in modules.values():
        parts += _module(graph, whole, own)
    parts += ["\n## Code lists\n"]
    roots = modules["apf"] + modules["policies"]
    for name, graph in schemes.items():
        parts += _scheme(name, graph + roots)
    return "".join(parts)


def _parse(file: str) -> Graph:
    return Graph().parse(shipped("ontology") / file)


def _title(module: Graph) -> str:
    """Return the heading of a module: the last part of its title."""
    ontology = module.value(None, RDF.type, OWL.Ontology)
    _, colon, title = str(module.value(ontology, DCTERMS.title)).rpartition(": ")
    return title[:1].upper() + title[1:] if colon else "The root"


def _module(module: Graph, whole: Graph, own: AbstractSet[URIRef]) -> Iterator[str]:
    """Yield the section of a module: what it is for, its classes, its properties.

    A module may say of a term of another what else it is written on.
    """
    ontology = module.value(None, RDF.type, OWL.Ontology)
    yield f"\n## {_title(module)}\n\n{module.value(ontology, DCTERMS.description)}\n"
    if classes := _labelled(module, OWL.Class):
        yield "\n| class | is a | meaning |\n| --- | --- | --- |\n"
        for iri in classes:
            above = _named(module, iri, (RDFS.subClassOf,), own)
            yield _row(_anchor(iri), above, _meaning(module, iri))
    if properties := _labelled(module, *_PROPERTIES):
        yield "\n| property | written on | takes | meaning |\n"
        yield "| --- | --- | --- | --- |\n"
        for iri in properties:
            on, takes = _named(whole, iri, _DOMAIN, own), _takes(whole, iri, own)
            yield _row(_anchor(iri), on, takes, _meaning(module, iri))


def _labelled(graph: Graph, *kinds: URIRef) -> list[URIRef]:
    found = {iri for kind in kinds for iri in graph.subjects(RDF.type, kind)}
    labelled = found & set(graph.subjects(RDFS.label))
    iris = [iri for iri in labelled if isinstance(iri, URIRef)]
    return sorted(iris, key=lambda iri: (local_name(iri).casefold(), iri))


def _takes(module: Graph, iri: URIRef, own: AbstractSet[URIRef]) -> str:
    if scheme := module.value(iri, _APF.valuesFrom):
        name = local_name(scheme)
        return f"a code: {_link(name, f'code-list-{name}')}"
    return _named(module, iri, _RANGE, own)


def _named(
    module: Graph, iri: URIRef, predicates: Iterable[URIRef], own: AbstractSet[URIRef]
) -> str:
    """Return what a term is related to by name, as links where the page has it."""
    others = sorted({str(o) for p in predicates for o in module.objects(iri, p)})
    names = {other: local_name(other) for other in others}
    return ", ".join(
        _link(f"`{name}`", name) if URIRef(other) in own else name
        for other, name in names.items()
    )


def _meaning(graph: Graph, iri: URIRef) -> str:
    """Return a definition, then how a term is used, then examples."""
    parts = [_all(graph, iri, SKOS.definition), _all(graph, iri, SKOS.scopeNote)]
    if (iri, _APF.definitional, None) in graph:
        parts.append("*Definitional.*")
    examples = sorted(str(text) for text in graph.objects(iri, SKOS.example))
    for title, chosen in (("For example", False), ("Not", True)):
        texts = [e.removeprefix(_NOT) for e in examples if e.startswith(_NOT) == chosen]
        if texts:
            parts.append(f"*{title}: {' '.join(texts).rstrip('.')}.*")
    return " ".join(part for part in parts if part)


def _all(graph: Graph, iri: URIRef, predicate: URIRef) -> str:
    return " ".join(sorted(str(text) for text in graph.objects(iri, predicate)))


def _scheme(name: str, graph: Graph) -> Iterator[str]:
    """Yield the section of a code list: its codes, narrower ones after the broader."""
    scheme = graph.value(None, RDF.type, SKOS.ConceptScheme)
    assert isinstance(scheme, URIRef)
    yield f"\n### Code list {name}\n\n{graph.value(scheme, DCTERMS.description)}\n"
    sources = sorted(str(s).rstrip(".") for s in graph.objects(scheme, DCTERMS.source))
    if sources:
        yield f"\nSource: {'; '.join(sources)}.\n"
    yield "\n| code | name | meaning |\n| --- | --- | --- |\n"
    tops = sorted(map(str, graph.subjects(SKOS.topConceptOf, scheme)))
    for top in tops:
        yield from _codes(URIRef(top), name, graph)


def _codes(concept: URIRef, scheme: str, graph: Graph, depth: int = 0) -> Iterator[str]:
    """Yield the row of a code, and those of the codes below it, set off by arrows."""
    code = f"{'↳ ' * depth}{_anchor(concept, f'{scheme}/')}"
    label = graph.value(concept, SKOS.prefLabel)
    meaning = [_meaning(graph, concept), *_follows(graph, concept)]
    yield _row(code, str(label), " ".join(filter(None, meaning)))
    for narrower in sorted(map(str, graph.subjects(SKOS.broader, concept))):
        yield from _codes(URIRef(narrower), scheme, graph, depth + 1)


def _follows(graph: Graph, concept: URIRef) -> Iterator[str]:
    """Yield what terms of our own say of a code, such as what a policy's step does."""
    for predicate in sorted(map(str, set(graph.predicates(concept)))):
        if predicate.startswith(ONTOLOGY):
            term = URIRef(predicate)
            label = str(graph.value(term, RDFS.label)).capitalize()
            values = sorted(local_name(v) for v in graph.objects(concept, term))
            told = "" if values == ["true"] else f": {', '.join(values)}"
            yield f"*{label}{told}.*"


def _anchor(iri: URIRef, before: str = "") -> str:
    name = local_name(iri)
    return f'<a id="{before}{name}"></a>`{name}`'


def _link(text: str, anchor: str = "") -> str:
    return f"[{text}](#{anchor or text.lower().replace(' ', '-')})"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"
