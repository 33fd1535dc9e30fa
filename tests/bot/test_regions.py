"""Where public holidays are: by every name there is, in both languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.regions import LANGUAGES, NEAR, find_region, holidays_in, regions, say_region

CODES = sorted(regions())


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Hamburg", "DE-HH"),
        ("HH", "DE-HH"),
        ("PT", "PT"),
        ("gu", "GU"),
        ("bayern", "DE-BY"),
        ("Bavaria", "DE-BY"),
        ("NRW", "DE-NW"),
        ("Wien", "AT-9"),
        ("Vienna", "AT-9"),
        ("Carinthia", "AT-2"),
        ("Zürich", "CH-ZH"),
        ("zurich", "CH-ZH"),
        ("Genf", "CH-GE"),
        ("Genève", "CH-GE"),
        ("Basel", "CH-BS"),
        ("st gallen", "CH-SG"),
        ("Portugal", "PT"),
        ("Madeira", "PT-30"),
        ("Philippinen", "PH"),
        ("Germany", "DE"),
        ("Deutschland", "DE"),
        ("de-sn", "DE-SN"),
        ("Kalifornien", "US-CA"),
        ("California (United States)", "US-CA"),
        ("us-tx", "US-TX"),
        ("USA", "US"),
        ("Schottland", "GB-SCT"),
        ("Wales", "GB-WLS"),
        ("UK", "GB"),
        ("Québec", "CA-QC"),
        ("Nouvelle-Écosse", "CA-NS"),
        ("CA", "CA"),
        ("Südtirol", "IT-BZ"),
        ("Augsburg", "DE-Augsburg"),
        ("Hongkong", "HK"),
        ("Guam", "GU"),
        ("Kanton Zürich", "CH-ZH"),
        ("Kanton Bern", "CH-BE"),
        ("Kanton Freiburg", "CH-FR"),
        ("Canton of Zurich", "CH-ZH"),
        ("canton de Genève", "CH-GE"),
        ("Bundesland Bayern", "DE-BY"),
        ("Freistaat Bayern", "DE-BY"),
        ("Freistaat Sachsen", "DE-SN"),
        ("Free State of Saxony", "DE-SN"),
        ("Land Tirol", "AT-7"),
        ("State of Bavaria", "DE-BY"),
        ("Washington State", "US-WA"),
        ("Bayern (Deutschland)", "DE-BY"),
        ("Deutschland, Bayern", "DE-BY"),
        ("Bayern, Deutschland", "DE-BY"),
        ("Kanton Zürich, Schweiz", "CH-ZH"),
        ("Georgia, USA", "US-GA"),
        ("Santa Cruz, Bolivien", "BO-S"),
    ],
)
def test_a_place_by_its_name(said: str, code: str) -> None:
    assert find_region(said).region == code


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("Georgia", {"GE", "US-GA"}),
        ("Santa Cruz", {"AR-Z", "BO-S", "CV-CR"}),
        ("Hambrug", {"DE-HH"}),
        ("BY", {"BY", "DE-BY"}),
        ("be", {"BE", "DE-BE", "CH-BE"}),
        ("Zuerich", {"CH-ZH"}),
        ("Kanton Zuerich", {"CH-ZH"}),
        ("State of Georgia", {"GE", "US-GA"}),
    ],
)
def test_a_place_that_can_be_several_or_is_misspelt_is_asked_about(said: str, near: set[str]) -> None:
    found = find_region(said)
    assert found.region is None
    assert set(found.near) == near


@pytest.mark.parametrize(
    "said", ["", " ", "W", "<b>", "\x00", "²", "Atlantis", "DE-XX", "Kanton", "Hamburg, Peru", "-", "x" * 5000]
)
def test_what_is_no_place(said: str) -> None:
    found = find_region(said)
    assert found.region is None
    assert found.near == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_region_there_is_has_a_name_that_can_be_read_again(language: str) -> None:
    assert len(CODES) > 800
    for code in CODES:
        assert code in (find_region(code).region, *find_region(code).near)
        assert find_region(say_region(code, language)).region == code, code
        # Only where a country is not known by any name but its code, that would be it.
        assert say_region(code, language) not in (code, code.partition("-")[2]) or len(code) > 5, code


def test_every_region_there_is_has_days() -> None:
    without = {code for code in CODES if not holidays_in(code, 2025)}
    # Three where nobody lives, and Ukraine, which has suspended them.
    assert without == {"BV", "HM", "IO", "UA"}


@given(st.text(max_size=90))
def test_any_text_has_an_answer(text: str) -> None:
    found = find_region(text)
    assert found.region is None or found.near == ()
    assert len(found.near) <= NEAR
    assert all(code in CODES for code in (found.region, *found.near) if code)


@pytest.mark.parametrize(
    ("code", "german", "english"),
    [
        ("DE-HH", "Hamburg", "Hamburg"),
        ("AT-9", "Wien", "Vienna"),
        ("PH", "Philippinen", "Philippines"),
        ("US-CA", "Kalifornien (Vereinigte Staaten)", "California (United States)"),
        ("AU-VIC", "Victoria (Australien)", "Victoria (Australia)"),
    ],
)
def test_a_place_is_called_by_its_name(code: str, german: str, english: str) -> None:
    assert say_region(code, "de") == german
    assert say_region(code, "en") == english


@pytest.mark.parametrize(
    ("here", "there", "day"),
    [
        ("DE-BY", "DE-HH", date(2027, 1, 6)),  # Epiphany
        ("US-CA", "US-NY", date(2027, 3, 31)),  # Cesar Chavez Day
        ("GB-SCT", "GB-ENG", date(2027, 11, 30)),  # Saint Andrew's Day
        ("CH-ZH", "CH-GE", date(2027, 5, 1)),
    ],
)
def test_a_region_has_days_of_its_own(here: str, there: str, day: date) -> None:
    assert day in holidays_in(here, day.year)
    assert day not in holidays_in(there, day.year)
