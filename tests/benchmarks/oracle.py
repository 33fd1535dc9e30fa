"""What should have come, worked out a second time: minute by minute, on wall clocks, without a line of Baton's own
calendar arithmetic. It knows the rules of the README ("Who is told what", "Time") and nothing of how they are kept."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from tests.benchmarks.life import Act, Human, Life, Pair

QUARTER = timedelta(minutes=15)
WEEK = timedelta(days=7)
MONDAY = date(1, 1, 1)
UNSOLICITED = ("praise.nudge", "checkin.reminder")
SHOWN = 8  # entries of a digest that can be read at a glance


@dataclass(frozen=True, order=True)
class Came:
    """A new message: when, for whom, of what kind, about what, and whether it mentions nobody."""

    at: datetime
    to: str
    view: str
    about: tuple[str, ...] = ()
    quiet: bool = False


@cache
def _free(region: str, year: int) -> frozenset[date]:
    country, _, part = region.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))


def is_off(human: Human, day: date, at: datetime, pair: Pair | None = None) -> bool:
    """Whether somebody doesn't work on a day, as far as it is known at that moment: at all, or with one of a pair."""
    region = human.region
    return is_away(human, day, day, at, pair) or (region is not None and day in _free(region, day.year))


def is_away(human: Human, first: date, last: date, at: datetime, pair: Pair | None = None) -> bool:
    """Whether they have told by then that one of these days is part of an absence: from all, or from one of a pair."""
    return any(
        away.told <= at and away.first <= last and first <= away.last
        for away in human.away
        if not away.only or (pair is not None and pair.number in away.only)
    )


def works(human: Human, minute: datetime, at: datetime, pair: Pair | None = None) -> bool:
    """Whether a minute is in somebody's working time, as far as it is known ``at``."""
    here = minute.astimezone(ZoneInfo(human.zone))
    past = here.hour * 60 + here.minute
    hours = pair.hours if pair is not None and pair.hours is not None and human is pair.client else human.hours
    inside = any(start <= past < end for start, end in hours_on(hours, here.date()))
    return inside and not is_off(human, here.date(), at, pair)


def hours_on(hours: list[list[list[int]]], day: date) -> list[list[int]]:
    """Of one day: every week the same, or every second one. Weeks are counted from a Monday long ago."""
    weeks = (day - MONDAY).days // 7
    return hours[day.weekday() + 7 * (weeks % (len(hours) // 7))]


def first_minute(human: Human, at: datetime, pair: Pair | None = None) -> datetime:
    """The first minute of somebody's working time from then on. All hours here begin at quarters."""
    if works(human, at, at, pair):
        return at
    minute = at - timedelta(minutes=at.minute % 15) + QUARTER
    while not works(human, minute, at, pair):
        minute += QUARTER
    return minute


def on_the_clock(day: date, minute: int, zone: str) -> datetime:
    """When the clocks there show that: the first time; if they skip it, when they go on."""
    place = ZoneInfo(zone)
    shown = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute)
    offsets = {(shown + timedelta(hours=hours)).astimezone(place).utcoffset() for hours in (-30, 30)}
    guesses = sorted(shown - (offset or timedelta()) for offset in offsets)
    for guess in guesses:
        if guess.astimezone(place).replace(tzinfo=UTC) == shown:
            return guess
    at = guesses[0]
    while at.astimezone(place).replace(tzinfo=UTC) < shown:
        at += timedelta(minutes=1)
    return at


def day_of(human: Human, at: datetime) -> date:
    """The date on somebody's calendar."""
    return at.astimezone(ZoneInfo(human.zone)).date()


@dataclass
class Item:
    """Something for somebody that does not come at once, in any case. ``next``: when it may, as far as is known;
    ``until``: from then on it has no point; ``waited``: for somebody to be back."""

    view: str
    about: str
    pair: Pair | None
    next: datetime
    until: datetime | None = None
    waited: bool = False

    @property
    def number(self) -> int:
        """Of the pair; of what is about several, none's."""
        return self.pair.number if self.pair is not None else -1

    def has_point(self, at: datetime) -> bool:
        return self.until is None or at < self.until


@dataclass
class Receiver:
    """One person's messages, as time goes by."""

    human: Human
    came: list[Came] = field(default_factory=list)
    waiting: list[Item] = field(default_factory=list)
    folded: list[Item] = field(default_factory=list)
    digest: datetime | None = None
    back: bool = False  # the digest waits for somebody's return
    digests: set[date] = field(default_factory=set)
    reminded: list[datetime] = field(default_factory=list)
    summed_up: set[tuple[int, date]] = field(default_factory=set)
    nudged: dict[int, datetime | None] = field(default_factory=dict)  # None: on its way

    @property
    def next(self) -> datetime | None:
        """When something of what waits may come."""
        return min((item.next for item in self.waiting), default=None)

    def at_once(self, at: datetime, view: str, about: str, pair: Pair) -> None:
        """It comes now; outside working time it mentions nobody."""
        quiet = not works(self.human, at, at, pair)
        self.came.append(Came(at, self.human.name, view, tuple(about.split()), quiet))

    def decide(self, at: datetime) -> None:
        """What of all that may come does so now, in the digest, later, or not at all."""
        due = sorted((item for item in self.waiting if item.next <= at), key=lambda item: item.next)
        self.waiting = [item for item in self.waiting if item.next > at]
        back = [] if day_of(self.human, at) in self.digests else [item for item in due if self._is_back(at, item)]
        self.folded += back
        if self.digest == at or back:
            self.bring_digest(at, returned=bool(back))
        for item in due:
            if item not in back:
                self._decide(at, item)

    def _comes_back(self, at: datetime, item: Item) -> bool:
        """Whether they are away before they work again, or have been and have not worked since."""
        human, pair, day = self.human, item.pair, day_of(self.human, at)
        if is_away(human, day, day_of(human, item.next), at, pair):
            return True
        hours = pair.hours if pair is not None and pair.hours is not None and human is pair.client else human.hours
        here = at.astimezone(ZoneInfo(human.zone))
        begun = any(start <= here.hour * 60 + here.minute for start, _ in hours_on(hours, day))
        while not (begun and not is_off(human, day, at, pair)):
            day -= timedelta(days=1)
            if is_away(human, day, day, at, pair):
                return True
            begun = bool(hours_on(hours, day))
        return False

    def _is_back(self, at: datetime, item: Item) -> bool:
        """Whether it has waited for them to be back, and they are; a wish for less holds all the same."""
        human = self.human
        if not item.waited or not item.has_point(at) or (item.view == "praise.nudge" and human.wish == "never"):
            return False
        rings = item.view == "question.asked" and human.rings
        return works(human, at, at, item.pair) or (rings and not is_off(human, day_of(human, at), at, item.pair))

    def _decide(self, at: datetime, item: Item) -> None:
        human, today, pair = self.human, day_of(self.human, at), item.pair
        nudge = item.view == "praise.nudge"
        if nudge and human.wish == "never":
            del self.nudged[item.number]
            return None
        lately = any(each >= at - WEEK for each in self.reminded)
        if nudge and (human.wish == "digest" or (human.wish == "rarer" and lately)):
            return self._fold(at, item)
        if not item.has_point(at):
            return None
        rings = item.view == "question.asked" and human.rings and not is_off(human, today, at, pair)
        if not works(human, at, at, pair) and not rings:
            item.next = first_minute(human, at, pair)
            item.waited = item.waited or self._comes_back(at, item)
            self.waiting.append(item)
            return None
        if item.view in UNSOLICITED:
            if sum(day_of(human, each) == today for each in self.reminded) >= human.daily:
                return self._fold(at, item)
            self.reminded.append(at)
        if nudge:
            self.nudged[item.number] = at
        if item.view == "checkin.summary":
            if (item.number, today) in self.summed_up:
                return self._fold(at, item)
            self.summed_up.add((item.number, today))
        self.came.append(Came(at, human.name, item.view, tuple(item.about.split())))
        return None

    def _fold(self, at: datetime, item: Item) -> None:
        self.folded.append(item)
        if self.digest is None:
            self._digest_comes(self._digest_after(at), back=False)
        if item.view == "praise.nudge":
            self.nudged[item.number] = self.digest

    def _digest_comes(self, at: datetime, *, back: bool) -> None:
        self.digest, self.back = at, back
        for item in self.folded:
            if item.view == "praise.nudge":
                self.nudged[item.number] = at

    def _digest_after(self, at: datetime) -> datetime:
        day = day_of(self.human, at)
        while True:
            moment = on_the_clock(day, self.human.digest, self.human.zone)
            free = not hours_on(self.human.hours, day) or is_off(self.human, day, at)
            if moment > at and not free and day not in self.digests:
                return moment
            day += timedelta(days=1)

    def bring_digest(self, at: datetime, *, returned: bool) -> None:
        """What could wait, in one message; for who is away, or comes back, in working time. With what has waited for
        their return it comes at once."""
        human, today = self.human, day_of(self.human, at)
        if not returned and (is_away(human, today, today, at) or (self.back and not works(human, at, at))):
            self._digest_comes(first_minute(human, at), back=True)
            return
        told = [item for item in self.folded if item.has_point(at)]
        summaries = {item.about for item in told if item.view == "checkin.summary"}  # of each pair the newest
        if about := sorted([*summaries, *(item.about for item in told if item.view != "checkin.summary")]):
            self.came.append(Came(at, human.name, "digest", tuple(about)))
            self.digests.add(today)
            self.nudged |= {item.number: at for item in self.folded if item.view == "praise.nudge"}
        self.digest, self.folded = None, []

    def plan_anew(self, at: datetime) -> None:
        """Days off were told: the digest keeps its hour on the next day on which they are there, and one that waits for
        their return waits for the one that is told now."""
        if self.digest is not None:
            day = day_of(self.human, self.digest)
            if self.back:
                self._digest_comes(at, back=True)
            elif not is_away(self.human, day, day, at):
                self._digest_comes(self._digest_after(at), back=False)
        for item in self.waiting:
            item.next = at

    def rests(self, pair: int, at: datetime) -> bool:
        """Whether there was a reminder about that pair within a week, or one is on its way."""
        if pair not in self.nudged:
            return False
        arrived = self.nudged[pair]
        return arrived is None or arrived > at - WEEK


def expected(life: Life) -> list[Came]:
    """Everything that should come, for everybody."""
    found: list[Came] = []
    asked = {va.name: list(_checkins(life, va)) for va in life.people if va.days}
    for human in life.people:
        receiver = Receiver(human)
        pairs = [pair for pair in life.pairs if human in (pair.client, pair.va)]
        _play(receiver, life, sorted(_happens(life, human, pairs, asked), key=lambda each: (each[0], each[1])))
        found += receiver.came
    return sorted(each for each in found if each.at <= life.end)


Happening = tuple[datetime, int, str, str, int]  # when; what falls due before what is done; what; about what; the pair


def _play(receiver: Receiver, life: Life, happenings: Sequence[Happening]) -> None:
    left = list(reversed(happenings))
    while True:
        moments = [each for each in (receiver.next, receiver.digest, left[-1][0] if left else None) if each is not None]
        at = min(moments, default=life.end + WEEK)
        if at > life.end:
            return
        while left and left[-1][:2] == (at, 0):
            _happen(receiver, left.pop(), life.pairs, decide=False)
        receiver.decide(at)
        while left and left[-1][0] == at:
            _happen(receiver, left.pop(), life.pairs, decide=True)


def _happen(receiver: Receiver, happening: Happening, pairs: list[Pair], *, decide: bool) -> None:
    at, _, what, about, pair = happening
    match what:
        case "praise.nudge":
            if not receiver.rests(pair, at):
                receiver.nudged[pair] = None
                receiver.waiting.append(Item(what, about, pairs[pair], at))
        case "question.asked" | "checkin.summary":
            receiver.waiting.append(Item(what, about, pairs[pair], at))
        case "checkin.reminder":
            until, _, named = about.partition(" ")
            receiver.waiting.append(Item(what, named, None, at, until=datetime.fromisoformat(until)))
        case "plan":
            receiver.plan_anew(at)
        case "checkin.ask":
            receiver.came.append(Came(at, receiver.human.name, what, tuple(about.split())))
        case _:
            receiver.at_once(at, what, about, pairs[pair])
    if decide:
        receiver.decide(at)


def _happens(life: Life, human: Human, pairs: list[Pair], asked: dict[str, list[Came]]) -> Iterable[Happening]:
    numbers = {pair.number for pair in pairs}
    for came in asked.get(human.name, []):
        yield came.at, 0, "checkin.ask", " ".join(came.about), 0
    yield from _reminders(life, human, asked.get(human.name, []))
    for act in life.acts:
        mine = act.pair is not None and act.pair.number in numbers
        match act.what:
            case "done" if mine:
                yield from _done(act, human)
            case "thanks" if mine and human.days and act.pair:
                yield act.at, 1, "praise.said", f"T{act.number}", act.pair.number
            case "ask" if mine and act.by is not human and act.pair:
                yield act.at, 1, "question.asked", f"Q{act.number}", act.pair.number
            case "away" if act.by is human:
                yield act.at, 1, "plan", "", 0
            case "away":
                only = act.away.only if act.away else ()
                for pair in pairs:
                    if act.by in (pair.client, pair.va) and (not only or pair.number in only):
                        yield act.at, 1, "away", "", pair.number
            case _:
                pass
    if not human.days:
        for pair in pairs:
            yield from _summaries(life, pair, asked[pair.va.name])


def _done(act: Act, human: Human) -> Iterable[Happening]:
    pair = act.pair
    if pair is None:
        return
    if human is pair.va:
        yield act.at, 1, "review.answered", f"T{act.number}", pair.number
    elif not pair.thanks:
        here = act.at.astimezone(ZoneInfo(human.zone))
        due = on_the_clock(here.date() + timedelta(days=2), here.hour * 60 + here.minute, human.zone)
        yield due, 0, "praise.nudge", f"T{act.number}", pair.number


def _summaries(life: Life, pair: Pair, asked: list[Came]) -> Iterable[Happening]:
    """One for each check-in that the VA answered, about the tasks that it asked about."""
    done: set[datetime] = set()
    for act in life.acts:
        if act.what == "answer" and act.by is pair.va:
            before = [each for each in asked if each.at <= act.at]
            if before and before[-1].at not in done and f"E{pair.number}" in before[-1].about:
                yield act.at, 1, "checkin.summary", f"E{pair.number}", pair.number
            done |= {each.at for each in before[-1:]}


def _checkins(life: Life, va: Human) -> Iterable[Came]:
    """On the days that the VA chose, unless it is a day off, or nothing is open of which a client has not heard since
    the time before."""
    pairs = [pair for pair in life.pairs if pair.va is va]
    asked = [(act.at, act.pair) for act in life.acts if act.what == "ask" and act.by is va]
    day, before = day_of(va, life.start) - timedelta(days=1), life.end
    while day <= day_of(va, life.end):
        at = on_the_clock(day, va.minute, va.zone)
        if day.weekday() in va.days and life.start < at <= life.end and not is_off(va, day, at):
            heard = {pair.number for asked_at, pair in asked if pair is not None and before <= asked_at < at}
            here = [pair for pair in pairs if pair.opened < at and not is_off(va, day, at, pair)]
            about = tuple(sorted(f"E{pair.number}" for pair in here if pair.number not in heard))
            before = at
            if about:
                yield Came(at, va.name, "checkin.ask", about)
        day += timedelta(days=1)


def _reminders(life: Life, va: Human, asked: list[Came]) -> Iterable[Happening]:
    """One for each check-in of which nothing was answered after four fifths of its window; with the moment from which
    on there is no point in it: it is over, or answered."""
    answers = [act.at for act in life.acts if act.what == "answer" and act.by is va]
    for came in asked:
        closes = closes_at(va, came.at)
        due = came.at + (closes - came.at) * 4 / 5
        if not any(came.at <= answer < due for answer in answers):
            until = min([closes, *(answer + timedelta(minutes=1) for answer in answers if answer >= due)])
            yield due, 0, "checkin.reminder", " ".join([until.isoformat(), *came.about]), 0


def closes_at(va: Human, asked: datetime) -> datetime:
    """The end of the working day, if two hours are left of it; else eight hours later."""
    day = day_of(va, asked)
    ends = [on_the_clock(day, end, va.zone) for _, end in hours_on(va.hours, day)]
    left = max(ends, default=asked) - asked
    return asked + (left if left >= timedelta(hours=2) else timedelta(hours=8))


def intrusions(life: Life, came: Iterable[Came]) -> list[str]:
    """Reminders that nobody asked for, outside working time or beyond the day's number."""
    people = {human.name: human for human in life.people}
    pairs = {f"T{act.number}": act.pair for act in life.acts if act.what == "done"}
    found: list[str] = []
    days: dict[tuple[str, date], int] = defaultdict(int)
    for each in came:
        if each.view not in UNSOLICITED:
            continue
        human = people[each.to]
        if not works(human, each.at, each.at, pairs.get(each.about[0])):
            found.append(f"outside working time: {each}")
        days[each.to, day_of(human, each.at)] += 1
        if days[each.to, day_of(human, each.at)] > human.daily:
            found.append(f"over budget: {each}")
    return found
