"""Currencies as reports write them in any language, and their ISO 4217 codes."""

from __future__ import annotations

import re

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

SIGNS = {
    **{"€": "EUR", "£": "GBP", "₹": "INR", "₺": "TRY", "₴": "UAH", "us$": "USD"},
    **{
        "a$": "AUD",
        "au$": "AUD",
        "c$": "CAD",
        "ca$": "CAD",
        "nz$": "NZD",
        "hk$": "HKD",
    },
}
"""Signs that mean one currency."""

SHARED_SIGNS = {
    **{
        "$": "which dollar? `US$50m` or `CAD 50m`",
        "¥": "which one? `JPY 5m` or `CNY 5m`",
    },
    **dict.fromkeys(["rs.", "rs"], "which rupee? `PKR 5m` or `INR 5m`"),
}
"""Signs that mean several, with what would say which."""

_CODE = re.compile(r"(?<![^\W\d_])[A-Z]{3}(?![^\W\d_])")


def fold_case(text: str) -> str:
    """Return a text in small letters, but for the currency codes in capitals in it."""
    pieces, end = [], 0
    for match in _CODE.finditer(text):
        if match[0] in CODES:
            pieces += [text[end : match.start()].casefold(), match[0]]
            end = match.end()
    return "".join([*pieces, text[end:].casefold()])
