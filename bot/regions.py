"""Where somebody's public holidays are: countries, and the states, provinces and cantons that have their own."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache

import holidays
from babel import Locale

# Regions are found by their names here; of all other countries by the country's.
WITH_REGIONS = ("DE", "AT", "CH")
LANGUAGES = ("de", "en")
SHORTEST_NAME = 3  # "W" is Vienna on number plates, and too little to go by


def find_region(text: str) -> str | None:
    """The code of a region or country by its name ("Hamburg", "Wien", "Portugal") or code ("DE-HH"); else None."""
    said = _plain(text)
    return _names().get(said)


def say_region(code: str, language: str) -> str:
    """ "Hamburg", "Portugal"."""
    country, _, region = code.partition("-")
    if region:
        return next((name for name, found in _regions(country) if found == region), region)
    return str(Locale.parse(language).territories.get(country, country))


@cache
def holidays_in(code: str, year: int) -> frozenset[date]:
    """The public holidays of a region in a year."""
    country, _, region = code.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=region or None, years=year))


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for country in holidays.list_supported_countries(include_aliases=False):
        found[_plain(country)] = country
        for language in LANGUAGES:
            if name := Locale.parse(language).territories.get(country):
                found[_plain(str(name))] = country
    for country in WITH_REGIONS:
        for name, region in _regions(country):
            found[_plain(f"{country}-{region}")] = found[_plain(name)] = f"{country}-{region}"
    return found


def _regions(country: str) -> Iterator[tuple[str, str]]:
    """The regions of a country by every name they are known by, the usual one first."""
    aliases: dict[str, str] = getattr(holidays, country).subdivisions_aliases
    yield from ((name, region) for name, region in aliases.items() if len(name) >= SHORTEST_NAME)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(char for char in folded if not unicodedata.combining(char))[:80]
