"""The Arabic of reports: numbers are in digits, with the words around them.

Hamza over alef, and the two forms of final ya, are often left out, and are not told
apart.
"""

from __future__ import annotations

from typing import TypeVar

from kg.amounts.words import Lexicon, bare_arabic

Meaning = TypeVar("Meaning")

_POWERS = {
    **dict.fromkeys(["ألف", "ألفا", "آلاف", "الف"], 1_000),
    **dict.fromkeys(["مليون", "مليونا", "ملايين"], 10**6),
    **dict.fromkeys(["مليار", "مليارا", "مليارات"], 10**9),
}
_PEOPLE = "شخص|شخصا|أشخاص|الأشخاص|فرد|فردا|أفراد|نسمة"
_UNITS = {
    **dict.fromkeys(_PEOPLE.split("|"), "person"),
    **dict.fromkeys(["عائلة", "عائلات", "العائلات"], "family"),
    **dict.fromkeys(["أسرة", "أسر", "الأسر"], "household"),
    **dict.fromkeys(["حالة", "حالات", "الحالات"], "case"),
}
_PLURALS = {
    **{"عشرات": (20, 100), "مئات": (200, 1_000), "آلاف": (2_000, 10_000)},
    **{"العشرات": (20, 100), "المئات": (200, 1_000), "الآلاف": (2_000, 10_000)},
    **{"عشرات الآلاف": (20_000, 100_000), "مئات الآلاف": (200_000, 10**6)},
    **{"ملايين": (2 * 10**6, 10**7), "الملايين": (2 * 10**6, 10**7)},
    **{"عشرات الملايين": (2 * 10**7, 10**8), "مئات الملايين": (2 * 10**8, 10**9)},
}


_TO_TEN = {
    **{"ثلاثة": 3, "ثلاث": 3, "أربعة": 4, "أربع": 4, "خمسة": 5, "ستة": 6, "ست": 6},
    **{"سبعة": 7, "سبع": 7, "ثمانية": 8, "ثماني": 8, "تسعة": 9, "تسع": 9},
    **{"عشرة": 10, "عشر": 10},
}
_TENS = {
    **{"عشرون": 20, "عشرين": 20, "ثلاثون": 30, "ثلاثين": 30, "أربعون": 40},
    **{"أربعين": 40, "خمسون": 50, "خمسين": 50, "ستون": 60, "ستين": 60},
    **{"سبعون": 70, "سبعين": 70, "ثمانون": 80, "ثمانين": 80, "تسعون": 90},
    "تسعين": 90,
}


def _bare(line: str) -> str:
    return bare_arabic(line)


def _table(table: dict[str, Meaning]) -> dict[str, Meaning]:
    return {_bare(phrase): value for phrase, value in table.items()}


WORDS = Lexicon(
    name="Arabic",
    groups="[, ']",
    point=r"\.",
    leads={
        code: _bare(line)
        for code, line in {
            "more-than": "أكثر من|ما يزيد على|ما يزيد عن|يزيد على|يزيد عن|أزيد من|>"
            "|فوق|ما يفوق|يفوق|ما يتجاوز",
            "at-least": "على الأقل|ما لا يقل عن|لا يقل عن|لا تقل عن|≥|>=",
            "less-than": "أقل من|دون|ما يقل عن|<",
            "at-most": "ما يصل إلى|يصل إلى|تصل إلى|لا يزيد عن|لا يزيد على|لا يتجاوز"
            "|ما لا يزيد عن|حتى|على الأكثر|≤|<=",
            "about": "نحو|حوالي|قرابة|زهاء|ما يقرب من|ما يقارب|تقريبا|بنحو|بحوالي|~",
            "exact": "بالضبط|تماما",
            "unqualified": "فقط|مجرد",
            "total": "ما مجموعه|إجمالي",
        }.items()
    },
    followers={
        code: _bare(line)
        for code, line in {
            "at-least": "على الأقل|أو أكثر|فأكثر|+",
            "at-most": "على الأكثر|أو أقل|كحد أقصى",
            "about": "تقريبا",
            "unqualified": "فقط",
        }.items()
    },
    tails=_bare("حتى الآن|إجمالا|في المجموع"),
    small=_table(
        {
            **dict.fromkeys(["مئة", "مائة"], 100),
            **dict.fromkeys(
                ["مئتان", "مئتين", "مئتي", "مائتان", "مائتين", "مائتي"], 200
            ),
            **dict.fromkeys(["ألفان", "ألفين", "ألفي"], 2_000),
            **dict.fromkeys(["مليونان", "مليونين", "مليوني"], 2 * 10**6),
            **{"واحد": 1, "واحدة": 1, "صفر": 0},
            **_TO_TEN,
            **_TENS,
        }
    ),
    hundred="(?!)",
    powers=_table(_POWERS),
    scales={},
    alone=_bare("ألف|مليون|مليار"),
    rough={},
    parts=_table({"نصف": "0.5", "ربع": "0.25"}),
    and_parts=_table({" ونصف": "0.5", " ونصف المليون": "0.5", " وربع": "0.25"}),
    joint="(?!)",
    plurals=_table(_PLURALS),
    several=_table({"عدة": 3, "بضعة": 3, "بضع": 3}),
    counts=_table(
        {
            **{"آلاف": 1_000, "مئات": 100, "ملايين": 10**6, "عشرات": 10},
            **{"عشرات الآلاف": 10_000, "مئات الآلاف": 100_000},
        }
    ),
    some=_table({"عدة": 3, "عدد غير معروف": 1, "بعض": 1, "عدد من": 1}),
    nobody=_bare("لا أحد|صفر"),
    no="(?!)",
    most=_bare("معظم|غالبية|أغلبية|الغالبية|الأغلبية"),
    minority=_bare("أقلية"),
    every=_bare("جميع|كل"),
    fractions=_table({"نصف": (1, 2), "ثلث": (1, 3), "ثلثا": (2, 3), "ربع": (1, 4)})
    | _table({"النصف": (1, 2), "الثلث": (1, 3), "الثلثين": (2, 3), "الربع": (1, 4)})
    | _table({"ثلثي": (2, 3), "خمس": (1, 5)}),
    among=_bare(r" (?P<word>من كل|من أصل|من بين) "),
    percent=_bare("%|في المئة|بالمئة|في المائة|بالمائة"),
    of=_bare(" من| "),
    within="(?!)",
    perhaps=_bare("أو|إن لم يكن|بل"),
    between=((_bare("(?:ما )?بين "), " و ?"), (_bare("من "), _bare(" إلى "))),
    to=_bare("إلى"),
    either=_bare("أو"),
    limits=_bare("لكن|ولكن"),
    units=_table(_UNITS),
    money=_table({"يورو": "EUR", "دولار أمريكي": "USD", "دولار أميركي": "USD"}),
    shared=_table({"دولار": "which dollar? `US$50m` or `CAD 50m`"}),
)
