"""What is denied, partial, fuzzy or past is told as that, and nothing is left out.

One small project of invented facts; the rows were worked out by hand from them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import kg
from kg.errors import UnknownName

Made = Callable[[str], kg.KnowledgeGraph]

ENTITIES = """\
herald: {type: MediaOrganization, label: The Herald}
government: {type: Government, label: Government of Ruritania}
opponents: {type: CollectiveActor, label: Opponents}
high-court: {type: Court, label: High Court, courtLevel: supreme}
ruritania: {type: Country, label: Ruritania, iso3: XRU}
utopia: {type: Country, label: Utopia, iso3: XUT}
zubrowka: {type: Country, label: Zubrowka, iso3: XZU}
bridge: {type: BorderCrossing, label: Old Bridge, within: ruritania}
exiles:
  {type: PopulationGroup, label: Exiles, nationality: ruritania, residesIn: utopia}
minors: {type: PopulationGroup, label: Minors among them, subPopulationOf: exiles}
arrivals: {type: PopulationGroup, label: People from the boats, residesIn: utopia}
over-the-bridge:
  {type: MovementFlow, label: Over the bridge, origin: ruritania, destination: utopia,
   movedPopulation: exiles}
sent-on:
  {type: MovementFlow, label: Sent on, origin: utopia, destination: zubrowka,
   movedPopulation: arrivals}
sent-away:
  {type: MovementFlow, label: Sent away, origin: ruritania, destination: zubrowka,
   movedPopulation: exiles}
expulsion: {type: Policy, label: Expulsion}
by-air: {type: PolicyMeasure, label: Expulsion by air, partOfPolicy: expulsion}
quota: {type: Policy, label: The quota}
ban: {type: Policy, label: The ban}
accord: {type: Agreement, label: The accord}
border-act: {type: LegalInstrument, label: Border Act}
order: {type: PolicyMeasure, label: The order}
closure: {type: PolicyMeasure, label: The closure}
"""

DOCUMENT = "document: {id: herald-1, title: News, published: 2025-01-10, "
FACTS = (
    DOCUMENT
    + """publishedBy: herald}
claims:
  expelled:
    summary: Expulsions began on 1 March 2020, under the Border Act.
    claimant: narrator
    says: {type: PolicyEvent, policyEventOf: expulsion, policyEventType: started,
      performedBy: government, restsOn: border-act, period: 2020-03-01}
  expelled-by-air:
    summary: Flights began in June 2020.
    claimant: narrator
    says: {type: PolicyEvent, policyEventOf: by-air, policyEventType: started,
      period: 2020-06}
  aimed:
    summary: The flights are for exiles.
    claimant: government
    says: [by-air, targetsPopulation, exiles]
  spared:
    summary: Minors were left out from November 2020 to January 2021.
    claimant: government
    period: 2020-11/2021-01
    says: [by-air, exemptsPopulation, minors]
  stopped-for-minors:
    summary: The court stopped expulsions of minors from November 2020 to January 2021.
    claimant: narrator
    says: {type: PolicyEvent, policyEventOf: expulsion, policyEventType: enjoined,
      affects: minors, performedBy: high-court, period: 2020-11/2021-01}
  quota-started:
    summary: The quota came in 2023.
    claimant: narrator
    says: {type: PolicyEvent, policyEventOf: quota, policyEventType: started,
      period: 2023}
  quota-stopped:
    summary: Early in 2024 the court stopped it.
    claimant: narrator
    says: {type: PolicyEvent, policyEventOf: quota, policyEventType: enjoined,
      performedBy: high-court, period: 2024-01~, periodText: early in 2024}
  quota-freed:
    summary: In March or so it went on.
    claimant: narrator
    says: {type: PolicyEvent, policyEventOf: quota, policyEventType: injunction-lifted,
      period: 2024-03~}
  quota-aimed:
    summary: The quota is for exiles.
    claimant: narrator
    says: [quota, targetsPopulation, exiles]
  ban-started:
    summary: The ban began on 1 January 2020.
    claimant: narrator
    says: {type: PolicyEvent, policyEventOf: ban, policyEventType: started,
      period: 2020-01-01}
  ban-suspended:
    summary: The ban was suspended in March 2024.
    claimant: narrator
    says: {type: PolicyEvent, policyEventOf: ban, policyEventType: suspended,
      period: 2024-03}
  ban-revoked:
    summary: The ban was revoked in 2024.
    claimant: narrator
    says: {type: PolicyEvent, policyEventOf: ban, policyEventType: revoked,
      period: 2024}
  ban-aimed:
    summary: The ban is for exiles.
    claimant: narrator
    says: [ban, targetsPopulation, exiles]
  accord-started:
    summary: The accord began on 1 January 2022.
    claimant: narrator
    says: {type: PolicyEvent, policyEventOf: accord, policyEventType: started,
      period: 2022-01-01}
  accord-runs:
    summary: The accord runs to the end of 2022.
    claimant: narrator
    says: [accord, validUntil, 2022-12-31]
  accord-aimed:
    summary: The accord is for exiles.
    claimant: narrator
    says: [accord, targetsPopulation, exiles]
  order-started:
    summary: The order came on 1 May 2023.
    claimant: narrator
    says: {type: PolicyEvent, policyEventOf: order, policyEventType: started,
      period: 2023-05-01}
  order-not-revoked:
    summary: The government denies that it revoked the order.
    claimant: government
    modality: denied
    says: {type: PolicyEvent, policyEventOf: order, policyEventType: revoked,
      period: 2024-05-01}
  order-suspended-they-say:
    summary: Opponents charge that the order was suspended in secret.
    claimant: opponents
    modality: alleged
    says: {type: PolicyEvent, policyEventOf: order, policyEventType: suspended,
      period: 2024-06-01}
  order-not-ours:
    summary: The government denies that the order is its own.
    claimant: government
    modality: denied
    says: [order, adoptedBy, government]
  order-not-at-exiles:
    summary: The government denies that the order is aimed at exiles.
    claimant: government
    modality: denied
    says: [order, targetsPopulation, exiles]
  order-coded:
    summary: The order is stricter than what went before.
    claimant: herald
    attribution: coding
    says: [order, restrictivenessChange, more-restrictive]
  bridge-open:
    summary: The government denies that the closure shuts the bridge.
    claimant: government
    modality: denied
    says: [closure, closesCrossing, bridge]
  by-bridge:
    summary: They use the bridge.
    claimant: narrator
    says: [over-the-bridge, via, bridge]
  boats:
    summary: Five of the people from the boats were taken to Zubrowka.
    claimant: narrator
    says: {type: FlowObservation, measures: sent-on, amount: "5", unit: person,
      period: 2023, movementTerm: taken, movementType: departure}
  nobody-sent:
    summary: The government denies that anybody was sent to Zubrowka.
    claimant: government
    modality: denied
    says: {type: FlowObservation, measures: sent-away, amount: some, unit: person,
      period: 2023, movementTerm: sent, movementType: third-country-transfer}
  looting:
    summary: Opponents report that markets are looted.
    claimant: opponents
    modality: alleged
    says: [looting, affects, exiles]
  fear:
    summary: The court speaks of a campaign of fear.
    claimant: high-court
    modality: alleged
    says: {type: Situation, affects: exiles}
entities:
  looting: {type: Situation, label: Looting of markets}
"""
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    """Build the project of this module."""
    return built(tmp_path_factory.mktemp("right"), "herald-1", FACTS)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Build a project of one document ``d1``, once for all tests of the same facts."""
    return cache(lambda facts: built(tmp_path_factory.mktemp("made"), "d1", facts))


def built(root: Path, document: str, facts: str) -> kg.KnowledgeGraph:
    """Build a project of one document beside the entities."""
    for name, text in {
        "kg.toml": '[project]\ntitle = "Ruritania"\nbase = "https://example.org/r/"\n',
        "sources/entities/all.yaml": ENTITIES,
        f"sources/{document}/facts.yaml": facts,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    kg.build(kg.Project.open(root), root / "graph", texts=kg.Texts(None))
    return kg.open(root / "graph", project=root)


def rows(
    graph: kg.KnowledgeGraph, question: str, columns: str, **given: str
) -> list[str]:
    """Return the rows of an answer as text: cells, ``-`` for those without a value."""
    found = graph.ask(question, **given).to_dicts()
    texts = ({k: str(v) for k, v in r.items() if v not in (None, "")} for r in found)
    return [
        " ".join(
            row.get(c, "-").replace("herald-1.", "").replace(" ", "+")
            for c in columns.split()
        )
        for row in texts
    ]


STATUS = "status certainty possible certain affects statusClaims"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2022-06", ["- not-known - - - -"]),
        ("2023-01-02", ["in-force may-hold 2023-01-01/2024-02-28 - - quota-started"]),
        (
            "2024-02-10",
            [
                "in-force may-hold 2023-01-01/2024-02-28 - - quota-started",
                "enjoined may-hold 2023-12-01/2024-04-29 - - quota-stopped",
                "in-force may-hold 2024-02-01/.. 2024-04-30/2025-01-10 - quota-freed",
            ],
        ),
        (
            "2024-06",
            ["in-force holds - - - quota-freed"],
        ),
        (
            "2025",
            ["in-force may-hold 2024-02-01/.. 2024-04-30/2025-01-10 - quota-freed"],
        ),
        (
            "2025-02",
            ["in-force not-known 2024-02-01/.. 2024-04-30/2025-01-10 - quota-freed"],
        ),
    ],
)
def test_a_status_holds_or_may_hold_or_is_not_known(
    graph: kg.KnowledgeGraph, on: str, expected: list[str]
) -> None:
    """Of a step in a month or year, every day is possible, and its bounds are shown."""
    assert rows(graph, "policy-targets", STATUS, policy="quota", on=on) == expected


@pytest.mark.parametrize(
    ("on", "statuses"),
    [
        ("2023-12-31", ["in-force holds"]),
        ("2024-02-01", ["in-force may-hold", "revoked may-hold"]),
        ("2024-12-31", ["revoked may-hold", "suspended may-hold"]),
    ],
)
def test_an_order_that_nobody_tells_is_open(
    graph: kg.KnowledgeGraph, on: str, statuses: list[str]
) -> None:
    """Suspended in March and revoked in the year: either may have come first."""
    found = rows(graph, "policy-targets", "status certainty", policy="ban", on=on)

    assert sorted(found) == statuses


def test_past_its_stated_end_is_not_in_force(graph: kg.KnowledgeGraph) -> None:
    """After the end that a source states, that is the status, and an end."""
    found = rows(
        graph, "policy-targets", "status since", policy="accord", on="2024-06-01"
    )

    assert found == ["past-stated-end 2022-12-31"]
    assert rows(
        graph, "policies-ended", "status period step claim", policy="accord"
    ) == ["past-stated-end 2022-12-31 - accord-runs"]


def test_a_stop_for_some_is_no_stop_for_all(graph: kg.KnowledgeGraph) -> None:
    """What concerns a part stands beside the status of the whole, and names it."""
    ended = "policy status affects over actor actorKind courtLevel"

    assert rows(graph, "policies-ended", ended, policy="expulsion") == []
    assert rows(
        graph, "policies-ended", ended, policy="expulsion", until="2021-12-31"
    ) == ["expulsion enjoined minors True high-court Court supreme"]


def test_targets_and_exemptions_follow_parts(graph: kg.KnowledgeGraph) -> None:
    """A question about a policy finds what its part says, and names the part.

    That the whole is enjoined for minors holds of the part as well.
    """
    targets = "policy via target status certainty period"

    assert rows(graph, "policy-targets", targets, policy="expulsion") == [
        "expulsion by-air exiles in-force holds -"
    ]
    exempt = targets.replace("target ", "exempted ")
    for policy, via in (("expulsion", "by-air"), ("by-air", "-")):
        assert rows(
            graph, "policy-exemptions", exempt, policy=policy, on="2020-12"
        ) == [
            f"{policy} {via} minors {status} holds 2020-11/2021-01"
            for status in ("in-force", "enjoined")
        ]
        assert rows(graph, "policy-exemptions", exempt, policy=policy, on="2022") == []


def test_a_timeline_shows_periods_as_told(graph: kg.KnowledgeGraph) -> None:
    """No first of a month or year is shown that nobody named."""
    told = "period periodText step status actor claim"

    assert rows(graph, "policy-timeline", told, policy="quota") == [
        "2023 - started in-force - quota-started",
        "2024-01~ early+in+2024 enjoined enjoined high-court quota-stopped",
        "2024-03~ - injunction-lifted in-force - quota-freed",
    ]
    assert rows(
        graph, "policy-timeline", "step restsOn affects actorKind", policy="expulsion"
    ) == ["started border-act - Government", "enjoined - minors Court"]
    assert rows(
        graph, "policy-timeline", "step period validUntil claim", policy="accord"
    ) == ["started 2022-01-01 - accord-started", "- - 2022-12-31 accord-runs"]


def test_a_lifted_injunction_is_no_end(graph: kg.KnowledgeGraph) -> None:
    """It is left out of what stands stopped; in a window it is a stop that is over."""
    assert rows(graph, "policies-ended", "status", policy="quota") == []
    stops = "status over certainty period claim"
    found = rows(graph, "policies-ended", stops, policy="quota", until="2024-12-31")

    assert found == ["enjoined True may-hold 2024-01~ quota-stopped"]


def test_what_is_denied_or_alleged_ends_nothing(graph: kg.KnowledgeGraph) -> None:
    """It stands in the timeline without a status, and among the ends not at all."""
    assert rows(graph, "policies-ended", "status", policy="order") == []
    assert rows(
        graph, "policy-timeline", "step modality standing status", policy="order"
    ) == [
        "started asserted established in-force",
        "revoked denied denied -",
        "suspended alleged reported -",
    ]


def test_what_is_denied_says_so_or_is_left_out(graph: kg.KnowledgeGraph) -> None:
    """A denied author, target, closure or transfer is never told as the case."""
    assert rows(
        graph, "policy-actors", "role actor actorKind standing", policy="order"
    ) == ["adoptedBy government Government denied"]
    assert rows(graph, "policy-targets", "target standing", policy="order") == [
        "exiles denied"
    ]
    assert rows(graph, "restrictive-measures", "policy") == []
    assert rows(graph, "crossing-closures", "crossing policy standing closed") == [
        "bridge closure denied -"
    ]


def test_a_measure_without_steps_is_left_out_of_no_window(made: Made) -> None:
    """Nobody says when it began: that is shown, and the measure with it."""
    coded = "says: [rule, restrictivenessChange, more-restrictive]"
    aimed = "says: [rule, targetsPopulation, exiles]"
    facts = f"""\
document: {{id: d1, title: T, published: 2024-07-10, publishedBy: herald}}
claims:
  coded: {{summary: Stricter., claimant: apf-coders, attribution: coding, {coded}}}
  aimed: {{summary: For exiles., claimant: narrator, {aimed}}}
entities:
  rule: {{type: Policy, label: The rule}}
"""
    graph = made(facts)

    for window in ({}, {"from": "2023-01-01"}, {"until": "2023-01-01"}):
        shown = rows(graph, "restrictive-measures", "policy status certainty", **window)
        assert shown == ["rule - not-known"]


def test_no_stated_nationality_is_an_answer(graph: kg.KnowledgeGraph) -> None:
    """Who may have no tie to a country is listed, and so is a denied transfer."""
    columns = "country flow tie modality standing"
    own = "called+a+third-country+transfer,+but+leaves+their+own+country"

    assert rows(graph, "third-country-transfers", columns) == [
        f"zubrowka sent-away {own} denied denied",
        "zubrowka sent-on nationality+not+stated asserted established",
    ]


def test_a_denial_that_nothing_answers_stands_alone(graph: kg.KnowledgeGraph) -> None:
    """Nothing is shown as denied by a denial that speaks of something else."""
    columns = "claimant claim deniedBy standing"

    assert rows(graph, "denied-claims", columns) == ["- - government denied"] * 5
    assert rows(graph, "denied-claims", columns, claimant="herald") == []


def test_what_has_no_name_stands_under_its_kind(graph: kg.KnowledgeGraph) -> None:
    """A situation without a label is not mistaken for that of the row above."""
    found = rows(graph, "claims-about", "subject relation claimant", thing="exiles")

    assert "looting affects opponents" in found
    assert "Situation affects high-court" in found


def test_a_period_that_is_none_is_refused(graph: kg.KnowledgeGraph) -> None:
    """A thirteenth month names what can be written."""
    with pytest.raises(
        UnknownName, match="`on` takes a day, month or year: 2025-06-04"
    ):
        graph.ask("policy-targets", on="2024-13")


def of_a_rule(steps: dict[str, str], claims: str = "", entities: str = "") -> str:
    """Write a document of 10 July 2024: the steps of a rule with their dates, more."""
    event = "type: PolicyEvent, policyEventOf: rule, policyEventType"
    told = "".join(
        f"  {kind}: {{summary: It was so., claimant: narrator, "
        f"says: {{{event}: {kind}{f', period: {period}' if period else ''}}}}}\n"
        for kind, period in steps.items()
    )
    return (
        "document: {id: d1, title: T, published: 2024-07-10, publishedBy: herald}\n"
        f"claims:\n{told}{claims}"
        f"entities:\n  rule: {{type: Policy, label: The rule}}\n{entities}"
    )


AIMED = """\
  coded:
    summary: Stricter.
    claimant: apf-coders
    attribution: coding
    says: [rule, restrictivenessChange, more-restrictive]
  aimed:
    summary: For them.
    claimant: narrator
    says: [rule, targetsPopulation, exiles]
"""
CLOSES = """\
  closes: {summary: Shut., claimant: narrator, says: [rule, closesCrossing, post]}
"""
POST = "  post: {type: BorderCrossing, label: The post}\n"


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ({}, ["in-force holds"]),
        ({"until": "2022-12-31"}, []),
        ({"until": "2023-01-31"}, ["in-force may-hold"]),
        ({"from": "2023-12-31", "until": "2024-01-31"}, ["in-force holds"]),
        ({"from": "2025-01-01"}, ["in-force not-known"]),
        ({"on": "2022-12-31"}, []),
        ({"on": "2023-06-01"}, ["in-force may-hold"]),
        ({"on": "2024-01"}, ["in-force holds"]),
        ({"on": "2024-07"}, ["in-force may-hold"]),
        ({"on": "2024-08"}, ["in-force not-known"]),
    ],
)
def test_in_a_window_a_status_holds_only_where_it_surely_did(
    made: Made, window: dict[str, str], expected: list[str]
) -> None:
    """Started in 2023: in January it may be in force, whatever is known of it later."""
    graph = made(of_a_rule({"started": "2023"}, AIMED))

    assert rows(graph, "restrictive-measures", "status certainty", **window) == expected


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ({"until": "2024-03-15"}, ["suspended may-hold"]),
        ({"from": "2024-03-01", "until": "2024-03-31"}, ["suspended holds"]),
        ({"from": "2024-03-15", "until": "2024-12-31"}, ["suspended may-hold"]),
        ({"from": "2024-04-01"}, []),
        ({"on": "2024-02-29"}, []),
        ({"on": "2024-03-15"}, ["suspended may-hold"]),
        ({"on": "2024-04-15"}, ["suspended holds"]),
        ({"on": "2025"}, ["suspended not-known"]),
    ],
)
def test_a_stop_is_in_a_window_for_certain_where_all_its_days_are(
    made: Made, window: dict[str, str], expected: list[str]
) -> None:
    """Suspended in March 2024, on a day that nobody says."""
    steps = {"started": "2023-01-01", "suspended": "2024-03"}
    graph = made(of_a_rule(steps))

    assert rows(graph, "policies-ended", "status certainty", **window) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-03-09", []),
        ("2024-03-10", ["post 2024-03-10 2024-05 holds"]),
        ("2024-03", ["post 2024-03-10 2024-05 may-hold"]),
        ("2024-04", ["post 2024-03-10 2024-05 holds"]),
        ("2024-05-15", ["post 2024-03-10 2024-05 may-hold"]),
        ("2024-06-01", []),
    ],
)
def test_a_crossing_is_closed_on_the_days_on_which_its_policy_is_in_force(
    made: Made, on: str, expected: list[str]
) -> None:
    """Closed on 10 March 2024, and open again since some day of May."""
    steps = {"started": "2024-03-10", "revoked": "2024-05"}
    graph = made(of_a_rule(steps, CLOSES, POST))
    columns = "crossing closed reopened certainty"

    assert rows(graph, "crossing-closures", columns, on=on) == expected


@pytest.mark.parametrize("on", ["1990-01-01", "2024-07", "2030"])
def test_on_a_day_what_nobody_dates_is_not_left_out(made: Made, on: str) -> None:
    """An undated end may have come already, and so may a closure without a step."""
    undated = made(of_a_rule({"revoked": ""}, AIMED))
    closed = made(of_a_rule({}, CLOSES, POST))
    late = "not-known" if on == "2030" else "may-hold"

    ended = rows(undated, "policies-ended", "policy status certainty", on=on)
    assert ended == [f"rule revoked {late}"]
    assert rows(closed, "crossing-closures", "crossing closed certainty", on=on) == [
        "post - not-known"
    ]


@pytest.mark.parametrize("manner", ["denied", "alleged", "threatened", "predicted"])
def test_on_a_day_nothing_is_ended_by_what_is_only_put_forward(
    made: Made, manner: str
) -> None:
    """Nor closed, nor in force: the crossing's closure is then of no known day."""
    text = of_a_rule({"started": "2024-03-10"}, CLOSES + AIMED, POST)
    text = text.replace("was so., claimant", f"was so., modality: {manner}, claimant")
    graph = made(text)
    columns = "crossing closed certainty"

    assert rows(graph, "crossing-closures", columns, on="2024-04") == [
        "post - not-known"
    ]
    found = rows(graph, "restrictive-measures", "status", on="2024-04")
    assert "in-force" not in found
    assert rows(graph, "policies-ended", "status", on="2024-04") == []


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-04", ["rule exiles - in-force holds 2024-03-01"]),
        (
            "2024-06-30",
            [
                "rule exiles - in-force holds 2024-03-01",
                "rule guests stage in-force holds 2024-06",
            ],
        ),
    ],
)
def test_who_is_named_by_a_part_is_not_restricted_before_it(
    made: Made, on: str, expected: list[str]
) -> None:
    """A rule is in force since March, and the stage of it for guests since June."""
    began = "says: {type: PolicyEvent, policyEventOf: stage, policyEventType: started"
    claims = f"""\
  later: {{summary: Later., claimant: narrator, {began}, period: 2024-06}}}}
  part: {{summary: A part., claimant: narrator, says: [stage, partOfPolicy, rule]}}
  named: {{summary: G., claimant: narrator, says: [stage, targetsPopulation, guests]}}
"""
    entities = """\
  stage: {type: Policy, label: The stage}
  guests: {type: PopulationGroup, label: Guests, subPopulationOf: exiles}
"""
    graph = made(of_a_rule({"started": "2024-03-01"}, AIMED + claims, entities))
    columns = "policy target via status certainty since"

    assert rows(graph, "restrictive-measures", columns, on=on) == expected


FENCE = (
    "document: {id: d1, title: News, published: 2025-01-10, publishedBy: herald}\n"
    "defaults: {claimant: government}\n"
    """claims:
  part: {summary: A part., says: [fence-north, partOfPolicy, fence]}
  for-north: {summary: The grant is for the north., says: [grant, paysFor, fence-north]}
  for-all:
    summary: Opponents say that the tents are for the fence.
    claimant: opponents
    modality: alleged
    says: [tents, paysFor, fence]
  not-for-all: {summary: The government rejects that., disputes: for-all}
  for-looting: {summary: Another grant is for a study., says: [study, paysFor, closure]}
  for-misery: {summary: It is for people in need too., says: [study, paysFor, misery]}
  paid:
    summary: Twelve million were paid in 2023.
    says: {type: FlowObservation, measures: grant, amount: USD 12 million,
      transferStage: disbursed, period: 2023}
  pledged:
    summary: Opponents speak of seventy million promised.
    claimant: opponents
    modality: alleged
    says: {type: FlowObservation, measures: grant, amount: USD 70 million,
      transferStage: pledged, period: 2023}
  monthly:
    summary: A million a month.
    says: {type: RateObservation, measures: grant, amount: USD 1 million a month,
      transferStage: disbursed, period: 2023}
  given:
    summary: Some 300 tents were given.
    says: {type: FlowObservation, measures: tents, amount: 300 items, period: 2024}
  worth:
    summary: They are worth 90,000 dollars.
    says: {type: FlowObservation, measures: tents, amount: USD 90000, period: 2024,
      worthOf: given}
entities:
  fence: {type: Policy, label: The fence}
  fence-north: {type: PolicyMeasure, label: The fence in the north}
  misery: {type: Situation, label: Misery}
  grant: {type: ResourceFlow, label: A grant, donor: government, recipient: herald}
  tents: {type: ResourceFlow, label: Tents, donor: opponents}
  study: {type: ResourceFlow, label: A study, recipient: herald}
"""
)
GRANT = "grant for-north established"
FUNDING = {
    "north": [
        f"fence-north - government {GRANT} disbursed 12000000 paid established",
        f"fence-north - government {GRANT} pledged 70000000 pledged reported",
    ],
    "whole": [
        "fence - opponents tents for-all contested - 300 given established",
        f"fence fence-north government {GRANT} disbursed 12000000 paid established",
        f"fence fence-north government {GRANT} pledged 70000000 pledged reported",
    ],
    "study": ["closure - - study for-looting established - - - -"],
}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"policy": "fence"}, FUNDING["whole"]),
        ({"policy": "fence-north"}, FUNDING["north"]),
        ({"policy": "fence", "donor": "government"}, FUNDING["whole"][1:]),
        ({"donor": "opponents"}, FUNDING["whole"][:1]),
        ({}, FUNDING["study"] + FUNDING["whole"] + FUNDING["north"]),
    ],
)
def test_who_pays_for_a_policy_is_told_with_whose_word_it_is(
    made: Made, given: dict[str, str], expected: list[str]
) -> None:
    """The aim and the sum have each their standing; rates and worths are no sums."""
    columns = "policy via donor flow claim standing stage value sum sumStanding"
    told = [
        row.replace("d1.", "")
        for row in rows(made(FENCE), "policy-funding", columns, **given)
    ]

    assert told == expected
