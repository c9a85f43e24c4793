"""What RDF Data Cubes of figures are made of, and how one declares its structure.

Components are terms of the ontology, PROV-O and the SDMX vocabularies, declared in the
file itself as the dimensions, measures and attributes that they serve as, with the
ranges that their own vocabularies give them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.export.rdf.claims import node, part_of
from kg.names import ONTOLOGY, PROV, RDF, RDFS, XSD, local_name

QB = "http://purl.org/linked-data/cube#"
SDMX = "http://purl.org/linked-data/sdmx/2009/"
CLAIM, CLAIMANT = str(PROV.wasDerivedFrom), str(PROV.wasAttributedTo)
UNIT, STATUS = f"{SDMX}attribute#unitMeasure", f"{SDMX}attribute#obsStatus"
MEASURED = f"{ONTOLOGY}measures"
PERIOD = (f"{ONTOLOGY}earliestStart", f"{ONTOLOGY}latestEnd")
DIMENSIONS = {
    MEASURED: str(RDFS.Resource),
    **dict.fromkeys(PERIOD, str(XSD.date)),
    CLAIMANT: str(PROV.Agent),
    CLAIM: str(PROV.Entity),
}
"""Dimensions in their order, and their ranges."""

MEASURES = tuple(
    f"{ONTOLOGY}{name}" for name in ("value", "lowerBound", "upperBound", "rank")
)
DETAILS = tuple(
    f"{ONTOLOGY}{name}"
    for name in (
        *("quantifier", "quantityText", "lowerBoundInclusive", "upperBoundInclusive"),
        "roundedTo",
        *("currency", "movementTerm", "movementType", "coercion", "transferStage"),
        *("datePrecision", "edtf", "approximate", "periodText"),
    )
)
"""Attributes that an observation has where its source gives them."""

_REQUIRED = (UNIT, STATUS)
_COMPONENTS = (
    *(("dimension", iri) for iri in DIMENSIONS),
    *(("measure", iri) for iri in MEASURES),
    *(("attribute", iri) for iri in (*_REQUIRED, *DETAILS)),
)
_TYPE, _RANGE = node(RDF.type), node(RDFS.range)


@dataclass(frozen=True, order=True, slots=True)
class Shape:
    """What the observations of one data set have in common.

    ``parts`` are the measures and the ends of the period that each of them has.
    """

    document: str
    cls: str
    unit: str
    parts: tuple[str, ...]

    @property
    def iri(self) -> ox.NamedNode:
        """The data set: named after its document and what it holds."""
        names = (local_name(name) for name in (self.cls, self.unit, *self.parts))
        return part_of(node(self.document), "-".join(("cube", *filter(None, names))))


def qb(name: str) -> ox.NamedNode:
    """Return a term of the Data Cube vocabulary."""
    return node(f"{QB}{name}")


def declarations() -> Iterator[ox.Triple]:
    """Yield what each component is, and the ranges of dimensions."""
    for iri, range_ in DIMENSIONS.items():
        yield ox.Triple(node(iri), _TYPE, qb("DimensionProperty"))
        yield ox.Triple(node(iri), _RANGE, node(range_))
    for iri in PERIOD:
        yield ox.Triple(node(iri), qb("concept"), node(f"{SDMX}concept#refPeriod"))
    for iri in MEASURES:
        yield ox.Triple(node(iri), _TYPE, qb("MeasureProperty"))
    for iri in (*_REQUIRED, *DETAILS):
        yield ox.Triple(node(iri), _TYPE, qb("AttributeProperty"))


def specifications(document: str) -> Iterator[ox.Triple]:
    """Yield the components that the structures of a document's data sets share."""
    for n, (role, iri) in enumerate(_COMPONENTS, 1):
        spec = _specification(document, iri)
        yield ox.Triple(spec, _TYPE, qb("ComponentSpecification"))
        yield ox.Triple(spec, qb(role), node(iri))
        yield ox.Triple(spec, qb("order"), ox.Literal(n))
        if role == "attribute":
            required = ox.Literal(iri in _REQUIRED)
            yield ox.Triple(spec, qb("componentRequired"), required)


def structure(shape: Shape) -> Iterator[ox.Triple]:
    """Yield the structure definition of a data set."""
    this = node(f"{shape.iri.value}-structure")
    yield ox.Triple(shape.iri, qb("structure"), this)
    yield ox.Triple(this, _TYPE, qb("DataStructureDefinition"))
    for role, iri in _COMPONENTS:
        varies = iri in PERIOD or role == "measure"
        if iri in shape.parts or not (varies or (iri == UNIT and not shape.unit)):
            spec = _specification(shape.document, iri)
            yield ox.Triple(this, qb("component"), spec)


def _specification(document: str, iri: str) -> ox.NamedNode:
    return part_of(node(document), f"cube-component-{local_name(iri)}")
