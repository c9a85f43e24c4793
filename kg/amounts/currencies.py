"""Currencies as reports write them, and their ISO 4217 codes."""

from __future__ import annotations

import re

from kg.amounts.digits import NotUnderstood, any_of

_CODES = """
AED AFN AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP
GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES
KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU
MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON
RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND
TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW
"""
CODES = frozenset(_CODES.split())
"""ISO 4217 codes that are read in an amount.

``ALL`` (Albanian lek) and ``TOP`` (Tongan pa'anga) are words too, and are not.
"""

_SYMBOLS = {
    **{"€": "EUR", "£": "GBP", "₹": "INR", "₺": "TRY", "₴": "UAH", "us$": "USD"},
    **{"a$": "AUD", "c$": "CAD", "nz$": "NZD", "hk$": "HKD"},
}
_NAMES = {
    **dict.fromkeys(["euro", "euros"], "EUR"),
    **dict.fromkeys(["us dollar", "us dollars", "u.s. dollars"], "USD"),
    **dict.fromkeys(["pounds sterling", "british pounds"], "GBP"),
    **{"australian dollars": "AUD", "canadian dollars": "CAD"},
    **{"afghanis": "AFN", "swiss francs": "CHF", "turkish lira": "TRY"},
    **{"pakistani rupees": "PKR", "indian rupees": "INR", "iranian rials": "IRR"},
    **{"swedish kronor": "SEK", "norwegian kroner": "NOK", "danish kroner": "DKK"},
    **{"mexican pesos": "MXN", "japanese yen": "JPY"},
}
_SHARED = {
    **dict.fromkeys(["$", "dollar", "dollars"], "which dollar? `US$50m` or `CAD 50m`"),
    **dict.fromkeys(
        ["rs.", "rs", "rupee", "rupees"], "which rupee? `PKR 5m` or `INR 5m`"
    ),
    **dict.fromkeys(["pound", "pounds"], "which pound? `£2m` or `EGP 2m`"),
    **dict.fromkeys(["¥", "yuan", "yen"], "which one? `JPY 5m` or `CNY 5m`"),
    **dict.fromkeys(
        ["rials", "dinars", "pesos", "francs"], "whose? `IRR 5m` or `IQD 5m`"
    ),
}


_SHORT = [*_SYMBOLS, *CODES, "$", "¥", "rs.", "rs"]
_BEFORE = re.compile(rf"(?P<name>{any_of(_SHORT)})(?![a-z]) ?(?=[\da-z])")
_AFTER = re.compile(rf" ?(?P<name>{any_of([*_NAMES, *_SHARED, *_SHORT])})(?!\w)")
_CODE = re.compile(r"(?<![^\W\d_])[A-Z]{3}(?![^\W\d_])")


def fold_case(text: str) -> str:
    """Return a text in small letters, but for the currency codes in capitals in it."""
    pieces, end = [], 0
    for match in _CODE.finditer(text):
        if match[0] in CODES:
            pieces += [text[end : match.start()].casefold(), match[0]]
            end = match.end()
    return "".join([*pieces, text[end:].casefold()])


def currency_before(words: str) -> tuple[str | None, str]:
    """Return the code of the currency at the front of a phrase, and the rest."""
    match = _BEFORE.match(words)
    return (_code(match["name"]), words[match.end() :]) if match else (None, words)


def currency_after(words: str) -> tuple[str | None, str]:
    """Return the code of the currency right after a number, and the rest."""
    match = _AFTER.match(words)
    return (_code(match["name"]), words[match.end() :]) if match else (None, words)


def _code(name: str) -> str:
    if name in _SHARED:
        raise NotUnderstood(name, f"{_SHARED[name]} would say")
    return name if name in CODES else (_SYMBOLS | _NAMES)[name]
