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
from data.queries.people import Identity
from data.tables import Account, Person


def recognise(session: Session, profile: Profile, now: datetime) -> Identity:
    """Who has that profile; an account and a person are made at the first meeting. Later the platform changes only the
    name: language and zone belong to the person then."""
    name = clean(profile.name, 80) or profile.id
    found = people.identity(session, profile.platform, profile.workspace, profile.id)
    if found is None:
        return _met(session, profile, name, now)
    if found.name != name:
        account = session.get_one(Account, found.account_id)
        account.name = name
        session.add(account)
    return found._replace(name=name)


def meet(session: Session, profile: Profile, now: datetime) -> tuple[Account, Person]:
    """The account and the person of a profile, made at the first meeting."""
    return people.account_and_person(session, recognise(session, profile, now).account_id)


def _met(session: Session, profile: Profile, name: str, now: datetime) -> Identity:
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
    return Identity(known(account.id), account.person_id, name, account.zone, person.language, person.zone)


def notice_zone(session: Session, who: Identity, told: str | None, now: datetime) -> Identity:
    """The platform tells another zone than before: whoever acts is asked once whether they are there. Nobody is moved
    without a word, as what the platform knows may be a device that was left at home."""
    zone = told_zone(told)
    if zone is None or zone == who.told_zone:
        return who
    account, person = people.account_and_person(session, who.account_id)
    account.zone = zone
    session.add(account)
    if person.zone is None:
        person.zone = zone
        session.add(person)
    elif not same_clocks(zone, person.zone, now):
        session.flush()
        key = offer_key(who.account_id, zone)
        write(session, now, key=key, view="zone.offer", to=account, about={"zone": zone})
    return who._replace(told_zone=zone, zone=person.zone)


def offer_key(account: int, zone: str) -> str:
    """The message that offers another zone, once for each."""
    return f"zone.offer:{account}:{zone}"


def language_from(locale: str | None) -> str:
    """The language of a platform's locale ("de-DE", "en_US"); English for any that Baton doesn't speak."""
    spoken = (locale or "")[:2].lower()
    return spoken if spoken in LANGUAGES else "en"
