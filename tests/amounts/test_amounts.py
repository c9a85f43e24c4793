"""Amounts are read as the interval their words give, or refused."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.amounts.amount import Amount
from kg.amounts.conventions import FigureReading
from kg.amounts.interval import exactly
from kg.amounts.phrase import parse_amount
from kg.read.shortforms import amount_terms
from kg.read.sources import read_sources
from kg.read.texts import Texts
from tests.amounts.page import GROUPS, LANGUAGES, REFUSED, Refusal, Row
from tests.conftest import MakeProject

POINTS = [
    ("67,000", "unqualified", "67000", None),
    ("0", "unqualified", "0", None),
    ("67 000", "unqualified", "67000", None),
    ("67\u00a0000", "unqualified", "67000", None),
    ("1\u2009350\u2009000", "unqualified", "1350000", None),
    ("1\u202f350\u202f000", "unqualified", "1350000", None),
    ("5\u2019000", "unqualified", "5000", None),
    ("1,35,000", "unqualified", "135000", None),
    ("12,34,56,789", "unqualified", "123456789", None),
    ("1.3 million", "unqualified", "1300000", None),
    ("1.3m", "unqualified", "1300000", None),
    ("2 millions", "unqualified", "2000000", None),
    ("3 bn", "unqualified", "3000000000", None),
    ("5k", "unqualified", "5000", None),
    ("1.5 lakh", "unqualified", "150000", None),
    ("2.5 crore", "unqualified", "25000000", None),
    ("two", "unqualified", "2", None),
    ("a dozen", "about", "12", None),
    ("two dozen", "about", "24", None),
    ("Two Hundred", "unqualified", "200", None),
    ("two hundred thousand", "unqualified", "200000", None),
    ("a million", "unqualified", "1000000", None),
    ("half a million", "about", "500000", None),
    ("  67,000  ", "unqualified", "67000", None),
    ("about 1,900", "about", "1900", None),
    ("about a hundred", "about", "100", None),
    ("close to 500", "about", "500", None),
    ("3\u200b,000\ufeff", "unqualified", "3000", None),
    ("twenty\u2010five", "unqualified", "25", None),
    ("twenty\u2011five", "unqualified", "25", None),
    ("1.", "unqualified", "1", None),
    ("no one", "exact", "0", None),
    ("some 400", "about", "400", None),
    ("an estimated 5,000", "about", "5000", None),
    ("exactly 14", "exact", "14", None),
    ("70 per cent", "unqualified", "70", "percent"),
    ("65 percent", "unqualified", "65", "percent"),
    ("65.5%", "unqualified", "65.5", "percent"),
    ("two-fold", "unqualified", "2", "ratio"),
    ("twofold", "unqualified", "2", "ratio"),
    ("doubled", "unqualified", "2", "ratio"),
    ("2.5 times", "unqualified", "2.5", "ratio"),
]
INTERVALS = [
    ("more than 135,000", "more-than", "(135000, …"),
    ("Over 200,000", "more-than", "(200000, …"),
    ("just over 5", "more-than", "(5, …"),
    ("more than a million", "more-than", "(1000000, …"),
    ("more than half a million", "more-than", "(500000, …"),
    ("over a dozen", "more-than", "(12, …"),
    ("at least 11,000", "at-least", "[11000, …"),
    ("no fewer than three", "at-least", "[3, …"),
    ("less than 100", "less-than", "…, 100)"),
    ("fewer than ten", "less-than", "…, 10)"),
    ("nearly 67,000", "nearly", "…, 67000)"),
    ("just under 500", "nearly", "…, 500)"),
    ("up to 20", "at-most", "…, 20]"),
    ("up to half a million", "at-most", "…, 500000]"),
    ("as many as 3,000", "at-most", "…, 3000]"),
    ("no more than 1.2 million", "at-most", "…, 1200000]"),
    ("between 10 and 20", "between", "[10, 20]"),
    ("from 5 to 10", "between", "[5, 10]"),
    ("10 to 20 thousand", "between", "[10000, 20000]"),
    ("10\u201320 thousand", "between", "[10000, 20000]"),
    ("10-20", "between", "[10, 20]"),
    ("1.5 to 2 million", "between", "[1500000, 2000000]"),
    ("900,000 to 1.2 million", "between", "[900000, 1200000]"),
    ("between 7 lakh and 1 crore", "between", "[700000, 10000000]"),
    ("ten to twelve", "between", "[10, 12]"),
    ("10\u201220", "between", "[10, 20]"),
    ("10\u221220", "between", "[10, 20]"),
    ("more than 10 but no more than 20", "between", "(10, 20]"),
    ("20 to 20", "between", "[20, 20]"),
    ("some", "some", "[1, …"),
    ("several", "some", "[3, …"),
    ("a few", "some", "[2, …"),
    ("dozens", "order-of-magnitude", "[24, 100)"),
    ("tens of thousands", "order-of-magnitude", "[20000, 100000)"),
    ("Hundreds of thousands", "order-of-magnitude", "[200000, 1000000)"),
    ("Millions", "order-of-magnitude", "[2000000, 10000000)"),
]
PHRASES = [
    (LANGUAGES[title], phrase, row)
    for title, _, rows in GROUPS
    for row in rows
    for phrase in row.phrases
]
UNREADABLE = [
    ("3,000 returnees", "at `returnees`"),
    ("12 million of people", "at `of people`"),
    ("30,00", "at `30,00`"),
    ("1,350,00", "at `1,350,00`"),
    ("1.350.000", "at `1.350.000`"),
    ("1,350 000", "at `000`"),
    ("1e5", "at `1e5`"),
    ("-5", "at `-5`"),
    ("300\n400", "at `300 400`"),
    ("300\t400", "at `300 400`"),
    ("300  400", "at `300 400`"),
    ("\u22125", "at `\u22125`"),
    ("5,000+ 000", "at `+ 000`"),
    ("$5 million", "at `$`"),
    ("one hundred and", "at `and`"),
    ("thousands of", "at `thousands of`"),
    ("hundred", "at `hundred`"),
    ("3ks", "at `3ks`"),
    ("two third", "at `third`"),
    ("more than", "at `more than`"),
    ("more than 5 to 10", "at `to 10`"),
    ("doubled to 500", "at `doubled`"),
    ("not one", "at `not`"),
    ("One-Third Afghans", "at `Afghans`"),
    ("Twenty-Five And Then Some", "at `And Then Some`"),
    ("between 10", "a range has two ends"),
    ("10 to 20 to 30", "a range has two ends"),
    ("20 to 10", "the lower bound 20 is above the upper 10"),
    ("between 2 million and 1 million", "2,000,000 is above the upper 1,000,000"),
    ("10% to 2-fold", "the same unit"),
    ("10 to 20 trillion", "at `trillion`"),
    ("1" + "0" * 15, "more than anybody counts"),
    ("9" * 5000, "more than anybody counts"),
    (f"{'9' * 40} lakh 35 thousand", "more than anybody counts"),
    (f"1 of {'9' * 40}", "more than anybody counts"),
]


def interval(amount: Amount) -> str:
    left, right = "(["[amount.lower_inclusive], ")]"[amount.upper_inclusive]
    low = "" if amount.lower is None else f"{left}{amount.lower.normalize():f}"
    high = "" if amount.upper is None else f"{amount.upper.normalize():f}{right}"
    return f"{low or '…'}, {high or '…'}"


@pytest.mark.parametrize(("text", "quantifier", "value", "unit"), POINTS)
def test_a_point_keeps_its_number_and_unit(
    text: str, quantifier: str, value: str, unit: str | None
) -> None:
    """A figure that is one number is that number, however its digits are grouped."""
    amount = parse_amount(text)
    assert (amount.quantifier, amount.value, amount.unit) == (
        quantifier,
        Decimal(value),
        unit,
    )
    assert (amount.lower, amount.upper) == (None, None)


@pytest.mark.parametrize(("text", "quantifier", "bounds"), INTERVALS)
def test_words_of_comparison_become_bounds(
    text: str, quantifier: str, bounds: str
) -> None:
    """What is less or more than a number is an interval, open or closed as said."""
    amount = parse_amount(text)
    assert (amount.quantifier, interval(amount)) == (quantifier, bounds)
    assert amount.value is None


@pytest.mark.parametrize(("text", "words"), UNREADABLE)
def test_what_is_not_understood_is_refused_and_shown(text: str, words: str) -> None:
    """A phrase that does not parse to its end is an error that shows the part."""
    with pytest.raises(ValueError, match=re.escape(words)):
        parse_amount(text)


GIVES = {name: name for name in ("unit", "currency", "direction")}
GIVES["roundedTo"] = "rounded_to"
PER = {
    **{"perTime": "time", "perNumber": "number", "perUnit": "unit"},
    "rateKind": "kind",
}


def readings(amount: Amount) -> FigureReading | None:
    return amount.reading(share=amount.unit == "percent" and amount.direction is None)


@pytest.mark.parametrize(
    ("language", "text", "row"), PHRASES, ids=[text for _, text, _ in PHRASES]
)
def test_a_listed_phrase_is_read_as_the_list_says(
    language: str, text: str, row: Row
) -> None:
    """Quantifier, unit, currency, direction and all three readings are as published."""
    amount = parse_amount(text, language)
    assert amount.text == text
    reading = readings(amount)
    gives = {
        name: f"{value:f}" if isinstance(value, Decimal) else value
        for name, field in GIVES.items()
        if (value := getattr(amount, field)) is not None
    }
    gives |= {
        name: str(value)
        for name, field in PER.items()
        if (value := getattr(amount.per, field, None)) is not None
    }
    assert (amount.quantifier, gives) == (row.quantifier, row.gives)
    said = reading and (reading.printed, reading.usual, reading.loosest)
    assert (said and tuple(map(str, said))) == row.readings


@pytest.mark.parametrize(
    "refusal", REFUSED, ids=[refusal.phrase for refusal in REFUSED]
)
def test_a_listed_refusal_has_its_message(refusal: Refusal) -> None:
    """The message names the part, and its reason or else the forms that are read."""
    with pytest.raises(ValueError, match="is not understood") as caught:
        parse_amount(refusal.phrase)
    message = str(caught.value)
    start = f"the amount `{refusal.phrase}` is not understood at `{refusal.part}`"
    if refusal.why:
        assert message == f"{start}: {refusal.why}"
    else:
        assert message.startswith(f"{start}; write it as `67,000`")


@pytest.mark.parametrize("text", [text for text, *_ in [*POINTS, *INTERVALS]])
def test_the_words_are_kept(text: str) -> None:
    """An amount carries the words as they were written, to the letter."""
    assert parse_amount(text).text == text


@pytest.mark.parametrize("separator", [",", " ", "\u00a0", "\u2009", "\u202f", "'"])
@given(number=st.integers(0, 10**15 - 1))
def test_any_grouped_number_reads_back(separator: str, number: int) -> None:
    """Every whole number below 10^15, grouped by threes, reads as itself."""
    text = f"{number:,}".replace(",", separator)
    assert parse_amount(text).value == number
    assert parse_amount(f"more than {text}").lower == number


@given(number=st.integers(0, 10**15 - 1))
def test_any_number_in_indian_grouping_reads_back(number: int) -> None:
    """Every whole number grouped as in India reads as itself."""
    head, tail = divmod(number, 1000)
    pairs = []
    while head:
        head, pair = divmod(head, 100)
        pairs.append(f"{pair:02d}" if head else f"{pair}")
    text = ",".join([*reversed(pairs), f"{tail:03d}" if pairs else f"{tail}"])
    assert parse_amount(text).value == number


def test_terms_have_currency_and_direction() -> None:
    """What the words say of money and of change is stored beside the number."""
    assert amount_terms("fell by \u20ac3m") == {
        "quantityText": "fell by \u20ac3m",
        "quantifier": "unqualified",
        "value": 3_000_000,
        "unit": "money",
        "currency": "EUR",
        "changeDirection": "decrease",
    }


def test_what_is_unchanged_has_only_a_direction() -> None:
    """No figure is printed, so no quantifier, unit or words of one are stored."""
    assert amount_terms("unchanged") == {"changeDirection": "unchanged"}


APRIL = "sources/gazette-20250401/facts.yaml"
CHANGE = "ChangeObservation"
FLOW = "FlowObservation"
IN_FILES = [
    (CHANGE, "doubled", "unit: ratio", None),
    (CHANGE, "doubled", "changeDirection: increase", None),
    (CHANGE, "unchanged", "changeDirection: unchanged", None),
    (CHANGE, "up 5 people", "unit: person", None),
    (FLOW, "3m euros", "currency: EUR", None),
    (
        CHANGE,
        "doubled",
        "changeDirection: decrease",
        "`doubled` means increase, `changeDirection` says otherwise",
    ),
    (FLOW, "3m euros", "currency: USD", "`3m euros` is in EUR, `currency` says other"),
    (FLOW, "5 families", "unit: person", "`5 families` is in family, `unit` says oth"),
    (
        FLOW,
        "doubled",
        "unit: ratio",
        "`changeDirection` describes a ChangeObservation, not a FlowObservation: "
        "`doubled` is a change",
    ),
    (FLOW, "rose", "unit: person", "`amount`: the amount `rose` is not understood"),
]


@pytest.mark.parametrize(("kind", "amount", "beside", "problem"), IN_FILES)
def test_what_the_words_give_may_stand_beside_them_if_it_is_the_same(
    project: MakeProject, kind: str, amount: str, beside: str, problem: str | None
) -> None:
    """Unit, currency and direction are given once, or twice alike; else it is said."""
    folder = project()
    folder.edit(APRIL, "type: FlowObservation", f"type: {kind}")
    folder.edit(APRIL, "amount: over 1,200", f"amount: {amount}")
    folder.edit(APRIL, "unit: person", beside)
    problems = read_sources(folder.open(), Texts(None)).problems
    if problem is None:
        assert problems == []
    else:
        assert len(problems) == 1
        assert problems[0].message.startswith(problem)


SIDES = {
    "more-than": ("over ", "well over ", ">", "slightly more than ", "north of "),
    "at-least": ("not fewer than ", ">= ", "a minimum of ", "min. "),
    "less-than": ("well under ", "< ", "lower than "),
    "at-most": ("not more than ", "as high as ", "\u2264", "up to an estimated "),
    "nearly": ("almost ", "not quite ", "approaching ", "just shy of "),
    "about": ("some ", "~", "in the order of ", "c.", "an estimated total of "),
    "unqualified": ("only ", "a total of ", "a record "),
}
LEADS = [(lead, code) for code, leads in SIDES.items() for lead in leads]


@given(number=st.integers(1, 10**15 - 1), lead=st.sampled_from(LEADS))
def test_any_grouped_number_reads_back_after_any_lead(
    number: int, lead: tuple[str, str]
) -> None:
    """A lead gives the quantifier and the side, and leaves the number as it is."""
    words, code = lead
    amount = parse_amount(f"{words}{number:,}")
    assert amount.quantifier == code
    assert amount.numbers == (Decimal(number),)


SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight"]
SMALL += ["nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"]
SMALL += ["sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    """Spell a number below a million, as British English does."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        rest = number % 10
        return TENS[number // 10 - 2] + (f"-{SMALL[rest]}" if rest else "")
    size, name = (1_000, "thousand") if number >= 1_000 else (100, "hundred")
    count, rest = divmod(number, size)
    joint = " and " if rest < 100 else " "
    return f"{in_words(count)} {name}" + (f"{joint}{in_words(rest)}" if rest else "")


@given(number=st.integers(0, 10**6 - 1))
def test_any_number_in_words_reads_back(number: int) -> None:
    """Every whole number below a million, spelt out, reads as itself."""
    assert parse_amount(in_words(number)).value == number


WHOLE = st.integers(0, 10**6 - 1)


@given(numbers=st.tuples(WHOLE, WHOLE), word=st.sampled_from(["less", "more", "fewer"]))
def test_two_numbers_are_never_glued(numbers: tuple[int, int], word: str) -> None:
    """A word of comparison between two numbers is read of neither."""
    first, second = map(in_words, numbers)
    with pytest.raises(ValueError, match="is not understood"):
        parse_amount(f"{first} {word} {second}")


@given(low=st.integers(1, 999), high=st.integers(1, 999))
def test_a_low_end_that_may_be_meant_in_thousands_is_refused(
    low: int, high: int
) -> None:
    """``70-80,000`` may begin at 70,000; ``800-1,000`` cannot begin at 800,000."""
    text = f"{low}-{high},000"
    if low < high:
        with pytest.raises(ValueError, match="write both ends of the range in full"):
            parse_amount(text)
    else:
        assert parse_amount(text).numbers == (Decimal(low), Decimal(high * 1000))


@given(ends=st.tuples(WHOLE, WHOLE))
def test_a_range_in_full_reads_back(ends: tuple[int, int]) -> None:
    """Two numbers with a thousand in each are the ends of a range."""
    low, high = (1_000 + number for number in sorted(ends))
    for text in (f"{low:,}-{high:,}", f"between {low} and {high}", f"{low} to {high}"):
        assert parse_amount(text).numbers == (Decimal(low), Decimal(high))


PIECES = """
fell rose doubled halved unchanged by increase fewer as many twice in out of every third
thirds quarter people families euros € US$ $ EUR rs week per day or so odd several few
hundreds thousands crores couple > <= ~ + a half
one two dozen hundred thousand million lakh crore k m bn more than over up to
between and from about some nearly % per cent fold times - \u2013 , . 10 1,000 20 3.5
'000 doubled twofold has been was less lower another plus total single none most but
plus de milliers environ trentaine cent mille et demi unos miles decenas varios y
hasta millones \u0622\u0644\u0627\u0641 \u0646\u062d\u0648 \u0663
give take strong counting if low in not even further that figure for 2022
no zero \u00bd 1\u00bd 1/2 -5 ten-twelve min. c. below number double
"""
WORDS = st.sampled_from(PIECES.split())


@given(
    text=st.one_of(st.text(), st.lists(WORDS, max_size=8).map(" ".join)),
    language=st.sampled_from(["en", "fr", "es", "ar", "fa", "de"]),
)
def test_any_text_is_read_or_refused(text: str, language: str) -> None:
    """No text ends in another error than ``ValueError``, and bounds are in order."""
    try:
        amount = parse_amount(text, language)
    except ValueError:
        return
    known = list(amount.numbers)
    assert known or amount.direction == "unchanged"
    assert all(number >= 0 for number in known)
    assert known == sorted(known)


READ = sorted({(language, phrase) for language, phrase, _ in PHRASES})
UNIT_LESS = [(lang, text) for lang, text in READ if parse_amount(text, lang).quantifier]


@pytest.mark.parametrize(("language", "text"), UNIT_LESS)
def test_no_phrase_excludes_the_number_it_names(language: str, text: str) -> None:
    """At the loosest a phrase allows its numbers, or what is next to a strict one."""
    amount = parse_amount(text, language)
    reading = readings(amount)
    assert reading is not None
    for number in amount.numbers:
        near = (Fraction(number) * Fraction(share, 1000) for share in (999, 1000, 1001))
        assert any(reading.loosest.contains(exactly(value)) for value in near)


@given(number=st.integers(1, 10**9), lead=st.sampled_from(LEADS))
def test_a_word_of_comparison_bounds_one_side_alone(
    number: int, lead: tuple[str, str]
) -> None:
    """What is at least or more has no upper bound, what is at most or less no lower."""
    words, code = lead
    reading = parse_amount(f"{words}{number:,}").reading()
    assert reading is not None
    if code in ("more-than", "at-least"):
        assert (reading.loosest.low, reading.loosest.high) == (number, None)
    if code in ("less-than", "at-most"):
        assert (reading.loosest.low, reading.loosest.high) == (0, number)


HEDGES = ["about {}", "roughly {}", "an estimated {}", "{} or so", "{}, give or take"]


@given(
    number=st.integers(1, 10**6).flatmap(
        lambda n: st.sampled_from([n, n * 10, n * 1_000, 10 ** len(str(n))])
    ),
    hedge=st.sampled_from(HEDGES),
    unit=st.sampled_from(["", " per cent"]),
)
def test_a_hedge_never_narrows(number: int, hedge: str, unit: str) -> None:
    """Who adds "about" allows what the number alone allows."""
    words = f"{number % 10**5 if unit else number:,}{unit}"
    bare = parse_amount(words).reading()
    hedged = parse_amount(hedge.format(words)).reading()
    assert bare is not None
    assert hedged is not None
    assert hedged.usual.contains(bare.printed)
    assert hedged.loosest.contains(bare.loosest)


@given(number=st.integers(1, 10**9))
def test_a_hedge_on_a_limit_never_narrows_it(number: int) -> None:
    """At least about 3,000 may be a little less, up to about 3,000 a little more."""
    for limit in ("at least", "more than", "up to", "no more than"):
        bare = parse_amount(f"{limit} {number:,}").reading()
        hedged = parse_amount(f"{limit} about {number:,}").reading()
        assert bare is not None
        assert hedged is not None
        assert hedged.printed.contains(bare.printed)
        assert hedged.usual.contains(bare.usual)
        assert hedged.loosest.contains(bare.loosest)


@pytest.mark.parametrize("language", ["fr", "es"])
@given(number=st.integers(0, 10**15 - 1))
def test_any_number_grouped_by_points_or_spaces_reads_back(
    language: str, number: int
) -> None:
    """67.000 and 67 000 are sixty-seven thousand where a comma starts decimals."""
    for separator in (".", " ", "\u202f"):
        text = f"{number:,}".replace(",", separator)
        assert parse_amount(text, language).value == number


@given(number=st.integers(0, 10**15 - 1))
def test_any_number_in_the_digits_of_arabic_script_reads_back(number: int) -> None:
    """Digits of Arabic and of Persian are read in such documents, grouped or not."""
    for zero, group in ((0x660, "\u066c"), (0x6F0, "\u066c"), (0x660, "")):
        text = "".join(
            chr(zero + int(sign)) if sign.isdecimal() else group
            for sign in f"{number:,}"
        )
        for language in ("ar", "fa", "ur-PK"):
            assert parse_amount(text, language).value == number
        with pytest.raises(ValueError, match="are not those of a document in"):
            parse_amount(text, "en")


OTHERS = [
    ("more than 3,000", "fr", "it is English, and the document is in `language: fr`"),
    ("unos 3.000", "fr", "it is Spanish, and the document is in `language: fr`"),
    ("plus de 30", "es", "it is French, and the document is in `language: es`"),
    ("plus de 30", "fr-CA", None),
    ("\u0646\u062d\u0648 30", "en", "it is Arabic"),
    ("more than 30", "ar", "it is English"),
    ("more than 30", "de", None),
    ("3,000", "fr", "it could be 3.000 or 3; write which"),
    ("3,500", "es", "it could be 3.500 or 3,5; write which"),
    ("3.000", "en", "it could be 3,000 or 3; write which"),
    ("1.234.567", "en", "a point starts decimals; write 1,234,567"),
    ("1,234.5", "es", "a point or space groups thousands"),
]


@pytest.mark.parametrize(("text", "language", "message"), OTHERS)
def test_words_of_another_language_are_refused(
    text: str, language: str, message: str | None
) -> None:
    """What the document is not in is named; a region makes no difference."""
    if message is None:
        assert parse_amount(text, language).numbers == (Decimal(30),)
    else:
        with pytest.raises(ValueError, match=re.escape(message)):
            parse_amount(text, language)


@pytest.mark.parametrize(
    ("language", "amount", "problem"),
    [
        ("fr", "plus de 1 200", None),
        ("en", "plus de 1 200", "it is French, and the document is in `language: en`"),
        ("fr", "over 1,200", None),  # in the language of the project: its coder's
        ("fr", "1,200", "it could be"),  # no word tells that a coder wrote it
        ("fr", "plus de 1,200", "it could be"),
        (
            "fr",
            "m\u00e1s de 1.200",
            "it is Spanish, and the document is in `language: fr`",
        ),
        ("fa", "\u06f1\u06f2\u06f0\u06f0", None),
    ],
)
def test_the_language_is_that_of_the_document(
    project: MakeProject, language: str, amount: str, problem: str | None
) -> None:
    """A file whose words are not of its document's language is named with the line."""
    folder = project()
    folder.edit(APRIL, "language: en", f"language: {language}")
    folder.edit(APRIL, "amount: over 1,200", f"amount: {amount}")
    problems = read_sources(folder.open(), Texts(None)).problems
    if problem is None:
        assert problems == []
    else:
        assert [p.place.file.endswith("facts.yaml") for p in problems] == [True]
        assert problems[0].place.line > 1
        assert problem in problems[0].message
