"""Made-up people in eight zones and what they do in a year, from a seed: tasks, thanks, questions, absences."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

# Eight zones; the public holidays of six countries. Lord Howe's clocks change by half an hour.
PLACES = (
    ("Europe/Berlin", "DE-HH"),
    ("Europe/Vienna", "AT"),
    ("Europe/Lisbon", "PT"),
    ("America/New_York", "US"),
    ("America/Sao_Paulo", "BR"),
    ("Asia/Manila", "PH"),
    ("Asia/Kolkata", None),
    ("Australia/Lord_Howe", None),
)
HOURS = (
    [[[540, 1020]]] * 5 + [[], []],
    [[[510, 750], [840, 1080]]] * 4 + [[[510, 750]], [], []],
    [[], [[600, 960]], [[600, 960]], [[600, 960]], [], [[600, 960]], []],
    [[[240, 480], [1320, 1440]]] * 7,
    # Tuesdays, and every second Thursday; and weeks that take turns altogether.
    [[], [[540, 780]], [], [[540, 780]], [], [], [], [], [[540, 780]], [], [], [], [], []],
    [[[480, 720]]] * 5 + [[], []] + [[[780, 1140]]] * 5 + [[], []],
)
DIGESTS = (960, 720, 1200, 150)
ASKED_AT = (540, 525, 150, 90, 1035, 1425)  # some in the hours that clock changes skip or repeat
WISHES = (None,) * 7 + ("never", "digest", "rarer")


@dataclass(frozen=True)
class Away:
    """An absence, and when it was told; from some only, if it names pairs."""

    told: datetime
    first: date
    last: date
    only: tuple[int, ...] = ()


@dataclass
class Human:
    """Somebody: where and when they work, how much they want to hear, and whether questions may ring at any hour. A VA
    has chosen days and a minute to be asked."""

    name: str
    zone: str
    region: str | None
    language: str
    hours: list[list[list[int]]]
    daily: int
    digest: int
    wish: str | None = None
    rings: bool = False
    days: list[int] = field(default_factory=list)
    minute: int = 0
    away: list[Away] = field(default_factory=list)


@dataclass(frozen=True)
class Pair:
    """An engagement, whose lasting task is accepted at ``opened``. Some clients say thanks at once; some work other
    hours here than elsewhere."""

    number: int
    client: Human
    va: Human
    opened: datetime
    thanks: bool
    hours: list[list[list[int]]] | None = None


@dataclass(frozen=True)
class Act:
    """Something a person does: "done" (the client says that a result is good), "thanks", "ask" (``by`` asks the other
    one), "answer" (the VA answers the latest check-in), "away", "open" (the lasting task)."""

    at: datetime
    what: str
    by: Human
    pair: Pair | None = None
    number: int = 0
    away: Away | None = None


@dataclass
class Life:
    """Everything that is given; what should follow from it is the oracle's business."""

    start: datetime
    end: datetime
    people: list[Human]
    pairs: list[Pair]
    acts: list[Act]


def live(seed: int, pairs: int, start: date, days: int) -> Life:
    """Everybody and everything, the same for the same numbers."""
    random = Random(seed)
    begin = datetime(start.year, start.month, start.day, 0, 1, tzinfo=UTC)
    end = begin + timedelta(days=days)
    clients = [_human(random, f"C{number}", number) for number in range(max(1, pairs // 6))]
    vas = [_human(random, f"V{number}", number + 3) for number in range(max(1, pairs // 2))]
    for va in vas:
        va.wish = None
        va.days, va.minute = sorted(random.sample(range(7), random.choice((1, 1, 1, 2)))), random.choice(ASKED_AT)
    teams = []
    for number in range(pairs):
        opened = begin + timedelta(minutes=random.randrange(1, days * 360))
        thanks = random.random() < 0.2
        va = vas[(number + number // len(vas)) % len(vas)]
        hours = _hours(random) if random.random() < 0.2 else None
        teams.append(Pair(number, clients[number % len(clients)], va, opened, thanks, hours))
    acts = [Act(pair.opened, "open", pair.va, pair) for pair in teams]
    for human in (*clients, *vas):
        mine = [pair.number for pair in teams if human in (pair.client, pair.va)]
        _holidays_taken(random, human, mine, begin, days, acts)
    _work(random, teams, begin, days, acts)
    for va in vas:
        answering = [day for day in range(days) if random.random() < 0.1]
        acts += [Act(begin + timedelta(days=day, minutes=random.randrange(1440)), "answer", va) for day in answering]
    acts = sorted((act for act in acts if act.at < end), key=lambda act: act.at)
    return Life(begin, end, [*clients, *vas], teams, acts)


def _human(random: Random, name: str, number: int) -> Human:
    zone, region = PLACES[number % len(PLACES)]
    language = random.choice(("de", "en"))
    wish, rings = random.choice(WISHES), random.random() < 0.2
    daily, digest = random.choice((1, 1, 2, 3)), random.choice(DIGESTS)
    return Human(name, zone, region, language, _hours(random), daily, digest, wish, rings)


def _hours(random: Random) -> list[list[list[int]]]:
    return [list(day) for day in random.choice(HOURS)]


def _holidays_taken(
    random: Random, human: Human, pairs: list[int], begin: datetime, days: int, acts: list[Act]
) -> None:
    """Two or three absences, each told at some hour days before it begins; one in four is from some only."""
    place = ZoneInfo(human.zone)
    for _ in range(3):
        first = random.randrange(3, max(days, 40))
        length, ahead = random.randrange(1, 18), random.randrange(1, 3)
        told = begin + timedelta(days=first - ahead - 1, minutes=random.randrange(1440))
        starts = told.astimezone(place).date() + timedelta(days=ahead)
        some = tuple(sorted(random.sample(pairs, max(1, len(pairs) // 2)))) if random.random() < 0.25 else ()
        if first < days and all(abs(each.first - starts) > timedelta(days=18) for each in human.away):
            away = Away(told, starts, starts + timedelta(days=length), some if len(some) < len(pairs) else ())
            human.away.append(away)
            acts.append(Act(told, "away", human, away=away))


def _work(random: Random, teams: list[Pair], begin: datetime, days: int, acts: list[Act]) -> None:
    """Results that are good, in bursts of a client over all their VAs; thanks; questions at any hour."""
    taken: set[tuple[str, datetime]] = set()
    bursts = {pair.client.name: _bursts(random, begin, days) for pair in teams}
    number = 0
    for pair in teams:
        for at in bursts[pair.client.name]:
            if random.random() < 0.3:
                continue
            moment = at + timedelta(minutes=random.randrange(2880))
            while (pair.client.name, moment) in taken:
                moment += timedelta(minutes=1)
            taken.add((pair.client.name, moment))
            number += 1
            acts.append(Act(moment, "done", pair.client, pair, number))
            if pair.thanks:
                thanked = moment + timedelta(minutes=random.randrange(1, 2000))
                acts.append(Act(thanked, "thanks", pair.client, pair, number))
        for _ in range(max(1, days // 60)):
            moment = pair.opened + timedelta(minutes=random.randrange(1, days * 1000))
            number += 1
            acts.append(Act(moment, "ask", random.choice((pair.client, pair.va)), pair, number))


def _bursts(random: Random, begin: datetime, days: int) -> list[datetime]:
    found, day = [], random.randrange(7)
    while day < days:
        found.append(begin + timedelta(days=day))
        day += random.choice((5, 9, 14, 21))
    return found
