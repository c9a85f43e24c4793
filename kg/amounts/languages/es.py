"""The Spanish of reports."""

from __future__ import annotations

from kg.amounts.words import Lexicon

_ONES = "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce"
_SMALL = f"cero {_ONES} quince dieciséis diecisiete dieciocho diecinueve".split()
_TWENTIES = ["uno", "dós", "trés", "cuatro", "cinco", "séis", "siete", "ocho", "nueve"]
_TENS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_HUNDREDS = {
    **{"dosc": 200, "tresc": 300, "cuatroc": 400, "quin": 500, "seisc": 600},
    **{"setec": 700, "ochoc": 800, "novec": 900},
}
_POWERS = {
    **{"mil": 1_000, "miles": 1_000, "millón": 10**6, "millon": 10**6},
    **{"millones": 10**6, "mil millones": 10**9},
}


def _numbers() -> dict[str, int]:
    known = {word: n for n, word in enumerate(_SMALL)} | {
        "un": 1,
        "una": 1,
        "veinte": 20,
    }
    known |= {f"veinti{word}": 20 + n for n, word in enumerate(_TWENTIES, 1)}
    known |= {"veintiún": 21, "veintiuna": 21, "cien": 100, "ciento": 100}
    for ten, word in enumerate(_TENS, 3):
        known[word] = 10 * ten
        known |= {f"{word} y {_SMALL[n]}": 10 * ten + n for n in range(1, 10)}
        known |= {f"{word} y un": 10 * ten + 1, f"{word} y una": 10 * ten + 1}
    for stem, hundred in _HUNDREDS.items():
        known |= {f"{stem}ientos": hundred, f"{stem}ientas": hundred}
    return known


WORDS = Lexicon(
    name="Spanish",
    groups="[. ']",
    point=",",
    drop=r"(?:^|(?<= ))(?:el|los|las|un) (?=\d)",
    leads={
        "more-than": "más de|mas de|por encima de|superior a|superior a los|>"
        "|algo más de|poco más de|un poco más de|bastante más de|mucho más de"
        "|muy por encima de"
        "|más de los|más de las|más del|por encima del|superando los|superando las",
        "at-least": "superior o igual a|al menos"
        "|por lo menos|como mínimo|no menos de|un mínimo de|>=|≥"
        "|cuando menos|cuanto menos|mínimo|a lo menos",
        "less-than": "menos de|menos del"
        "|por debajo de|inferior a|<|muy por debajo de|ni siquiera"
        "|mucho menos de|bastante menos de",
        "at-most": "hasta|como máximo|a lo sumo|no más de|un máximo de|máximo|<=|≤"
        "|hasta los|hasta las|no más que",
        "nearly": "casi|un poco menos de|algo menos de|poco menos de|casi los|casi las",
        "about": "unos|unas|alrededor de|cerca de|aproximadamente|en torno a|~|≈|apenas"
        "|más o menos|del orden de|en el entorno de|entorno a|aprox.|en torno a los"
        "|en torno a las|cerca de los|cerca de las|alrededor de los|alrededor de las"
        "|alrededor del|cerca del|en torno al",
        "estimated": "se estima en|un estimado de",
        "exact": "exactamente|precisamente",
        "unqualified": "solo|sólo|solamente|tan solo|tan sólo|únicamente"
        "|nada menos que",
        "total": "un total de|en total|un récord de|un récord",
    },
    followers={
        "counting": "y sigue subiendo|y contando",
        "at-least": "o más|y más|al menos|como mínimo|por lo menos|+|mínimo",
        "at-most": "o menos|como máximo|a lo sumo|máximo",
        "about": "aproximadamente|más o menos|o así|aprox.",
        "exact": "exactamente|exactos|exactas",
    },
    tails="en total|hasta la fecha|hasta ahora|hasta el momento",
    small=_numbers(),
    hundred="(?!)",
    powers=_POWERS,
    scales={"k": 1_000, "m": 10**6, "mm": 10**6, "mill.": 10**6},
    alone="mil|mil millones",
    rough={
        **{"una decena": 10, "una docena": 12, "una veintena": 20, "una treintena": 30},
        **{"un centenar": 100, "un millar": 1_000, "media docena": 6, "un par": 2},
        **{"dos docenas": 24, "una quincena": 15, "una cincuentena": 50},
    },
    parts={"medio": "0.5", "un cuarto de": "0.25", "tres cuartos de": "0.75"},
    and_parts={" y medio": "0.5", " y media": "0.5", " y cuarto": "0.25"},
    joint="y",
    plurals={
        **{"decenas": (20, 100), "docenas": (24, 100), "cientos": (200, 1_000)},
        **{"centenares": (200, 1_000), "miles": (2_000, 10_000)},
        **{"millares": (2_000, 10_000), "decenas de miles": (20_000, 100_000)},
        **{"decenas de millares": (20_000, 100_000)},
        **{
            "cientos de miles": (200_000, 10**6),
            "centenares de miles": (200_000, 10**6),
        },
        **{"millones": (2 * 10**6, 10**7), "decenas de millones": (2 * 10**7, 10**8)},
        **{"cientos de millones": (2 * 10**8, 10**9), "un puñado": (2, 10)},
        **{"miles de millones": (2 * 10**9, 10**10), "miles y miles": (2_000, 10_000)},
    },
    several={"varios": 3, "varias": 3, "unos pocos": 2, "unas pocas": 2, "algunos": 2}
    | {"algunas": 2, "unos cuantos": 2, "unas cuantas": 2, "muchos": 2, "muchas": 2},
    counts={
        **{"decenas": 10, "docenas": 12, "cientos": 100, "centenares": 100},
        **{"miles": 1_000, "millares": 1_000, "millones": 10**6},
        **{"decenas de miles": 10_000, "cientos de miles": 100_000},
        **{"centenares de miles": 100_000},
    },
    some={
        **{"algunos": 2, "algunas": 2, "varios": 3, "varias": 3, "muchos": 2},
        **{"muchas": 2, "un número desconocido": 1, "numerosos": 2, "numerosas": 2},
        **{"un gran número": 1, "unos pocos": 2, "unas pocas": 2},
    },
    nobody="nadie|ninguno|ninguna|cero",
    no="ningún|ninguna|ni un solo|ni una sola|cero",
    most="la mayoría|la mayor parte|una mayoría|la gran mayoría|la inmensa mayoría",
    minority="una minoría",
    every="todos|todas|la totalidad",
    fractions={
        **{"la mitad": (1, 2), "un tercio": (1, 3), "una tercera parte": (1, 3)},
        **{"la tercera parte": (1, 3), "dos tercios": (2, 3), "un cuarto": (1, 4)},
        **{"dos terceras partes": (2, 3), "una cuarta parte": (1, 4)},
        **{"la cuarta parte": (1, 4), "tres cuartos": (3, 4), "un quinto": (1, 5)},
        **{"tres cuartas partes": (3, 4), "una quinta parte": (1, 5)},
        **{"una décima parte": (1, 10)},
    },
    among=r" (?P<word>de cada|de entre) ",
    percent="%|por ciento|por cien",
    of=" de los| de las| de",
    within="en |entre ",
    perhaps="o|o incluso|incluso|si no|quizás|quizá|o quizás|tal vez|a",
    between=(("entre ", " y "), ("de ", " a "), ("desde ", " hasta ")),
    to="a",
    either="o",
    limits="pero|y",
    units={
        **{"persona": "person", "personas": "person", "individuos": "person"},
        **{"familia": "family", "familias": "family", "hogar": "household"},
        **{"hogares": "household", "caso": "case", "casos": "case"},
        **{"muerte": "death", "muertes": "death", "muertos": "death"},
        **{"solicitud": "application", "solicitudes": "application"},
        **{"ataque": "attack", "ataques": "attack", "cruces": "crossing"},
        **{"expulsiones": "removal", "documentos": "document"},
        **{"encuentros": "encounter", "desplazamientos": "displacement"},
    },
    money={
        **{"euro": "EUR", "euros": "EUR", "dólares estadounidenses": "USD"},
        **{"dólares de estados unidos": "USD", "libras esterlinas": "GBP"},
        **{"pesos mexicanos": "MXN", "pesos colombianos": "COP", "soles": "PEN"},
        **{"francos suizos": "CHF"},
    },
    shared={
        **dict.fromkeys(["dólar", "dólares"], "which dollar? `US$50m` or `CAD 50m`"),
        **dict.fromkeys(["peso", "pesos"], "whose peso? `MXN 5m` or `COP 5m`"),
    },
    up="aumentó|aumentaron|creció|crecieron|subió|subieron|se incrementó|ha aumentado"
    "|han aumentado|se incrementaron|ha crecido",
    down="disminuyó|disminuyeron|bajó|bajaron|cayó|cayeron|se redujo|ha disminuido"
    "|descendió|se redujeron|han disminuido",
    rises="aumento|incremento|alza|crecimiento|subida",
    falls="disminución|caída|descenso|reducción|bajada",
    folds={
        **dict.fromkeys(["se duplicó", "se duplicaron", "se ha duplicado"], 2),
        **dict.fromkeys(["el doble", "doble", "se han duplicado", "duplicó"], 2),
        **dict.fromkeys(["se triplicó", "se triplicaron", "el triple", "triple"], 3),
        **dict.fromkeys(["se cuadruplicó", "se cuadruplicaron"], 4),
    },
    halved="se redujo a la mitad|se redujeron a la mitad",
    more="más|superior",
    fewer="menos|inferior",
    unchanged="estable|sin cambios|se mantuvo estable",
    by="en un |en una |en |un |una |",
    rise_of="del |de un |de ",
    article="un |una |el |la ",
    half="la mitad",
    tolerance="±|más menos",
    rates={
        "day": "al día|por día|cada día|diarios|diarias",
        "week": "a la semana|por semana|cada semana",
        "month": "al mes|por mes|cada mes|mensuales",
        "quarter": "al trimestre|por trimestre|cada trimestre",
        "year": "al año|por año|cada año|anuales",
    },
    rate_kinds={
        "average": (
            "en promedio|una media de|de media|un promedio de",
            "en promedio|de media|de promedio",
        ),
    },
)
