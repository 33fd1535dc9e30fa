"""Where somebody's public holidays are: countries, and the states, provinces and cantons that have their own."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache

import holidays
from babel import Locale

LANGUAGES = ("de", "en")
NEAR = 4  # as many as stand below a question
CLOSE = 0.8  # of difflib's ratio; at 0.7 "Atlantis" would be asked about as Atlántico
SHORTEST_NAME = 3  # "W" is Vienna on number plates, and too little to go by
LETTERS = 2  # of the codes of countries, and of German and Swiss states
# Their states and cantons are named alone; all other regions with the country they are in.
KNOWN_ALONE = ("DE", "AT", "CH")
# What a region is, said beside its name, as it is plainly written.
_KIND = re.compile(
    r"\b(?:kanton|canton|cantone|bundesland|land|freistaat|free state|state|provinz|province)\b(?: (?:of|de|du|di)\b)?"
)


@dataclass(frozen=True)
class Found:
    """The code of the region or country that was meant ("DE-HH", "PT"), or those that may have been."""

    region: str | None
    near: tuple[str, ...] = ()


def find_region(text: str) -> Found:
    """A region or country by its name in German, English or its own language ("Hamburg", "Wien", "California"), or by
    its code ("DE-HH"). Never raises."""
    said = _plain(text)
    if not said:
        return Found(None)
    names = _names()
    if said not in names:
        said = _KIND.sub("", said).strip() or said
    if said not in names and (code := _in_country(said.split())):
        return Found(code)
    close = [said] if said in names else get_close_matches(said, list(names), n=NEAR, cutoff=CLOSE)
    meant = tuple(dict.fromkeys(code for name in close for code in names[name]))
    return Found(meant[0]) if said in names and len(meant) == 1 else Found(None, meant[:NEAR])


def _in_country(words: list[str]) -> str | None:
    """The region that is named beside its country: "Bayern, Deutschland", "USA Georgia"."""
    names = _names()
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    for region, country in (*halves, *(half[::-1] for half in halves)):
        inside = [code for code in names.get(region, ()) if code.partition("-")[0] in names.get(country, ())]
        if len(inside) == 1 and "-" in inside[0]:
            return inside[0]
    return None


def say_region(code: str, language: str) -> str:
    """ "Hamburg", "Kalifornien (Vereinigte Staaten)", "Portugal"; as it can be read again."""
    country, _, region = code.partition("-")
    if not region:
        return _country(country, language)
    name = _called(code, region, language)
    return name if country in KNOWN_ALONE else f"{name} ({_country(country, language)})"


@cache
def holidays_in(code: str, year: int) -> frozenset[date]:
    """The public holidays of a region in a year."""
    country, _, region = code.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=region or None, years=year))


def regions() -> Iterator[str]:
    """The code of every country, and of every part of one that has holidays of its own."""
    for country, parts in holidays.list_supported_countries(include_aliases=False).items():
        yield country
        yield from (f"{country}-{part}" for part in parts)


@cache
def _names() -> dict[str, list[str]]:
    """Every name by which a region is known, plainly written, and what it may mean."""
    found: dict[str, list[str]] = defaultdict(list)
    for code in regions():
        country, _, region = code.partition("-")
        names = [
            code,
            *_letters(country, region),
            *(say_region(code, language) for language in LANGUAGES),
            *_ALSO.get(code, ()),
        ]
        if region:
            names += [*_own_names(country, region), *_CALLED.get(code, ())]
        for name in {_plain(each) for each in names}:
            found[name].append(code)
    # Guam is a country of its own to some and a part of one to others: it is the same place, unlike Georgia, and unlike
    # what two letters can mean.
    countries = {
        name: [code for code in codes if "-" not in code and code not in _ASKED] for name, codes in found.items()
    }
    return {name: codes if len(name) == LETTERS else countries[name] or codes for name, codes in found.items()}


def _letters(country: str, region: str) -> tuple[str, ...]:
    """ "BY" is Bavaria to those who live there, and Belarus."""
    return (region,) if country in KNOWN_ALONE and len(region) == LETTERS and region.isalpha() else ()


def _country(code: str, language: str) -> str:
    if code in _CALLED:
        return _CALLED[code][LANGUAGES.index(language)]
    return str(Locale.parse(language).territories.get(code, code))


def _called(code: str, region: str, language: str) -> str:
    if code in _CALLED:
        return _CALLED[code][LANGUAGES.index(language)]
    return next(_own_names(code.partition("-")[0], region), region)


def _own_names(country: str, region: str) -> Iterator[str]:
    """What a region is called where it is, the usual name first."""
    aliases: dict[str, str] = getattr(holidays, country).subdivisions_aliases or {}
    yield from (name for name, code in aliases.items() if code == region and len(name) >= SHORTEST_NAME)
    if len(region) > SHORTEST_NAME:
        yield region  # "Augsburg" has no other code


def _plain(text: str) -> str:
    """Lower case, no accents, no marks, so that "São Paulo" and "sao paulo", "St. Gallen" and "st gallen" are one."""
    folded = unicodedata.normalize("NFKD", re.sub(r"[^\w\s-]", " ", text).casefold())
    return " ".join("".join(char for char in folded if not unicodedata.combining(char)).split())[:80]


# What people call places in German and in English, where the libraries know other names.
_CALLED = {
    "GE": ("Georgien", "Georgia (country)"),
    "HK": ("Hongkong", "Hong Kong"),
    "MO": ("Macau", "Macao"),
    "DE-BY": ("Bayern", "Bavaria"),
    "DE-HE": ("Hessen", "Hesse"),
    "DE-MV": ("Mecklenburg-Vorpommern", "Mecklenburg-Western Pomerania"),
    "DE-NI": ("Niedersachsen", "Lower Saxony"),
    "DE-NW": ("Nordrhein-Westfalen", "North Rhine-Westphalia"),
    "DE-RP": ("Rheinland-Pfalz", "Rhineland-Palatinate"),
    "DE-SN": ("Sachsen", "Saxony"),
    "DE-ST": ("Sachsen-Anhalt", "Saxony-Anhalt"),
    "DE-TH": ("Thüringen", "Thuringia"),
    "AT-2": ("Kärnten", "Carinthia"),
    "AT-3": ("Niederösterreich", "Lower Austria"),
    "AT-4": ("Oberösterreich", "Upper Austria"),
    "AT-6": ("Steiermark", "Styria"),
    "AT-7": ("Tirol", "Tyrol"),
    "AT-9": ("Wien", "Vienna"),
    "CH-FR": ("Freiburg (Schweiz)", "Fribourg"),
    "CH-GE": ("Genf", "Geneva"),
    "CH-GR": ("Graubünden", "Grisons"),
    "CH-LU": ("Luzern", "Lucerne"),
    "CH-NE": ("Neuenburg", "Neuchâtel"),
    "CH-SG": ("St. Gallen", "St. Gallen"),
    "CH-TI": ("Tessin", "Ticino"),
    "CH-VD": ("Waadt", "Vaud"),
    "CH-VS": ("Wallis", "Valais"),
    "CH-ZH": ("Zürich", "Zurich"),
    "CH-Stadt Zurich": ("Stadt Zürich", "City of Zurich"),
    "ES-AN": ("Andalusien", "Andalusia"),
    "ES-CN": ("Kanarische Inseln", "Canary Islands"),
    "ES-CT": ("Katalonien", "Catalonia"),
    "ES-GA": ("Galicien", "Galicia"),
    "ES-IB": ("Balearen", "Balearic Islands"),
    "ES-PV": ("Baskenland", "Basque Country"),
    "FR-6AE": ("Elsass", "Alsace"),
    "GB-NIR": ("Nordirland", "Northern Ireland"),
    "GB-SCT": ("Schottland", "Scotland"),
    "IT-BZ": ("Südtirol", "South Tyrol"),
    "IT-FI": ("Florenz", "Florence"),
    "IT-GE": ("Genua", "Genoa"),
    "IT-MI": ("Mailand", "Milan"),
    "IT-NA": ("Neapel", "Naples"),
    "IT-RM": ("Rom", "Rome"),
    "IT-TO": ("Turin", "Turin"),
    "IT-VE": ("Venedig", "Venice"),
    "PT-11": ("Lissabon", "Lisbon"),
    "PT-20": ("Azoren", "Azores"),
    "PT-30": ("Madeira", "Madeira"),
    "US-CA": ("Kalifornien", "California"),
}

_ASKED = ("GE",)  # or the American state

# What they are called as well.
_ALSO = {
    "CH-BS": ("Basel",),
    "CI": ("Elfenbeinküste", "Ivory Coast"),
    "CZ": ("Czech Republic", "Tschechische Republik"),
    "DE-NW": ("NRW",),
    "GB": ("UK", "Großbritannien", "Great Britain"),
    "GE": ("Georgia",),
    "NL": ("Holland",),
    "TR": ("Turkey",),
    "US": ("USA", "United States of America", "Amerika", "America"),
}
