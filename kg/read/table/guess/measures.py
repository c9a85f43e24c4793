"""Columns of numbers as what they may measure: whom, in which unit, stock or flow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.read.table.guess.dates import OF_TIME
from kg.read.table.guess.headers import is_fiscal
from kg.read.table.guess.kinds import Guess
from kg.read.table.guess.words import slug, word_set, words_of

NO_COUNTS = word_set(
    "id ids code codes pcode row rank round lat lon latitude longitude x y percent "
    "percentage pct share rate ratio per index age objectid no nr phone zip version "
    "is flag area km km2 sqkm gdp usd eur budget funding cost average avg mean median "
    "moyenne promedio vehicles trucks min max minimum maximum quality score rating"
)
"""Words of columns of numbers that count nothing."""

SCALES = word_set(
    "thousand thousands 000 000s million millions mln mio tsd tausend millier milliers "
    "mil miles millares millon millones"
)
"""Words of columns whose numbers are not of one person each."""

CUMULATIVE = word_set(
    "cumulative cumulated cumul cumule cumulee cumulado acumulado acumulada kumuliert "
    "ytd fytd"
)
"""Words of columns that hold the sum of all that was counted so far."""

PLANS = word_set(
    "target targets targeted plan planned projected projection projections forecast "
    "expected capacity cible prevu prevus meta planificado proyeccion"
)
"""Words of columns of what is to be, and was not counted."""

_OTHERS = NO_COUNTS | SCALES | PLANS

_NUMBER = re.compile(
    r"(?:about |around |some |over |under |approx\.? |ca\.? |more than |less than )?"
    r"[~<>\u2248\u2264\u2265+ ]*\d[\d.,'\u066c\u00a0 ]*[^\W\d]{0,9}\+?"
    r"(?: ?[-\u2013] ?\d[\d.,]*)?"
)
"""What is meant as a number: ``~510000``, ``501 200``, ``6.6 million``, ``350-400``."""

_MOVES = {
    "deport": "deportation",
    "abschieb": "deportation",
    "remov": "removal",
    "eloign": "removal",
    "expel": "expulsion",
    "expuls": "expulsion",
    "pushback": "pushback",
    "resettl": "resettlement",
    "reinstall": "resettlement",
    "evacuat": "evacuation",
    "readmi": "readmission",
    "return": "return",
    "retour": "return",
    "retorn": "return",
    "repatri": "return",
    "ruckkehr": "return",
    "cross": "crossing",
    "passage": "crossing",
    "arriv": "arrival",
    "entr": "arrival",
    "llegad": "arrival",
    "ankunft": "arrival",
    "depart": "departure",
    "left": "departure",
    "exit": "departure",
    "sortie": "departure",
    "salid": "departure",
    "fled": "flight",
    "flow": "movement",
    "flux": "movement",
    "movement": "movement",
    "new": "movement",
    "nouv": "movement",
}
"""How words of movements begin, and the code of the movement; the first is taken."""

_PLACED = ("stock", "population", "present", "resid", "host", "camp", "live", "living")
_STOCKS = (
    *(
        "refug",
        "asylum",
        "seeker",
        "idp",
        "displac",
        "deplac",
        "stateless",
        "apatrid",
        "demandeur",
        "asil",
        "fluchtl",
        "vertrieb",
        "desplaz",
    ),
    *_PLACED,
)
"""How words begin of people who are somewhere."""

_UNITS = {
    **{
        "famil": "family",
        "househ": "household",
        "menage": "household",
        "hh": "household",
    },
    "demandeur": "person",
    **{"case": "case", "applic": "application", "demande": "application"},
    **{"asylantr": "application", "antrag": "application", "solicitud": "application"},
    **{"encounter": "encounter", "apprehen": "encounter", "death": "death"},
    **{"dead": "death", "muert": "death", "tote": "death", "deces": "death"},
    **{"cross": "crossing", "passage": "crossing"},
}
"""How words of units begin."""

_OF_PEOPLE = ("person", "family", "household", "case")
_BARE = word_set(
    "count counts number numbers value values total n num nombre effectif effectifs "
    "figure figures people persons person individuals ind personnes anzahl numero "
    "cantidad affected inneed obs"
)
"""Words that say nothing of who is counted."""


_TITLED = frozenset(_MOVES.values()) - {"movement", "crossing"}
"""Movements that a title may be of: `new` and `flow` say too little."""

_PART = re.compile(r"(?:of (?:which|whom|them)|dont|davon|darunter|de l[oa]s cuales)\b")
"""How a column begins that counts some of those of the one before."""


@dataclass(frozen=True)
class Measure:
    """A column that counts people, and what it seems to count of them.

    ``move`` is the code of a movement, or "" for people who are somewhere. ``period``
    is the one that the column's name is, or the month of it, or "".
    """

    guess: Guess
    who: str
    key: str
    unit: str
    move: str
    period: str = ""


def moved_by_title(title: str) -> str:
    """Return the code of the one movement that a title is of: `Weekly returns`.

    "" where it is of several, or speaks of people who are somewhere, too.
    """
    words = sorted(words_of(title))
    if any(_any(words, stem) for stem in _PLACED):
        return ""
    moves = {code for stem, code in _MOVES.items() if _any(words, stem)} & _TITLED
    return moves.pop() if len(moves) == 1 else ""


def measures(guesses: list[Guess], table: str, *, moving: str) -> list[Measure]:
    """Return the columns that may count people.

    ``table`` is the id of the table, for a column whose name says nothing; ``moving``
    is the movement of such a column as far as other columns or the title tell, or "".
    """
    counts = [g for g in guesses if g.kind == "count" and is_counted(g)]
    taken: dict[str, int] = {}
    made = list[Measure]()
    for each in counts:
        part = made and _PART.match(each.name.casefold())
        whole = made[-1].move if part else moving  # `of which deported`
        made.append(_measure(each, table, whole, taken))
    return made


def is_counted(guess: Guess) -> bool:
    """Tell whether a column may count people, as far as its name goes."""
    words = guess.words
    of_time = bool(words) and words <= OF_TIME
    other = of_time or is_fiscal(guess.name) or set("%\u2030") & set(guess.name)
    return not (words & _OTHERS or other)


def of_periods(
    periods: dict[str, str], guesses: list[Guess], table: str, *, moving: str
) -> list[Measure]:
    """Return a measure for each column whose name is a period: all count the same."""
    key = _key(f"{table}-people")
    return [
        Measure(
            guess,
            "People",
            key,
            "person",
            moving,
            periods[guess.name],
        )
        for guess in guesses
        if guess.name in periods
    ]


def _measure(guess: Guess, table: str, moving: str, taken: dict[str, int]) -> Measure:
    words = sorted(guess.words)
    move = next((code for stem, code in _MOVES.items() if _any(words, stem)), "")
    stock = not move and any(_any(words, stem) for stem in _STOCKS)
    unit = next((unit for stem, unit in _UNITS.items() if _any(words, stem)), "person")
    if not (move or stock) and (unit in _OF_PEOPLE or moving == "movement"):
        move = moving
    bare = not guess.words - _BARE or not slug(guess.name)
    key = _key(f"{table}-people" if bare else slug(guess.name))
    taken[key] = taken.get(key, 0) + 1
    if taken[key] > 1:
        key = f"{key}-{taken[key]}"
    who = "People" if bare else guess.name.replace("_", " ").strip()
    return Measure(guess, who[:1].upper() + who[1:], key, unit, move)


def written_number(cells: Iterable[str]) -> str:
    """Return a cell of a column of which half and more are meant as numbers, or ""."""
    given = [cell for cell in cells if cell]
    meant = [cell for cell in given if _NUMBER.fullmatch(cell)]
    return meant[0] if meant and 2 * len(meant) >= len(given) else ""


def _key(words: str) -> str:
    return f"count-{words}" if words[0].isdigit() else words  # as no claim's key begins


def _any(words: list[str], stem: str) -> bool:
    return any(word.startswith(stem) for word in words)
