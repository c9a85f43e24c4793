"""What a question selects, and of which type it is, is read off the query."""

from __future__ import annotations

import pytest

from kg.ask.columns import column_types, projected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SELECT ?policy ?claim WHERE { ?claim ?p ?policy }", ["policy", "claim"]),
        ("SELECT DISTINCT ?flow\n  ?claim\n{ ?a ?b ?c }", ["flow", "claim"]),
        ("SELECT ?thing (COUNT(IF(?a = 1, ?b, ?c)) AS ?n) {", ["thing", "n"]),
        ("#+ question: SELECT ?x {\nselect ?actor where {", ["actor"]),
        ("SELECT * WHERE { ?a ?b ?c }", []),
    ],
)
def test_what_is_selected_is_found(text: str, names: list[str]) -> None:
    """Names stand in order; what an expression is made of is none of them."""
    assert projected(text) == names


def test_a_name_tells_its_type_by_its_last_word() -> None:
    """A header comes first, and is needed where a name tells nothing."""
    text = "SELECT ?targetClaim ?standing ?odd ?flow {"
    types = column_types({"flow": "string"}, text)

    assert types == {
        "targetClaim": "claim",
        "standing": "concept",
        "odd": None,
        "flow": "string",
    }
