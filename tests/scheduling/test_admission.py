"""Who is interrupted now, and who later: one pure function."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.times import USUAL_HOURS, Hours, is_working
from data.tables import Kind
from scheduling.admission import Candidate, Later, Ready, decide
from tests.world import MONDAY_TEN

AT_WORK = MONDAY_TEN
AT_NIGHT = MONDAY_TEN + timedelta(hours=12)
NEXT_MORNING = MONDAY_TEN + timedelta(hours=23)  # nine o'clock in Berlin


@pytest.mark.parametrize(
    ("kind", "waits", "by_day", "by_night"),
    [
        (Kind.FREE, False, Ready(), Ready(quiet=True)),
        (Kind.FREE, True, Ready(), Later(NEXT_MORNING)),
        (Kind.SOLICITED, False, Ready(), Ready()),
        (Kind.UNSOLICITED, False, Ready(), Later(NEXT_MORNING)),
    ],
)
def test_the_table(kind: Kind, waits: bool, by_day: Ready | Later, by_night: Ready | Later) -> None:
    candidate = Candidate(kind, waits)
    assert decide(candidate, USUAL_HOURS, "Europe/Berlin", AT_WORK) == by_day
    assert decide(candidate, USUAL_HOURS, "Europe/Berlin", AT_NIGHT) == by_night


def test_somebody_without_hours_is_asked_about_again_a_day_later() -> None:
    never: Hours = [[] for _ in range(7)]
    candidate = Candidate(Kind.UNSOLICITED, waits_for_work=False)
    assert decide(candidate, never, "Europe/Berlin", AT_WORK) == Later(AT_WORK + timedelta(days=1))


@given(
    st.sampled_from(list(Kind)),
    st.booleans(),
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001  # hypothesis adds the zone itself
    st.sampled_from(["Europe/Berlin", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "UTC"]),
)
def test_what_waits_comes_in_working_time_and_never_before_now(
    kind: Kind, waits: bool, wall: datetime, zone: str
) -> None:
    now = wall.replace(tzinfo=MONDAY_TEN.tzinfo)
    match decide(Candidate(kind, waits), USUAL_HOURS, zone, now):
        case Later(at):
            assert at > now
            assert is_working(USUAL_HOURS, zone, at)
            assert not is_working(USUAL_HOURS, zone, now)
        case Ready(quiet):
            assert quiet == (kind is Kind.FREE and not is_working(USUAL_HOURS, zone, now))
