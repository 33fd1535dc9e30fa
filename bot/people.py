"""Meeting people: an account and a person for everybody who does something, or is named by somebody."""

from datetime import datetime

from sqlmodel import Session

from bot.events import Profile
from bot.telling import write
from bot.texts import LANGUAGES
from bot.times import USUAL_HOURS
from bot.typed import clean
from bot.zones import same_clocks, told_zone
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
    account = Account(
        workspace_id=known(workspace.id),
        person_id=known(person.id),
        external_id=profile.id,
        name=name,
        zone=person.zone,
    )
    session.add(account)
    session.flush()
    return account, person


def notice_zone(session: Session, account: Account, person: Person, told: str | None, now: datetime) -> None:
    """The platform tells another zone than before: whoever acts is asked once whether they are there. Nobody is moved
    without a word, as what the platform knows may be a device that was left at home."""
    zone = told_zone(told)
    if zone is None or zone == account.zone:
        return
    account.zone = zone
    session.add(account)
    if person.zone is None:
        person.zone = zone
        session.add(person)
    elif not same_clocks(zone, person.zone, now):
        session.flush()
        key = offer_key(known(account.id), zone)
        write(session, now, key=key, view="zone.offer", to=account, about={"zone": zone})


def offer_key(account: int, zone: str) -> str:
    """The message that offers another zone, once for each."""
    return f"zone.offer:{account}:{zone}"


def language_from(locale: str | None) -> str:
    """The language of a platform's locale ("de-DE", "en_US"); English for any that Baton doesn't speak."""
    spoken = (locale or "")[:2].lower()
    return spoken if spoken in LANGUAGES else "en"
