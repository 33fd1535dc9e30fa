"""What became of every message, from the wire's log: lost, doubled, and how far it had come at a kill or a stop."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.benchmarks.crash.watch import Phase, Try


@dataclass
class Blow:
    """A kill or a stop, and the messages that were under way in that program then, each with its token. ``at`` and
    ``until`` (a stopped program goes on) are places in the order of all that happened."""

    pid: int
    at: int
    until: int | None = None
    held: dict[str, int] = field(default_factory=dict)


@dataclass
class Caught:
    """What blows found in one phase, and what became of it."""

    kills: int = 0
    stops: int = 0
    messages: int = 0
    lost: int = 0
    doubled: int = 0


@dataclass
class Verdict:
    """Counted at the wire. ``phases`` tell it by the phase in which a message was when it was hit last; None: it was
    under way at no blow. ``answers_lost``: nobody lived to read them, or they never left. ``late``: sent with an old
    token after one with a newer token on the same lane."""

    phases: dict[Phase | None, Caught]
    lost: int = 0
    doubled: int = 0
    answers_lost: int = 0
    late: int = 0


def own_tries(blow: Blow, name: str, tries: Iterable[Try]) -> list[Try]:
    """Those of a message that was under way, by the program that was hit."""
    own = [each for each in tries if (each.name, each.sender.pid) == (name, blow.pid)]
    return [each for each in own if each.sender.token == blow.held[name] and _before(each.taken, blow.until)]


def phase_of(blow: Blow, name: str, tries: Iterable[Try]) -> Phase:
    """How far a message had come that was under way."""
    own = own_tries(blow, name, tries)
    if any(each.answered is not None and each.answered < blow.at for each in own):
        return Phase.ANSWERED
    return Phase.ACCEPTED if own else Phase.CLAIMED


def _before(step: int, until: int | None) -> bool:
    return until is None or step < until


def judge(
    tries: Sequence[Try], blows: Sequence[Blow], expected: Mapping[str, int], written: Mapping[str, str]
) -> Verdict:
    """``expected`` says how many messages each recipient should have got, ``written`` whose the named ones are."""
    by_name: dict[str, list[Try]] = defaultdict(list)
    for tried in tries:
        by_name[tried.name].append(tried)
    verdict = Verdict({phase: Caught() for phase in (*Phase, None)}, late=len(late(tries)))
    found: list[dict[str, Phase]] = []
    for blow in blows:
        hit = {name: phase_of(blow, name, by_name[name]) for name in blow.held}
        found.append(hit)
        for phase in hit.values():
            verdict.phases[phase].messages += 1
        reached: set[Phase | None] = {*hit.values()}
        for each in reached or {None}:
            verdict.phases[each].kills += blow.until is None
            verdict.phases[each].stops += blow.until is not None
        # What is answered at a blow or after it is read by nobody, or too late.
        read_by_nobody = (own_tries(blow, name, by_name[name]) for name in blow.held)
        verdict.answers_lost += sum(any(each.answered is not None for each in own) for own in read_by_nobody)
    verdict.answers_lost += sum(each.answered is None for each in tries)

    def last_hit(name: str, before: int | None) -> Phase | None:
        hits = [hit[name] for blow, hit in zip(blows, found, strict=True) if name in hit and _before(blow.at, before)]
        return hits[-1] if hits else None

    there: dict[str, Counter[str]] = defaultdict(Counter)
    for tried in tries:
        if not tried.fresh:
            continue
        there[tried.recipient][tried.name] += 1
        if there[tried.recipient][tried.name] > 1:
            verdict.phases[last_hit(tried.name, tried.taken)].doubled += 1
    for name, recipient in written.items():
        if not there[recipient][name]:
            verdict.phases[last_hit(name, None)].lost += 1
    for recipient, number in expected.items():
        names = +there[recipient]
        verdict.lost += max(0, number - len(names))
        verdict.doubled += max(0, names.total() - number, names.total() - len(names))
    return verdict


def late(tries: Sequence[Try]) -> list[Try]:
    """What was sent with an old token after the first message of a newer one."""
    newest: Counter[int] = Counter()
    found = []
    for tried in tries:
        lane, token = tried.sender.lane, tried.sender.token
        if token < newest[lane]:
            found.append(tried)
        newest[lane] = max(newest[lane], token)
    return found
