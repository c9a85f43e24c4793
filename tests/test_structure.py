"""The package keeps its layers, its manners and its promises about itself."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import networkx as nx
import pytest
from rdflib import DCAT, DCTERMS, OWL, PROV, RDF, RDFS, SKOS, VOID, XSD
from rdflib.namespace import DefinedNamespace

import kg
from kg import names
from kg.names import APF, BASE, ONTOLOGY, PREFIXES, SCHEMES
from kg.read.project import Project

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "kg").rglob("*.py"))
LAYERS = [
    {"collector", "errors", "held", "rdf", "resources"},
    {"cell", "names"},
    {"amounts", "periods", "match", "net"},
    {"read"},
    {"graph"},
    {"policies"},
    {"figures"},
    {"table"},
    {"project"},
    {"ask"},
    {"draft", "intake", "link", "export", "transfer"},
    {"pages"},
    {"serve"},
    {"cli"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
MAX_LINES = 400
MAX_POSITIONAL = 5
SAME_INPUT_SAME_BYTES = (
    *("amounts", "periods", "match", "read", "graph", "policies", "figures", "table"),
    "project",
)
"""Packages that may know neither the time nor chance nor a network."""

SHARE_OUT = {"kg/table/cluster.py", "kg/table/processes.py"}
"""Modules of those that reach workers: who does the work, which comes out the same."""

UNSTEADY = {
    *("asyncio", "http", "multiprocessing", "random", "requests", "secrets", "socket"),
    *("SPARQLWrapper", "ssl", "subprocess", "time", "urllib", "uuid"),
}
REACHING = {
    *("distributed", "http.client", "httpx", "requests", "SPARQLWrapper"),
    *("urllib.request", "urllib3", "urllib3.util"),
}
CLOCKS = {"now", "today", "utcnow", "getrandom", "urandom"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), path.name)


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Return everything in a module, wherever in it; read once for all tests."""
    return tuple(ast.walk(tree_of(path)))


@pytest.fixture(scope="module", autouse=True)
def _trees_forgotten() -> Iterator[None]:
    """Forget what was read: sixty megabytes, in a process that forks often."""
    yield
    tree_of.cache_clear()
    nodes_of.cache_clear()


def imports(path: Path) -> Iterator[str]:
    """Yield the modules that a module imports, wherever in it."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: a relative import"
            yield node.module or ""


def room_of(path: Path) -> str:
    """Return the part of the package that a module lies in."""
    return path.relative_to(ROOT / "kg").with_suffix("").parts[0]


def offending(flaws: Callable[[Path], Iterable[object]]) -> dict[str, list[object]]:
    """Return what is wrong with modules, by their names; nothing with the others."""
    by_name = {name_of(path): sorted(flaws(path), key=str) for path in MODULES}
    return {name: wrong for name, wrong in by_name.items() if wrong}


def part(module: str) -> str | None:
    """Return the part of the package that ``kg.part.module`` belongs to."""
    pieces = module.split(".")
    return pieces[1] if pieces[0] == "kg" and len(pieces) > 1 else None


def test_imports_go_downwards() -> None:
    """A module imports its own part of the package, and parts below it."""

    def upwards(path: Path) -> Iterator[str]:
        own = room_of(path)
        for module in () if own in ("__init__", "__main__") else imports(path):
            other = part(module)
            above = other and other != own and LEVEL[other] >= LEVEL[own]
            if module == "kg" or above:
                yield module

    assert offending(upwards) == {}


def needed(path: Path) -> Iterator[str]:
    """Yield the modules that a module imports when it runs, at once or later."""
    nodes: list[ast.AST] = [tree_of(path)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        nodes += ast.iter_child_nodes(node)


def test_no_modules_go_round_in_a_ring() -> None:
    """No module needs, directly or through others, a module that needs it."""
    named = {name_of(path)[:-3].replace("/", "."): path for path in MODULES}
    graph: nx.DiGraph[str] = nx.DiGraph()
    for own, path in named.items():
        graph.add_edges_from((own, other) for other in needed(path) if other in named)

    rings = nx.strongly_connected_components(graph)
    assert [sorted(ring) for ring in rings if len(ring) > 1] == []


def test_every_part_has_a_layer() -> None:
    """No part of the package stands outside the layers."""
    assert {*map(room_of, MODULES)} - {"__init__", "__main__"} <= set(LEVEL)


def test_every_folder_of_modules_is_a_package() -> None:
    """What has no ``__init__.py`` is found by chance, and is missing from walks."""
    folders = {path.parent for path in MODULES}

    assert [str(f) for f in sorted(folders) if not (f / "__init__.py").exists()] == []


def test_modules_stay_short() -> None:
    """A module that needs more than 400 lines has two jobs."""

    def beyond(path: Path) -> list[str]:
        return path.read_text("utf-8").splitlines()[MAX_LINES:]

    assert [*offending(beyond)] == []


def test_only_the_command_line_prints() -> None:
    """Nothing below the command line writes to a terminal or ends the process."""
    names = {"print", "exit", "quit", "input"}
    attributes = {"sys.stdout", "sys.stderr", "sys.exit"}

    def printing(path: Path) -> Iterator[str]:
        for node in () if room_of(path) == "cli" else nodes_of(path):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from {node.func.id} & names
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                yield from {f"{node.value.id}.{node.attr}"} & attributes

    assert offending(printing) == {}


def test_a_build_knows_no_clock_chance_or_network() -> None:
    """What a graph is made by imports nothing that differs between two runs."""

    def unsteady(path: Path) -> set[str]:
        if room_of(path) not in SAME_INPUT_SAME_BYTES or name_of(path) in SHARE_OUT:
            return set()
        nodes = nodes_of(path)
        attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        modules = {module.partition(".")[0] for module in imports(path)}
        return modules & UNSTEADY | attributes & CLOCKS

    assert offending(unsteady) == {}


def test_whatever_reaches_out_does_so_in_one_room() -> None:
    """Only ``kg.net`` speaks to other machines, and nothing of a build asks it to.

    But for a cluster whose workers a user has named.
    """

    def reaching(path: Path) -> set[str]:
        own, taken = room_of(path), set(imports(path))
        asked = {module for module in taken if module.startswith("kg.net")}
        out = taken & REACHING if own != "net" else set()
        out -= {"distributed"} if name_of(path) in SHARE_OUT else set()
        return out | (asked if own in SAME_INPUT_SAME_BYTES else set())

    assert offending(reaching) == {}


def test_no_two_classes_have_one_name() -> None:
    """A public class is told from every other by its name alone."""
    homes: dict[str, list[str]] = {}
    for path in MODULES:
        for node in nodes_of(path):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(name_of(path))
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


def test_what_is_passed_is_named() -> None:
    """No function takes more than five arguments by position, but for commands."""

    def long(path: Path) -> Iterator[str]:
        for node in nodes_of(path):
            if isinstance(node, ast.FunctionDef) and not is_command(node):
                given = {arg.arg for arg in positional(node)} - {"self", "cls"}
                if len(given) > MAX_POSITIONAL:
                    yield node.name

    assert offending(long) == {}


def positional(function: ast.FunctionDef) -> list[ast.arg]:
    """Return the parameters that a function takes by position."""
    return [*function.args.posonlyargs, *function.args.args]


def is_command(function: ast.FunctionDef) -> bool:
    """Tell whether click calls a function, by name, with what was typed."""
    words = " ".join(map(ast.unparse, function.decorator_list))
    return ".command(" in words or ".group(" in words or ".option(" in words


def test_names_say_what_things_are() -> None:
    """Nothing is called by how it came about where it has a name of its own."""

    def called(path: Path) -> set[str]:
        names = {
            node.id if isinstance(node, ast.Name) else node.arg
            for node in nodes_of(path)
            if isinstance(node, ast.arg)
            or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
        }
        return {name.strip("_") for name in names} & {"apart", "found", "said", "told"}

    assert offending(called) == {}


def test_the_public_names_are_listed_in_order() -> None:
    """``kg.__all__`` is sorted, and is what ``dir(kg)`` and editors offer."""
    assert list(kg.__all__) == sorted(kg.__all__)
    assert dir(kg) == kg.__all__


def test_type_checkers_and_python_import_the_same_public_names() -> None:
    """What is imported when it is used is what type checkers are told."""
    told = {
        alias.asname or alias.name: (node.module, alias.name)
        for node in ast.walk(tree_of(ROOT / "kg/__init__.py"))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kg.")
        for alias in node.names
    }
    assert sorted(told) == kg.__all__
    for name, (module, inside) in told.items():
        assert getattr(kg, name) is getattr(import_module(module or ""), inside)


def test_a_public_function_is_no_part_of_the_package() -> None:
    """No sub-package takes the place of a public name when it is imported."""
    assert {*map(room_of, MODULES)}.isdisjoint(kg.__all__)


def imported_by(*arguments: str) -> set[str]:
    """Run Python and return the modules that it imported."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        check=True,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    lines = (line.rpartition("|") for line in done.stderr.splitlines())
    return {name.strip() for head, _, name in lines if head.startswith("import time:")}


HEAVY = {"edtf", "networkx", "pyoxigraph", "pyshacl", "rdflib", "rich", "yaml", "z3"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("-c", "import kg"),
        ("-m", "kg", "--help"),
        ("-m", "kg", "--version"),
        ("-m", "kg", "completion", "bash"),
    ],
    ids=" ".join,
)
def test_what_needs_no_graph_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    """Help, version, completion and ``import kg`` wait for no library of a build."""
    assert imported_by(*arguments) & HEAVY == set()


@pytest.mark.parametrize("name", kg.__all__)
def test_public_names_are_documented(name: str) -> None:
    """Whatever a user may call has a docstring."""
    assert (getattr(kg, name).__doc__ or "").strip()


def test_every_module_imports() -> None:
    """No module of the package fails when it is imported."""
    for module in walk_packages(kg.__path__, "kg."):
        if not module.name.endswith("__main__"):
            import_module(module.name)


def test_entry_points_lead_to_functions() -> None:
    """Each command that installation makes is a function that exists."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    scripts = settings["project"]["scripts"]
    assert "kg" in scripts
    for target in scripts.values():
        module, _, function = target.partition(":")
        assert callable(getattr(import_module(module), function))


def test_terms_that_the_package_refers_to_exist() -> None:
    """Every term that the code names is declared in the ontology."""
    modules = Project.open(ROOT).vocabulary.modules
    terms = list(APF.__annotations__)
    assert terms == sorted(terms)
    assert [
        name for name in terms if not modules.objects(APF[name], names.RDF.type)
    ] == []


def test_a_term_that_does_not_exist_is_an_error() -> None:
    """The namespace is closed: a misspelt term does not become an IRI."""
    with pytest.raises(AttributeError, match="claimants"):
        _ = APF.claimants


@pytest.mark.parametrize(
    "space", [DCAT, DCTERMS, OWL, PROV, RDF, RDFS, SKOS, VOID, XSD], ids=str
)
def test_the_terms_of_others_exist(space: type[DefinedNamespace]) -> None:
    """Every term of W3C's and Dublin Core's that the code names, rdflib knows, too."""
    ours = getattr(names, space.__name__)
    terms = list(ours.__annotations__)
    assert terms == sorted(terms)
    assert [ours[term] for term in terms] == [str(space[term]) for term in terms]


def test_the_prefixes_are_true_and_in_order() -> None:
    """Each prefix stands for the namespace that everybody knows by it."""
    known: dict[str, object] = {"apf": ONTOLOGY, "dcterms": DCTERMS, "owl": OWL}
    known |= {"rdf": RDF, "rdfs": RDFS, "skos": SKOS, "void": VOID, "xsd": XSD}
    assert list(PREFIXES) == sorted(PREFIXES)
    assert {name: str(space) for name, space in known.items()} == PREFIXES
    assert ONTOLOGY.startswith(BASE)
    assert SCHEMES.startswith(BASE)
