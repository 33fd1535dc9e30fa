"""Meeting people: an account and a person for everybody who does something, or is named by somebody."""

from datetime import datetime

from sqlmodel import Session

from bot.events import Profile
from bot.texts import LANGUAGES
from bot.times import USUAL_HOURS
from bot.typed import clean
from bot.zones import told_zone
from data.known import known
from data.queries import people
from data.tables import Account, Person


def meet(session: Session, profile: Profile, now: datetime) -> tuple[Account, Person]:
    """The account and person of a profile, made at the first meeting. Later the platform changes only the name:
    language and zone belong to the person then."""
    name = clean(profile.name, 80) or profile.id
    found = people.account_known_as(session, profile.platform, profile.workspace, profile.id)
    if found is not None:
        account, person = found
        if account.name != name:
            account.name = name
            session.add(account)
        return account, person
    person = Person(
        name=name,
        language=language_from(profile.language),
        zone=told_zone(profile.zone),
        hours=[list(day) for day in USUAL_HOURS],
        created_at=now,
    )
    session.add(person)
    session.flush()
    workspace = people.workspace_of(session, profile.platform, profile.workspace)
    account = Account(workspace_id=known(workspace.id), person_id=known(person.id), external_id=profile.id, name=name)
    session.add(account)
    session.flush()
    return account, person


def language_from(locale: str | None) -> str:
    """The language of a platform's locale ("de-DE", "en_US"); English for any that Baton doesn't speak."""
    spoken = (locale or "")[:2].lower()
    return spoken if spoken in LANGUAGES else "en"
