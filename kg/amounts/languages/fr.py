"""The French of reports."""

from __future__ import annotations

from kg.amounts.words import Lexicon

_UNITS = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze"
_SMALL = f"zéro {_UNITS} quinze seize dix_sept dix_huit dix_neuf".split()
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
_MILLION = {"million": 10**6, "millions": 10**6}
_POWERS = {
    **{"mille": 1_000, "milliers": 1_000, "millier": 1_000, **_MILLION},
    **{"milliard": 10**9, "milliards": 10**9},
}
_OF = " des| de la| de| du"


def _numbers() -> dict[str, int]:
    small = {word.replace("_", " "): n for n, word in enumerate(_SMALL)}
    names = {n: word for word, n in small.items()}
    known = small | {"une": 1, "cent": 100}
    for ten, word in _TENS.items():
        known[word] = ten
        for n in range(1, 20 if ten == 60 else 10):
            known[f"{word} {names[n]}"] = ten + n
            known[f"{word} et {names[n]}"] = ten + n
    for eighty in ("quatre vingt", "quatre vingts"):
        known[eighty] = 80
        known |= {f"{eighty} {names[n]}": 80 + n for n in range(1, 20)}
    return known | {"septante": 70, "huitante": 80, "nonante": 90}


WORDS = Lexicon(
    name="French",
    groups="[. ']",
    point=",",
    drop=r"^(?:les|le|la) (?=\d)",
    leads={
        "more-than": "plus de|plus des|plus du"
        "|plus d'|au dessus de|supérieur à|supérieure à|>"
        "|au delà de|un peu plus de|un peu plus d'|bien plus de"
        "|bien plus d'|nettement plus de"
        "|largement plus de|largement plus d'|dépassant|dépassant les|beaucoup plus de",
        "at-least": "supérieur ou égal à|au moins"
        "|pas moins de|pas moins d'|au minimum|un minimum de|>=|≥"
        "|à tout le moins|minimum|a minima|au bas mot",
        "less-than": "moins de|moins des|moins d'|en dessous de|inférieur à|<"
        "|inférieure à|bien moins de|bien moins d'|nettement moins de|même pas"
        "|pas même",
        "at-most": "jusqu'à|au plus|tout au plus|au maximum|un maximum de|pas plus de"
        "|pas plus d'|<=|≤|maximum",
        "nearly": "presque|un peu moins de|un peu moins d'|pas tout à fait"
        "|juste moins de",
        "about": "environ|près des"
        "|près de|près d'|quelque|quelques|autour de|autour d'|~|≈"
        "|à peu près"
        "|aux alentours de|aux alentours d'|approximativement|de l'ordre de|vers les"
        "|de l'ordre d'|à peine|dans les|aux environs de|plus ou moins|grosso modo",
        "estimated": "une estimation de|on estime à",
        "exact": "exactement|précisément|très exactement",
        "unqualified": "seulement|à peine plus que|soit",
        "total": "un total de|un total d'|au total|en tout|un record de",
    },
    followers={
        "counting": "et ce n'est pas fini",
        "at-least": "ou plus|et plus|au moins|au minimum|minimum|+|voire plus",
        "at-most": "ou moins|au plus|au maximum|maximum|tout au plus",
        "about": "environ|à peu près|approximativement|plus ou moins",
        "exact": "exactement|précisément",
    },
    tails="au total|en tout|à ce jour|jusqu'à présent|jusqu'ici",
    small=_numbers(),
    hundred="cent|cents",
    powers=_POWERS,
    scales={"k": 1_000, "m": 10**6, "mio": 10**6, "mrd": 10**9, "md": 10**9},
    alone="mille",
    rough={
        **{"une dizaine": 10, "une douzaine": 12, "une quinzaine": 15},
        **{"une vingtaine": 20, "une trentaine": 30, "une quarantaine": 40},
        **{"une cinquantaine": 50, "une soixantaine": 60, "une centaine": 100},
        **{"un millier": 1_000, "deux douzaines": 24, "une demi douzaine": 6},
    },
    parts={"un demi": "0.5", "un quart de": "0.25", "trois quarts de": "0.75"},
    and_parts={" et demi": "0.5", " et demie": "0.5", " et quart": "0.25"},
    joint="et",
    plurals={
        **{"des dizaines": (20, 100), "des centaines": (200, 1_000)},
        **{"des milliers": (2_000, 10_000), "des millions": (2 * 10**6, 10**7)},
        **{"des dizaines de milliers": (20_000, 100_000)},
        **{"des centaines de milliers": (200_000, 10**6)},
        **{"des dizaines de millions": (2 * 10**7, 10**8)},
        **{"des centaines de millions": (2 * 10**8, 10**9)},
        **{"des milliards": (2 * 10**9, 10**10), "une poignée": (2, 10)},
        **{"des douzaines": (24, 100)},
    },
    several={"plusieurs": 3, "quelques": 2, "de nombreux": 2, "de nombreuses": 2},
    counts={
        **{"dizaines": 10, "centaines": 100, "milliers": 1_000, "millions": 10**6},
        **{"dizaines de milliers": 10_000, "centaines de milliers": 100_000},
        **{"dizaines de millions": 10**7, "milliards": 10**9, "douzaines": 12},
        **{"centaines de millions": 10**8},
    },
    some={
        **{"quelques": 2, "plusieurs": 3, "certains": 1, "certaines": 1},
        **{"un nombre inconnu": 1, "un certain nombre": 1, "un grand nombre": 1},
        **{"de nombreux": 2, "de nombreuses": 2, "un petit nombre": 1},
    },
    nobody="aucun|aucune|zéro|néant|nul",
    no="aucun|aucune|pas un seul|pas une seule|zéro|pas la moindre",
    most="la plupart|la majorité|une majorité|la grande majorité|l'immense majorité",
    minority="une minorité",
    every="tous|toutes|la totalité",
    fractions={
        **{"la moitié": (1, 2), "un tiers": (1, 3), "le tiers": (1, 3)},
        **{"deux tiers": (2, 3), "les deux tiers": (2, 3), "un quart": (1, 4)},
        **{"le quart": (1, 4), "trois quarts": (3, 4), "les trois quarts": (3, 4)},
        **{"un cinquième": (1, 5), "un dixième": (1, 10), "deux cinquièmes": (2, 5)},
        **{"trois cinquièmes": (3, 5), "quatre cinquièmes": (4, 5)},
    },
    among=r" (?P<word>sur) ",
    percent="%|pour cent|pour 100|p. cent",
    of=_OF + "| d'",
    within="dans |par ",
    perhaps="sinon|voire|ou|ou même|peut être|et peut être|à|si ce n'est",
    between=(
        ("(?:quelque part )?entre ", " et "),
        ("de ", " à "),
        ("soit ", " soit "),
    ),
    to="à",
    either="ou",
    limits="mais|et",
    units={
        **{"personne": "person", "personnes": "person", "individus": "person"},
        **{"famille": "family", "familles": "family", "ménage": "household"},
        **{"ménages": "household", "foyers": "household", "cas": "case"},
        **{
            "mort": "death",
            "morts": "death",
            "décès": "death",
            "demande": "application",
        },
        **{"demandes": "application", "attaque": "attack", "attaques": "attack"},
        **{"passages": "crossing", "franchissements": "crossing"},
        **{
            "expulsions": "removal",
            "documents": "document",
            "déplacements": "displacement",
        },
    },
    money={
        **{"euro": "EUR", "euros": "EUR", "dollars américains": "USD"},
        **{"dollars us": "USD", "livres sterling": "GBP", "francs suisses": "CHF"},
        **{"dollars canadiens": "CAD", "francs cfa": "XOF"},
    },
    shared={
        **dict.fromkeys(["dollar", "dollars"], "quel dollar ? `US$50m` or `CAD 50m`"),
        **dict.fromkeys(["livres", "francs"], "which one? `GBP 5m` or `CHF 5m`"),
    },
    up="a augmenté|ont augmenté|a progressé|ont progressé|a bondi|a grimpé|en hausse"
    "|est en hausse|s'est accru|a crû",
    down="a baissé|ont baissé|a diminué|ont diminué|a chuté|ont chuté|a reculé"
    "|en baisse|est en baisse|s'est réduit",
    rises="hausse|augmentation|progression|croissance|bond",
    falls="baisse|diminution|chute|recul|réduction",
    folds={
        **dict.fromkeys(["a doublé", "ont doublé", "deux fois plus", "double"], 2),
        **{"le double": 2, "le triple": 3},
        **dict.fromkeys(["a triplé", "ont triplé", "trois fois plus", "triple"], 3),
        **dict.fromkeys(["a quadruplé", "ont quadruplé", "quatre fois plus"], 4),
    },
    halved="a diminué de moitié|a baissé de moitié|divisé par deux"
    "|a été divisé par deux",
    more="de plus",
    fewer="de moins",
    unchanged="stable|inchangé|inchangée|est resté stable|est restée stable",
    by="de |d'",
    rise_of="de |d'",
    article="une |un |la |le ",
    half="la moitié",
    tolerance="±|plus ou moins|à plus ou moins",
    rates={
        "day": "par jour|chaque jour|quotidiennement",
        "week": "par semaine|chaque semaine",
        "month": "par mois|chaque mois|mensuels",
        "quarter": "par trimestre|chaque trimestre",
        "year": "par an|par année|chaque année",
    },
    rate_kinds={
        "average": (
            "en moyenne|une moyenne de",
            "en moyenne",
        ),
    },
)
