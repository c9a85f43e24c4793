"""The English of reports, with the powers of South Asia."""

from __future__ import annotations

from kg.amounts.words import Lexicon

_MUCH = "far|much|considerably|significantly|substantially|many|a lot|way"
_WELL = "well|far|comfortably|easily"
_LITTLE = (
    "slightly|a little|a bit|marginally|a shade|a touch|a fraction|a tad|only just"
)
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
_SMALL = f"zero one two three four five six seven eight nine {_TEENS} nineteen".split()
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_PARTS = {
    **{"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7},
    **{"eighth": 8, "ninth": 9, "tenth": 10},
}
_POWERS = {
    **{"thousand": 1_000, "lakh": 100_000, "lac": 100_000, "million": 10**6},
    **{"crore": 10**7, "billion": 10**9},
}


def _each(firsts: str, seconds: str) -> str:
    return "|".join(f"{a} {b}" for a in firsts.split("|") for b in seconds.split("|"))


def _numbers() -> dict[str, int]:
    small = {word: number for number, word in enumerate(_SMALL)}
    for ten, word in enumerate(_TENS, 2):
        small |= {word: 10 * ten}
        small |= {f"{word} {_SMALL[n]}": 10 * ten + n for n in range(1, 10)}
    return small


def _fractions() -> dict[str, tuple[int, int]]:
    ones = {f"one {part}": (1, of) for part, of in _PARTS.items()} | {"half": (1, 2)}
    articles = {
        f"{'an' if of == 8 else 'a'} {part}": (1, of) for part, of in _PARTS.items()
    }
    more = {
        f"{_SMALL[count]} {part}s": (count, of)
        for part, of in _PARTS.items()
        for count in range(2, min(of, 10))
    }
    return ones | articles | more


def _plurals() -> dict[str, tuple[int, int]]:
    """Two of a kind or more, and fewer than ten of it."""
    ones = {f"{name}s": factor for name, factor in _POWERS.items()} | {"hundreds": 100}
    tens = {
        f"{word} of {name}s": times * factor
        for word, times in (("tens", 10), ("hundreds", 100))
        for name, factor in _POWERS.items()
    }
    known = {name: (2 * n, 10 * n) for name, n in (ones | tens).items()} | {
        **{"a handful": (2, 10), "tens": (20, 100), "dozens": (24, 100)},
        # lakhs are below a crore, and crores below a hundred; scores are of twenty
        **dict.fromkeys(["lakhs", "lacs"], (200_000, 10**7)),
        **{"scores": (40, 100), "crores": (2 * 10**7, 10**9)},
    }
    for name in ("hundreds", "thousands", "millions", "dozens", "scores", "billions"):
        low, high = known[name]
        for doubled in (f"{name} upon {name}", f"{name} and {name}"):
            known[doubled] = (low, high)
    for word, (low, high) in list(known.items()):
        if word != "a handful":
            for many in ("many", "untold", "countless"):
                known[f"{many} {word}"] = (low, high)
    return known | _spans(ones | tens) | _figures()


def _spans(powers: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Low is up to five of a kind, high from five on, mid what lies around."""
    spans = {}
    for name, n in powers.items():
        for the in ("", "the "):
            spans[f"{the}low {name}"] = (n, 5 * n)
            spans[f"{the}mid {name}"] = (3 * n, 8 * n)
            spans[f"{the}high {name}"] = (5 * n, 10 * n)
    return spans


def _figures() -> dict[str, tuple[int, int]]:
    """So many digits."""
    spans = {}
    for count, word in enumerate(_SMALL):
        if 2 <= count <= 9:
            n = 10 ** (count - 1)
            spans[f"{word} figures"] = (n, 10 * n)
            spans[f"low {word} figures"] = (n, 5 * n)
            spans[f"high {word} figures"] = (5 * n, 10 * n)
    return spans | {"double digits": (10, 100), "triple digits": (100, 1_000)}


WORDS = Lexicon(
    name="English",
    groups="[, ']",
    point=r"\.",
    indian=True,
    drop=r"^(?:the|all|all the|a) (?=\d)",
    leads={
        "more-than": "more than|over|above|upwards of|upward of|in excess of|just over"
        "|just above|>|topping|exceeding|surpassing|greater than|higher than|north of"
        "|well north of|barely more than|barely over|just north of"
        f"|{_each(_WELL, 'over|above|in excess of|beyond|north of')}"
        f"|{_each(_MUCH, 'more than')}"
        f"|{_each(_LITTLE, 'over|above|more than|in excess of')}",
        "at-least": "greater than or equal to|more than or equal to"
        "|at least|at the very least|no fewer than|no less than"
        "|not fewer than|not less than|a minimum of|minimum of|minimum|min.|>=|\u2265"
        "|at a minimum|at minimum|as few as|as little as|as low as|a good",
        "less-than": "less than|fewer than|lower than|smaller than|under|below|<"
        "|well under|well below|south of|well south of|not even|well short of"
        "|comfortably under|comfortably below"
        "|nowhere near|nothing like"
        f"|{_each('far|much|considerably|significantly|substantially', 'fewer than')}"
        f"|{_each('far|much|considerably|significantly|substantially', 'less than')}",
        "at-most": "less than or equal to"
        "|at most|at the most|up to|no more than|not more than"
        "|no greater than|not exceeding|as much as|as high as|as many as|at a maximum"
        "|perhaps as many as|possibly as many as|a maximum of|maximum of|maximum|max."
        "|at maximum|<=|\u2264|perhaps up to|possibly up to|not over"
        "|anywhere up to|up to as many as"
        "|at best|at the outside|a ceiling of|a cap of|capped at",
        "nearly": "nearly|almost|just under|just below|approaching|not quite"
        "|just shy of|just short of|nearing|close on|shy of|very nearly|a little shy of"
        "|virtually|practically|nigh on|pushing|verging on|bordering on"
        f"|{_each(_LITTLE, 'under|below|less than|fewer than|short of')}",
        "about": "about|just about|around|approximately|approx|approx.|roughly|circa"
        "|ca.|c.|some|more or less|close to|in the region of|in the order of"
        "|on the order of|of the order of|somewhere in the region of|~|\u2248"
        "|in the neighbourhood of|in the neighborhood of|in the vicinity of"
        "|somewhere around|something like|something around|around about|barely"
        "|almost exactly|scarcely|hardly|give or take|very roughly|very approximately",
        "estimated": "an estimated|estimated|est.",
        "exact": "exactly|precisely",
        "unqualified": "only|just|a mere|merely|a whopping|a staggering|fully"
        "|an unprecedented|a massive|a huge|a paltry|an impressive",
        "total": "a total of|total of|a combined total of|combined total of|totalling"
        "|totaling|a record|a cumulative total of|cumulative total of|a grand total of"
        "|an all time high of|a record high of|a new high of|a new record of"
        "|a record low of|an all time low of|the total of|a cumulative|altogether"
        "|in total|in all|a record total of|an overall total of|a running total of",
    },
    followers={
        "counting": "and counting|and rising|and growing|if not more|possibly more"
        "|probably more|perhaps more|likely more|maybe more|and possibly more"
        "|and probably more|and likely more|or possibly more|but probably more",
        "at-least": "or more|or over|or above|and more|and above|+|plus|at least"
        "|at the very least|minimum|min|at minimum|at a minimum|or higher"
        "|or even more|and upwards|and up|or upwards",
        "at-most": "at best|at the outside|or fewer|or less|at most|at the most"
        "|or under|or below|max|maximum"
        "|at maximum|at a maximum|tops|or lower|if that",
        "about": "or so|odd|approximately|approx|approx.|or thereabouts|give or take"
        "|more or less|roughly|est|est.|estimated|(est.)|(est)|(estimated)|(approx.)"
        "|(approximate)|ish",
        "unqualified": "strong",
        "exact": "exactly|precisely",
    },
    tails="in total|altogether|so far|to date|thus far|overall|in all|all told|combined"
    "|until now|up to now|at last count|at the last count|at the latest count",
    small=_numbers(),
    hundred="hundred",
    powers=_POWERS,
    scales={
        **{"dozen": 12, "hundred": 100, "k": 1_000, "hundred thousand": 100_000},
        **dict.fromkeys(["millions", "mln", "mn", "m"], 10**6),
        **dict.fromkeys(["billions", "bn"], 10**9),
        **{"lakhs": 100_000, "lacs": 100_000, "crores": 10**7},
    },
    alone="",
    rough={"a couple of": 2, "a couple": 2},
    parts={
        **dict.fromkeys(["half a", "half of a", "half", "a half", "one half"], "0.5"),
        **dict.fromkeys(["a quarter of a", "quarter of a", "quarter"], "0.25"),
        **{"a quarter": "0.25", "one quarter of a": "0.25"},
        **dict.fromkeys(["three quarters of a", "three quarters"], "0.75"),
    },
    and_parts={
        **dict.fromkeys([" and a half", " and half"], "0.5"),
        **dict.fromkeys([" and a quarter", " and quarter"], "0.25"),
        " and three quarters": "0.75",
    },
    joint="and",
    plurals=_plurals(),
    several={"several": 3, "a few": 2, "some few": 2, "multiple": 2},
    counts={
        **_POWERS,
        **{"hundred": 100, "hundreds": 100, "hundred thousand": 100_000},
        **{"dozen": 12, "dozens": 12, "score": 20},
        **{f"{name}s": factor for name, factor in _POWERS.items()},
        **{f"hundred {name}": 100 * factor for name, factor in _POWERS.items()},
        **{f"tens of {name}s": 10 * factor for name, factor in _POWERS.items()},
        **{f"hundreds of {name}s": 100 * n for name, n in _POWERS.items()},
    },
    some={
        **{"some": 1, "a few": 2, "several": 3, "an unknown number": 1, "many": 2},
        **{"numerous": 2, "a number": 1, "a small number": 1, "a large number": 1},
        **{"countless": 2, "an unspecified number": 1, "an undisclosed number": 1},
        **{"a great many": 2, "a good many": 2, "quite a few": 2, "untold numbers": 1},
        **{
            "large numbers": 1,
            "multiple": 2,
            "an untold number": 1,
            "a good number": 1,
        },
    },
    nobody="none whatsoever|none|no one|nobody|nil|zero|none at all|no one at all"
    "|nobody at all"
    "|not a single one|none of them|not a soul|not any",
    no="no|zero|nil|not one|not a single|not one single",
    most="most|the majority|a majority|the vast majority|the overwhelming majority"
    "|a vast majority|an overwhelming majority|the great majority|the bulk"
    "|a clear majority|the large majority|a large majority",
    minority="a minority|the minority|a small minority|a tiny minority",
    every="all|everyone|everybody",
    fractions=_fractions(),
    among=r" (?P<word>out of|in|of)(?: every)? ",
    percent="%|per cent|percent|pct|pc",
    of=" of",
    within="(?:numbering in|running into|well into|into|in) the |the ",
    perhaps="if not|or even|perhaps even|possibly even|or possibly|or perhaps"
    "|or maybe|possibly|perhaps|maybe|or"
    "|to|and possibly|and perhaps|and even|even",
    between=(
        ("(?:(?:anywhere|somewhere|anything) )?between ", " and "),
        ("(?:(?:anywhere|somewhere|anything) )?from ", " to "),
        ("either ", " or "),
    ),
    to="to",
    either="or",
    limits="but|and|yet|to",
    units={
        **dict.fromkeys(["person", "persons", "people"], "person"),
        **dict.fromkeys(["individual", "individuals", "human beings"], "person"),
        **{"family": "family", "families": "family"},
        **{"hh": "household", "hhs": "household"},
        **{"injury": "injury", "injuries": "injury"},
        **{"house": "building", "houses": "building"},
        **{
            f"{unit}{plural}": unit
            for unit in (
                *("household", "crossing", "case", "application", "encounter", "death"),
                *("attack", "removal", "document", "item", "displacement"),
                *("attempt", "arrest", "incident", "building"),
            )
            for plural in ("", "s")
        },
    },
    money={
        **dict.fromkeys(["euro", "euros"], "EUR"),
        **dict.fromkeys(["us dollar", "us dollars", "u.s. dollars"], "USD"),
        **dict.fromkeys(["pounds sterling", "british pounds"], "GBP"),
        **{"australian dollars": "AUD", "canadian dollars": "CAD"},
        **{"afghanis": "AFN", "swiss francs": "CHF", "turkish lira": "TRY"},
        **{"pakistani rupees": "PKR", "indian rupees": "INR", "iranian rials": "IRR"},
        **{"swedish kronor": "SEK", "norwegian kroner": "NOK", "danish kroner": "DKK"},
        **{"mexican pesos": "MXN", "japanese yen": "JPY"},
    },
    shared={
        **dict.fromkeys(["dollar", "dollars"], "which dollar? `US$50m` or `CAD 50m`"),
        **dict.fromkeys(["rupee", "rupees"], "which rupee? `PKR 5m` or `INR 5m`"),
        **dict.fromkeys(["pound", "pounds"], "which pound? `£2m` or `EGP 2m`"),
        **dict.fromkeys(["yuan", "yen"], "which one? `JPY 5m` or `CNY 5m`"),
        **dict.fromkeys(
            ["rials", "dinars", "pesos", "francs"], "whose? `IRR 5m` or `IQD 5m`"
        ),
    },
    up="rose|risen|increased|grew|grown|climbed|jumped|surged|soared|expanded|went up"
    "|up|spiked|rocketed|skyrocketed|swelled|swollen|shot up|ballooned|edged up",
    down="fell|fallen|dropped|decreased|declined|shrank|plunged|plummeted|slumped|cut"
    "|reduced|went down|down|shrunk|dwindled|slashed|tumbled|sank|dipped",
    rises="increase|rise|growth|jump|surge|spike|hike",
    falls="decrease|fall|drop|decline|reduction|slump|plunge|dip",
    folds={
        **{"double": 2, "triple": 3, "treble": 3, "quadruple": 4},
        **{"doubled": 2, "tripled": 3, "trebled": 3, "quadrupled": 4, "quintupled": 5},
    },
    halved="halved|cut in half|cut by half",
    unchanged="unchanged|stable|no change|remained unchanged|stayed unchanged"
    "|remained stable|stayed stable",
    by="by ",
    rise_of="of ",
    article="an? ",
    half="half",
    fold="fold",
    single="single|a single",
    tolerance="give or take|plus or minus|\u00b1|\\+/-",
    further="a further|an additional|another|a further additional",
    rates={
        "day": "a day|per day|each day|every day|every single day|daily",
        "week": "a week|per week|each week|every week|every single week|weekly",
        "month": "a month|per month|each month|every month|every single month|monthly",
        "quarter": "per quarter|each quarter|every quarter|quarterly",
        "year": "a year|per year|each year|every year|every single year|yearly"
        "|annually|per annum|p.a.",
    },
    rate_kinds={
        "average": (
            "an average of|on average|averaging|a mean of|an average|average"
            "|(?:at )?an average rate of",
            "on average|in average",
        ),
        "peak": (
            "a peak of|at (?:its|the|their) (?:peak|height),?|peaking at",
            "at (?:its|the|their) (?:peak|height)",
        ),
    },
)
