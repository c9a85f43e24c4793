"""The elements of GEXF 1.3: what each may hold, in a notation of our own.

Children: ``a? b* c`` in this order, ``a | b`` in any order and number.
Attributes: ``name:type``, with ``!`` where required; a type is a simple type of
``lexical``, or the values it lists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.export.network.gexf.lint.lexical import SIMPLE

NAMESPACES = {
    "http://gexf.net/1.3",
    "http://www.gexf.net/1.3",
    "http://www.gexf.net/1.2draft",
    "http://www.gexf.net/1.1draft",
}
VIZ = {f"{namespace}/viz" for namespace in NAMESPACES}
CURRENT = "http://gexf.net/1.3"

_EDGE_TYPES = "directed,undirected,mutual"
_TYPES = (
    "integer,long,double,float,boolean,bigdecimal,biginteger,byte,char,short,"
    "liststring,listboolean,listinteger,listlong,listfloat,listdouble,listbyte,"
    "listshort,listbigdecimal,listbiginteger,listchar,string,anyURI"
)
_TIMES = "start:time end:time timestamp:time"
_LIFE = f"{_TIMES} intervals:text timestamps:text"
_GRAPH = (
    f"{_TIMES} timeformat:integer,double,date,dateTime mode:static,dynamic,slice "
    "timerepresentation:interval,timestamp timezone:text "
    f"defaultedgetype:{_EDGE_TYPES} idtype:integer,string"
)
_EDGE = (
    f"{_LIFE} id:text type:{_EDGE_TYPES} label:text source:text! target:text! "
    "weight:float kind:text"
)
_NODE_HAS = (
    "spells | color | position | size | shape=node-shape | attvalues | nodes | edges "
    "| parents"
)
_WRITTEN = {
    "gexf": ("meta? graph", "version:1.3! variant:text"),
    "meta": ("creator | keywords | description", "lastmodifieddate:date"),
    "graph": ("attributes* nodes edges", _GRAPH),
    "attributes": ("attribute*", "mode:static,dynamic class:node,edge!"),
    "attribute": ("default | options", f"id:text! title:text! type:{_TYPES}!"),
    "nodes": ("node*", "count:count"),
    "edges": ("edge*", "count:count"),
    "node": (_NODE_HAS, f"{_LIFE} id:text! label:text pid:text"),
    "edge": ("spells | color | thickness | shape=edge-shape | attvalues", _EDGE),
    "attvalues": ("attvalue*", ""),
    "attvalue": ("", f"{_TIMES} for:text! value:text!"),
    "spells": ("spell+", ""),
    "spell": ("", _TIMES),
    "parents": ("parent*", ""),
    "parent": ("", "for:text!"),
    "color": ("", "r:channel g:channel b:channel hex:text a:alpha"),
    "position": ("", "x:float! y:float! z:float"),
    "size": ("", "value:size!"),
    "thickness": ("", "value:size!"),
    "node-shape": ("", "value:disc,square,triangle,diamond,image! uri:text"),
    "edge-shape": ("", "value:solid,dotted,dashed,double!"),
}
_TEXT = ("creator", "keywords", "description", "default", "options")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute: whether it must be there, and which values it may have."""

    required: bool
    allows: Callable[[str], bool]
    listed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ElementKind:
    """A kind of element: its attributes, children (name to kind), and their places.

    ``places`` has an order and how often of children in a sequence: ``?``, ``*``,
    ``+`` or once.
    """

    attributes: Mapping[str, Attribute]
    children: Mapping[str, str]
    places: Mapping[str, tuple[int, str]]
    text: bool = False


def _attribute(written: str) -> tuple[str, Attribute]:
    name, _, type_ = written.partition(":")
    bare = type_.rstrip("!")
    listed = () if bare in SIMPLE else tuple(bare.split(","))
    allows = SIMPLE.get(bare, frozenset(listed).__contains__)
    return name, Attribute(type_.endswith("!"), allows, listed)


def _kind(content: str, attributes: str) -> ElementKind:
    free = "|" in content
    words = content.replace("|", " ").split()
    names = [word.rstrip("?*+") for word in words]
    pairs = [name.partition("=") for name in names]
    places = {
        name: (order, word[len(name) :])
        for order, (name, word) in enumerate(zip(names, words, strict=True))
        if not free
    }
    return ElementKind(
        dict(map(_attribute, attributes.split())),
        {name: kind or name for name, _, kind in pairs},
        places,
    )


KINDS: Mapping[str, ElementKind] = {
    **{name: _kind(*written) for name, written in _WRITTEN.items()},
    **{name: ElementKind({}, {}, {}, text=True) for name in _TEXT},
}
NAMES = {child for kind in KINDS.values() for child in kind.children} | {"gexf"}
"""The names of all elements."""

_SLICES = _kind("slice=spell | spell", "")
BEYOND_ELEMENTS: Mapping[tuple[str, str], ElementKind | None] = {
    ("meta", "title"): None,
    ("node", "slices"): _SLICES,
    ("edge", "slices"): _SLICES,
    ("spells", "slice"): KINDS["spell"],
}
"""Elements by what they stand in, with what they may hold if that is known: what Gephi
writes, or reads from GEXF 1.1, and the schema does not have."""

GEPHI_READS = frozenset(
    (
        *("graph", "attributes", "attribute", "default", "node", "edge", "attvalue"),
        *("position", "color", "size", "spell", "slice"),
    )
)
"""Elements that Gephi's importer knows by their local names, in any namespace."""

BEYOND_VALUES = {
    ("graph", "idtype"): {"long"},
    ("graph", "timeformat"): {"datetime", "float", "timestamp"},
    ("attribute", "type"): {"bool", "character", "int", "listcharacter", "listint"},
}
BEYOND_ATTRIBUTES = {
    ("attributes", "type"),
    ("attvalue", "id"),
    ("graph", "timetype"),
}
"""What Gephi writes, or reads from older versions, and the schema does not have."""
