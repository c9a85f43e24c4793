"""Whether an alias in Chinese is a neighbour's: lists give capitals to provinces.

Jiangsu has the alias Nanjing in Chinese, Sichuan that of Chengdu. A name of a place is
carried over by its sound, so that in Latin letters it is like one of the place's names;
what is not is no reason to link unseen. So is a name that CLDR has for another country.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from kg.match.entity import Entity
from kg.match.kinds import PLACES, kinds_of
from kg.match.names import normal, plain
from kg.match.tongues import called

_HAN = re.compile("[\u3400-\u9fff]")
_ALIKE = 62
"""Letters alike of 100, at least. In the extract that links are measured on, names that
are a province's have 92 and more, Nanjing and Jiangsu 57."""


@lru_cache(1 << 12)
def borrowed(alias: str, entity: Entity) -> bool:
    """Tell whether a name of an entity is more likely that of something beside it."""
    kinds = kinds_of(entity)
    if normal(alias).isascii() or not kinds & PLACES:
        return False
    if "country" in kinds:
        codes = called(alias)
        return bool(codes) and set(codes).isdisjoint(entity.countries)
    latin = {normal(name) for name in (entity.label, *entity.aliases)}
    names = [name for name in latin if name.isascii()]
    best = process.extractOne(plain(alias), names, scorer=fuzz.ratio)
    return bool(_HAN.search(alias)) and best is not None and best[1] < _ALIKE
