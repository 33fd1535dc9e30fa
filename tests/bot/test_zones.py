"""Time zones as people name them."""

import unicodedata
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.zones import NEAR, find_zone, known_zone, say_zone, told_zone

# Not of any place, and never told by a platform.
NOWHERE = {"Factory", "localtime"}
ALL = sorted(available_timezones() - NOWHERE)
PLACES = [zone for zone in ALL if "/" in zone and not zone.startswith("Etc/")]
DAYS_OF_2026 = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=step) for step in range(0, 365, 5)]


@cache
def clocks(zone: str) -> list[timedelta | None]:
    """What tells zones apart today: their offsets through a year, every five days."""
    place = ZoneInfo(zone)
    return [day.astimezone(place).utcoffset() for day in DAYS_OF_2026]


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("  EUROPE/BERLIN ", "Europe/Berlin"),
        ("Lissabon", "Europe/Lisbon"),
        ("Lisbon", "Europe/Lisbon"),
        ("Wien", "Europe/Vienna"),
        ("Vienna", "Europe/Vienna"),
        ("Zürich", "Europe/Zurich"),
        ("Zu\u0308rich", "Europe/Zurich"),
        ("zurich", "Europe/Zurich"),
        ("Moskau", "Europe/Moscow"),
        ("Tokio", "Asia/Tokyo"),
        ("Mexiko-Stadt", "America/Mexico_City"),
        ("new york", "America/New_York"),
        ("New_York", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao_paulo", "America/Sao_Paulo"),
        ("Kiew", "Europe/Kyiv"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Kyiv", "Europe/Kyiv"),
        ("Calcutta", "Asia/Kolkata"),
        ("Kalkutta", "Asia/Kolkata"),
        ("Asia/Saigon", "Asia/Ho_Chi_Minh"),
        ("München", "Europe/Berlin"),
        ("Munich", "Europe/Berlin"),
        ("Köln", "Europe/Berlin"),
        ("Deutschland", "Europe/Berlin"),
        ("Österreich", "Europe/Vienna"),
        ("Schweiz", "Europe/Zurich"),
        ("Cebu", "Asia/Manila"),
        ("Porto", "Europe/Lisbon"),
        ("UTC", "UTC"),
        ("gmt", "UTC"),
        ("Etc/UTC", "Etc/UTC"),
        # The tz database knows CET by the clocks of Brussels today; German and summer have other letters for it.
        ("CET", "Europe/Brussels"),
        ("MEZ", "Europe/Brussels"),
        ("mesz", "Europe/Brussels"),
        ("CEST", "Europe/Brussels"),
    ],
)
def test_a_zone_by_its_name_or_a_city_s(said: str, zone: str) -> None:
    assert find_zone(said).zone == zone


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Berln", "Europe/Berlin"),
        ("Lissabonn", "Europe/Lisbon"),
        ("St. John's", "America/St_Johns"),
        ("Koeln", "Europe/Berlin"),
    ],
)
def test_a_misspelt_city_is_asked_about_and_not_taken(said: str, meant: str) -> None:
    found = find_zone(said)
    assert found.zone is None
    assert found.near[0] == meant


@pytest.mark.parametrize(
    "said", ["", "  ", "_", "\x00", "²", "👩‍👩‍👧", "../../etc/passwd", "/", "Etc/", "Etc/Nothing", "z" * 9000]
)
def test_what_is_no_zone(said: str) -> None:
    found = find_zone(said)
    assert found.zone is None
    assert found.near == ()


@pytest.mark.parametrize("said", ["GMT+1", "gmt-8", "utc+5", "UTC-3"])
def test_an_offset_is_never_taken_for_its_opposite(said: str) -> None:
    found = find_zone(said)
    assert found.zone is None
    assert not [zone for zone in found.near if zone.startswith(("Etc/GMT+", "Etc/GMT-"))]  # GMT+1 there is behind UTC


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("West", {"Australia/Perth", "America/Manaus"}),
        ("central", {"America/Chicago", "America/Winnipeg"}),
        ("PACIFIC", {"America/Los_Angeles", "America/Vancouver"}),
    ],
)
def test_a_part_of_many_countries_is_asked_about(said: str, meant: set[str]) -> None:
    found = find_zone(said)
    assert found.zone is None
    assert meant <= set(found.near)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("Etc/UTC", "Etc/UTC"),
        ("Mars/Olympus", None),
        ("", None),
        (None, None),
    ],
)
def test_what_a_platform_tells_is_kept_by_todays_name(told: str | None, kept: str | None) -> None:
    assert told_zone(told) == kept


def test_every_zone_is_kept_as_one_with_the_same_clocks() -> None:
    for zone in ALL:
        kept = told_zone(zone)
        assert kept is not None
        assert kept == zone or clocks(kept) == clocks(zone), zone
        assert told_zone(kept) == kept


def test_every_zone_is_found_by_its_own_name() -> None:
    for zone in ALL:
        found = find_zone(zone).zone
        assert found is not None, zone
        assert found in ALL, zone
        assert find_zone(found).zone == found, zone
        assert found == zone or clocks(found) == clocks(zone), zone


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_place_is_found_by_the_city_it_is_called(language: str) -> None:
    for zone in PLACES:
        found = find_zone(say_zone(zone, language)).zone
        assert found is not None, zone
        assert found == zone or clocks(found) == clocks(zone), zone


# The first search reads the names of all zones in both languages; that takes longer than a deadline allows.
@settings(deadline=None)
@given(st.text(max_size=100) | st.sampled_from(ALL).map(lambda zone: zone[1:] + "x"))
def test_any_text_has_an_answer(text: str) -> None:
    found = find_zone(text)
    assert found.zone is None or known_zone(found.zone)
    assert found.zone is None or not found.near
    assert len(found.near) <= NEAR
    assert len(set(found.near)) == len(found.near)
    assert all(known_zone(zone) for zone in found.near)


@settings(deadline=None)  # as above
@given(
    st.sampled_from(PLACES), st.sampled_from([str.upper, str.lower, str.title, str.swapcase]), st.sampled_from("_ \t")
)
def test_case_accents_and_blanks_do_not_matter(zone: str, typed: type[str], blank: str) -> None:
    for name in (zone, say_zone(zone, "de"), say_zone(zone, "en")):
        meant = find_zone(name)
        assert find_zone(typed(name).replace("_", blank).replace(" ", blank)) == meant
        assert find_zone(unicodedata.normalize("NFD", name)) == meant


@pytest.mark.parametrize(
    ("zone", "german", "english"),
    [
        ("Europe/Lisbon", "Lissabon", "Lisbon"),
        ("Europe/Berlin", "Berlin", "Berlin"),
        ("America/New_York", "New York", "New York"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires", "Buenos Aires"),
        ("Asia/Kolkata", "Kolkata", "Kolkata"),
        ("UTC", "UTC", "UTC"),
        ("Etc/GMT+5", "GMT+5", "GMT+5"),
    ],
)
def test_a_zone_is_called_by_its_city(zone: str, german: str, english: str) -> None:
    assert say_zone(zone, "de") == german
    assert say_zone(zone, "en") == english


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_zone_has_a_readable_name(language: str) -> None:
    names = [say_zone(zone, language) for zone in ALL]
    assert all(names)
    assert not [name for name in names if "/" in name or "_" in name]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Europe/Berlin", True),
        ("UTC", True),
        ("Etc/UTC", True),
        (None, False),
        ("", False),
        ("Berlin", False),
        ("europe/berlin", False),
        ("Europe", False),
        ("../Europe/Berlin", False),
        ("Europe/Berlin\x00", False),
        ("\ud800", False),
    ],
)
def test_only_the_tz_database_s_own_names_are_known(name: str | None, known: bool) -> None:
    assert known_zone(name) is known
