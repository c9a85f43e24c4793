"""Whether a claim counts is worked out once, from its manner and from other claims."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.policies.standing import write_standing

MODALITY = Path(__file__).parents[2] / "ontology" / "schemes" / "modality.ttl"
PREFIXES = """\
@prefix : <urn:x:> .
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix modality: <https://w3id.org/apf/scheme/modality/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:jan apf:published "2024-01-10"^^xsd:date .
:feb apf:published "2024-02-10"^^xsd:date .
:mar apf:published "2024-03-10"^^xsd:date .
"""


def claim(key: str, document: str, modality: str, rest: str = "") -> str:
    return (
        f":{key} apf:modality modality:{modality} ; apf:statedIn :{document} . {rest}\n"
    )


def standings(*claims: str, later: str = "") -> dict[str, dict[str, str]]:
    """Return what is written of each claim: local name, property, values.

    What is ``later`` comes into the store after that, and all is written once more.
    """
    store = ox.Store()
    store.load((PREFIXES + "".join(claims)).encode(), ox.RdfFormat.TURTLE)
    store.load(path=str(MODALITY))
    write_standing(store, "urn:x:standing")
    if later:
        store.load((PREFIXES + later).encode(), ox.RdfFormat.TURTLE)
        write_standing(store, "urn:x:standing")
    result: dict[str, dict[str, str]] = {}
    for quad in store.quads_for_pattern(
        None, None, None, ox.NamedNode("urn:x:standing")
    ):
        key, term, value = (
            str(getattr(node, "value", "")).replace("#", "/").replace(":", "/")
            for node in (quad.subject, quad.predicate, quad.object)
        )
        result.setdefault(key.rsplit("/")[-1], {})[term.rsplit("/")[-1]] = value.rsplit(
            "/"
        )[-1]
    return result


@pytest.mark.parametrize(
    ("modality", "standing"),
    [
        ("asserted", "established"),
        ("presupposed", "established"),
        ("alleged", "reported"),
        ("interpreted", "reported"),
        ("characterised", "reported"),
        ("predicted", "reported"),
        ("concern", "reported"),
        ("planned", "planned"),
        ("threatened", "planned"),
        ("denied", "denied"),
    ],
)
def test_a_claim_has_the_standing_of_its_manner(modality: str, standing: str) -> None:
    """A threat, a denial and an accusation stay what they are."""
    assert standings(claim("c", "jan", modality)) == {
        "c": {"standing": standing, "knownFrom": "2024-01-10"}
    }


def test_a_disputed_claim_is_contested_from_the_day_of_the_first_dispute() -> None:
    """Of two disputes the earlier one counts, and both are named."""
    written = standings(
        claim("c", "jan", "asserted"),
        claim("d", "mar", "denied", ":d apf:disputes :c ."),
        claim("e", "feb", "asserted", ":e apf:disputes :c ."),
    )

    assert written["c"]["standing"] == "contested"
    assert written["c"]["disputedOn"] == "2024-02-10"
    assert written["d"]["standing"] == "denied"


def test_a_disputed_denial_stays_a_denial_and_names_who_disputes_it() -> None:
    """It is no weaker assertion, and what speaks against it is seen all the same."""
    written = standings(
        claim("c", "jan", "denied"),
        claim("d", "feb", "asserted", ":d apf:disputes :c ."),
    )

    assert (written["c"]["standing"], written["c"]["disputedBy"]) == ("denied", "d")


def test_a_replaced_claim_is_replaced_even_where_it_was_contested() -> None:
    """What its claimant took back is of no use, whoever denied it."""
    written = standings(
        claim("c", "jan", "asserted"),
        claim("d", "feb", "denied", ":d apf:disputes :c ."),
        claim("e", "mar", "asserted", ":e apf:revises :c ."),
    )

    assert written["c"]["standing"] == "replaced"
    assert written["c"]["replacedOn"] == "2024-03-10"


RELATION = ":{} apf:aboutSubject :p ; apf:aboutPredicate apf:{} ; apf:aboutObject :g ."


def test_who_denies_a_relation_disputes_who_asserts_it() -> None:
    """Nobody wrote `disputes`; the same three things are enough, and needed."""
    written = standings(
        claim("c", "jan", "asserted", RELATION.format("c", "targetsPopulation")),
        claim(
            "other", "jan", "asserted", RELATION.format("other", "exemptsPopulation")
        ),
        claim("d", "feb", "denied", RELATION.format("d", "targetsPopulation")),
    )

    assert written["c"]["standing"] == "contested"
    assert written["c"]["disputedBy"] == "d"
    assert written["c"]["disputedOn"] == "2024-02-10"
    assert written["other"]["standing"] == "established"


STEP = (
    ":{0} apf:content :of-{0} . :of-{0} apf:policyEventOf :p ; "
    "apf:policyEventType :revoked ; apf:earliestStart '{1}'^^xsd:date ; "
    "apf:latestEnd '{2}'^^xsd:date ."
)


def test_who_denies_a_step_disputes_the_same_step_in_a_period_that_meets() -> None:
    """A denied revocation of May does not touch that of another year."""
    written = standings(
        claim("may", "jan", "asserted", STEP.format("may", "2024-05-01", "2024-05-31")),
        claim("old", "jan", "asserted", STEP.format("old", "2019-05-01", "2019-05-01")),
        claim("d", "feb", "denied", STEP.format("d", "2024-05-20", "2024-05-20")),
    )

    assert written["may"]["standing"] == "contested"
    assert written["old"]["standing"] == "established"


FIGURE = (
    ":{0} apf:content :of-{0} . :of-{0} a apf:FlowObservation ; apf:measures :flow ; "
    "apf:unit :person {1} ."
)


def test_who_denies_a_number_disputes_that_number() -> None:
    """Another number of the same thing is not denied by it."""
    written = standings(
        claim("five", "jan", "asserted", FIGURE.format("five", "; apf:value 5000")),
        claim("nine", "jan", "asserted", FIGURE.format("nine", "; apf:value 900")),
        claim("d", "feb", "denied", FIGURE.format("d", "; apf:value 5000")),
    )

    assert written["five"]["standing"] == "contested"
    assert written["nine"]["standing"] == "established"


def test_who_denies_that_there_were_any_disputes_every_number() -> None:
    """A figure without bounds says only that there was some."""
    written = standings(
        claim("five", "jan", "asserted", FIGURE.format("five", "; apf:value 5000")),
        claim("d", "feb", "denied", FIGURE.format("d", "")),
    )

    assert written["five"]["standing"] == "contested"


def test_who_denies_a_number_disputes_what_is_derived_later() -> None:
    """A number that is derived when claims have their standing is denied, too."""
    denial = FIGURE.format("d", "; apf:value 5000")
    derived = FIGURE.format("sum", "; apf:value 5000")
    written = standings(
        claim("d", "feb", "denied", denial),
        later=f":sum apf:modality modality:derived . {derived}\n",
    )

    assert written["sum"]["disputedBy"] == "d"
    assert written["d"]["standing"] == "denied"


def test_a_derived_claim_is_known_from_the_latest_of_its_inputs() -> None:
    """Nobody could add up before the last figure was published; it may be two deep."""
    written = standings(
        claim("a", "jan", "asserted"),
        claim("b", "mar", "asserted"),
        ":sum apf:modality modality:derived ; apf:derivedFromClaim :a , :b .\n",
        ":more apf:modality modality:derived ; apf:derivedFromClaim :a , :sum .\n",
        ":ring apf:modality modality:derived ; apf:derivedFromClaim :ring .\n",
    )

    assert written["sum"] == {"standing": "derived", "knownFrom": "2024-03-10"}
    assert written["more"]["knownFrom"] == "2024-03-10"
    assert written["ring"] == {"standing": "derived"}


@pytest.mark.parametrize(
    ("against", "standing", "term"),
    [("apf:revises", "replaced", "replacedOn"), ("apf:disputes", "contested", None)],
)
def test_what_is_against_a_claim_is_against_its_restatements(
    against: str, standing: str, term: str | None
) -> None:
    """They are no second witness, at however many removes; what revises it stays."""
    found = standings(
        claim("first", "jan", "asserted"),
        claim("again", "feb", "asserted", ":again apf:restates :first ."),
        claim("once-more", "mar", "asserted", ":once-more apf:restates :again ."),
        claim("newer", "mar", "asserted", f":newer {against} :first ."),
        claim("of-newer", "mar", "asserted", ":of-newer apf:restates :newer ."),
    )

    for key in ("first", "again", "once-more"):
        assert found[key]["standing"] == standing
        assert term is None or found[key][term] == "2024-03-10"
    assert found["newer"]["standing"] == "established"
    assert found["of-newer"]["standing"] == "established"
