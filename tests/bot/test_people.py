"""Who somebody is: by workspace and platform, by the name and the zone that the platform tells now."""

from dataclasses import replace

import pytest

from bot.events import Profile
from bot.people import meet, notice_zone, recognise
from data.database import Database
from tests.world import MONDAY_TEN

ANNA = Profile("slack", "T1", "U1", "Anna", "de", "Europe/Lisbon")


@pytest.mark.both_databases
def test_one_id_in_two_workspaces_is_two_people(database: Database) -> None:
    """Slack's user ids are those of a workspace; nothing of one may reach the other."""
    other = replace(ANNA, workspace="T2", name="Somebody else")
    elsewhere = replace(ANNA, platform="discord")
    with database.transaction() as session:
        met = [recognise(session, profile, MONDAY_TEN) for profile in (ANNA, other, elsewhere)]
        again = [recognise(session, profile, MONDAY_TEN) for profile in (ANNA, other, elsewhere)]
    assert len({who.account_id for who in met}) == len({who.person_id for who in met}) == 3
    assert again == met


def test_a_new_name_is_taken_over_and_the_language_stays(database: Database) -> None:
    with database.transaction() as session:
        before = recognise(session, ANNA, MONDAY_TEN)
    renamed = replace(ANNA, name="Anna Costa", language="en")
    with database.transaction() as session:
        assert recognise(session, renamed, MONDAY_TEN) == before._replace(name="Anna Costa")
    with database.transaction() as session:
        account, person = meet(session, renamed, MONDAY_TEN)
        assert (account.name, person.language) == ("Anna Costa", "de")


def test_the_first_zone_that_is_told_holds_at_once(database: Database) -> None:
    """Discord tells none; whoever acts on Slack later is answered by the clock that Slack knows."""
    with database.transaction() as session:
        before = recognise(session, replace(ANNA, zone=None), MONDAY_TEN)
        assert before.zone is None
        now = notice_zone(session, before, "Europe/Lisbon", MONDAY_TEN)
        assert (now.zone, now.told_zone) == ("Europe/Lisbon", "Europe/Lisbon")
    with database.transaction() as session:
        assert recognise(session, ANNA, MONDAY_TEN) == now
