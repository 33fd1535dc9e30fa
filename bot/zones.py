"""Time zones as people name them: by a city, in German or English, or by the tz database's own name."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from babel.core import Locale, get_global

from bot.times import local

NEAR = 5


@dataclass(frozen=True)
class Found:
    """The zone that was meant, or the ones that may have been."""

    zone: str | None
    near: tuple[str, ...] = ()


def known_zone(name: str | None) -> bool:
    """Whether the tz database has a zone of that name."""
    return name is not None and name in _available()


def told_zone(name: str | None) -> str | None:
    """The zone that a platform tells, by the name it has today: "Asia/Calcutta" is Asia/Kolkata. None for one that the
    tz database doesn't know."""
    return _now_called(name) if name is not None and known_zone(name) else None


def same_clocks(one: str, other: str, now: datetime) -> bool:
    """Whether the clocks of two zones show the same for a year."""
    moments = [now + timedelta(days=days) for days in range(0, 360, 30)]
    return all(local(at, one).utcoffset() == local(at, other).utcoffset() for at in moments)


def find_zone(text: str) -> Found:
    """A zone by its name or a city's, in any case. Never raises."""
    said = _plain(text)
    if not said:
        return Found(None)
    names = _names()
    if said in names:
        return Found(names[said])
    if said in _NOWHERE:
        there = (zone for zone in sorted(_available()) if _plain(zone.rpartition("/")[2]) == said)
        return Found(None, tuple(dict.fromkeys(map(_now_called, there)))[:NEAR])
    if text.startswith("Etc/") and known_zone(text):  # a platform may have told it, and a form may show it
        return Found(text)
    near = dict.fromkeys(names[name] for name in get_close_matches(said, list(names), n=NEAR * 2, cutoff=0.7))
    return Found(None, tuple(near)[:NEAR])


def zones_like(text: str, language: str, limit: int = 25) -> list[tuple[str, str]]:
    """Zones whose name or city begins with that, then those that hold it: name, and how it is read."""
    said = _plain(text)
    begins = [zone for name, zone in _names().items() if name.startswith(said)]
    holds = [zone for name, zone in _names().items() if said in name]
    return [(zone, f"{say_zone(zone, language)} – {zone}") for zone in list(dict.fromkeys([*begins, *holds]))[:limit]]


def say_zone(zone: str, language: str) -> str:
    """The city of a zone: "Lissabon", "Lisbon"."""
    zone = _now_called(zone)
    if "/" not in zone:
        return zone
    city = Locale.parse(language).time_zones.get(zone, {}).get("city")
    return str(city or zone.rpartition("/")[2].replace("_", " "))


def _now_called(zone: str) -> str:
    """A zone's name today; itself, if the tz database has none other."""
    name = str(get_global("zone_aliases").get(zone, zone))
    return name if known_zone(name) else zone


@cache
def _available() -> frozenset[str]:
    """Asking walks the tz database's folders each time."""
    return frozenset(available_timezones())


@cache
def _names() -> dict[str, str]:
    """Every name by which a zone is known, plainly written."""
    spoken = [Locale.parse(language).time_zones for language in ("de", "en")]
    names: dict[str, str] = {}
    for zone in sorted(_available()):
        if zone.startswith(("Etc/", "SystemV/", "posix", "right")) or zone in ("localtime", "Factory"):
            continue
        target = _now_called(zone)
        names[_plain(zone)] = target
        if "/" in zone and (city := _plain(zone.rpartition("/")[2])) not in _NOWHERE:
            names.setdefault(city, target)
            for cities in spoken:
                if spelled := cities.get(zone, {}).get("city"):
                    names.setdefault(_plain(str(spelled)), target)
    names |= {"utc": "UTC", "gmt": "UTC"} | dict.fromkeys(("cest", "mez", "mesz"), _now_called("CET"))
    return names | {_plain(city): zone for city, zone in _MORE.items()}


# Parts of countries by which the tz database once named zones. "West" may be Perth or Manaus: asked.
_NOWHERE = frozenset(
    ("north", "south", "east", "west", "eastern", "western", "central", "mountain", "pacific", "atlantic", "general")
)

# Cities that people name and the tz database doesn't.
_MORE = {
    city: zone
    for zone, cities in {
        "Europe/Berlin": "hamburg münchen munich köln cologne frankfurt stuttgart leipzig deutschland germany",
        "Europe/Vienna": "graz linz salzburg innsbruck österreich austria",
        "Europe/Zurich": "bern basel genf geneva schweiz switzerland",
        "Europe/Lisbon": "porto portugal",
        "Asia/Manila": "cebu philippinen philippines",
    }.items()
    for city in cities.split()
}


def _plain(text: str) -> str:
    """Lower case, blanks for underscores, no accents, so that "São Paulo" and "sao_paulo" are one."""
    folded = unicodedata.normalize("NFKD", " ".join(text.replace("_", " ").split()).casefold())
    return "".join(char for char in folded if not unicodedata.combining(char))[:80]
