"""The harness that kills the program: what it counts, and a small run of it."""

from collections import Counter
from itertools import count

from tests.benchmarks.crash.__main__ import judged
from tests.benchmarks.crash.blows import deliver
from tests.benchmarks.crash.setting import Given
from tests.benchmarks.crash.verdict import Blow, Verdict, judge, late
from tests.benchmarks.crash.watch import Phase, Sender, Try

ANNA = "slack:UANNA"


class Log:
    """What two programs did with Anna's messages, in order."""

    def __init__(self) -> None:
        self.steps = count(1)
        self.tries: list[Try] = []
        self.blows: list[Blow] = []

    def takes(self, name: str, *, pid: int = 1, token: int = 1, fresh: bool = True) -> Try:
        """The platform takes it."""
        self.tries.append(Try(ANNA, name, Sender(pid, 1, token), next(self.steps), fresh, 0.0))
        return self.tries[-1]

    def answers(self, tried: Try) -> None:
        tried.answered = next(self.steps)

    def kills(self, *names: str, pid: int = 1, token: int = 1) -> None:
        """With these under way."""
        self.blows.append(Blow(pid, next(self.steps), held=dict.fromkeys(names, token)))

    def judge(self, *names: str) -> Verdict:
        return judge(self.tries, self.blows, Counter({ANNA: len(names)}), dict.fromkeys(names, ANNA))


def test_each_message_is_told_by_how_far_it_had_come() -> None:
    log = Log()
    log.answers(log.takes("answered"))
    log.takes("accepted")
    log.kills("claimed", "accepted", "answered")
    log.answers(log.takes("claimed", pid=2, token=2))
    verdict = log.judge("claimed", "accepted", "answered")
    assert [verdict.phases[phase].messages for phase in Phase] == [1, 1, 1]
    assert [verdict.phases[phase].kills for phase in Phase] == [1, 1, 1]
    assert (verdict.lost, verdict.doubled, verdict.answers_lost) == (0, 0, 2)


def test_what_arrives_after_the_kill_was_accepted_and_its_answer_read_by_nobody() -> None:
    log = Log()
    log.kills("late")
    log.answers(log.takes("late"))
    verdict = log.judge("late")
    assert (verdict.phases[Phase.ACCEPTED].messages, verdict.answers_lost) == (1, 1)


def test_a_double_is_told_by_the_phase_in_which_it_was_hit() -> None:
    log = Log()
    log.answers(log.takes("m"))
    log.kills("m")
    log.answers(log.takes("m", pid=2, token=2))
    verdict = log.judge("m")
    assert (verdict.doubled, verdict.phases[Phase.ANSWERED].doubled) == (1, 1)


def test_the_same_nonce_is_no_double() -> None:
    log = Log()
    log.takes("m")
    log.kills("m")
    log.answers(log.takes("m", pid=2, token=2, fresh=False))
    assert log.judge("m").doubled == 0


def test_what_never_arrives_is_lost_and_so_is_what_was_never_written() -> None:
    log = Log()
    log.kills("m")
    assert (log.judge("m").lost, log.judge("m").phases[Phase.CLAIMED].lost) == (1, 1)
    assert judge([], [], Counter({ANNA: 2}), {}).lost == 2


def test_a_timer_that_fires_twice_is_a_double() -> None:
    log = Log()
    log.answers(log.takes("one"))
    log.answers(log.takes("two"))
    assert judge(log.tries, [], Counter({ANNA: 1}), {}).doubled == 1


def test_an_old_token_after_a_new_one_is_late() -> None:
    log = Log()
    log.takes("a", token=1)
    log.takes("b", pid=2, token=2)
    log.takes("c", token=1)
    assert [each.name for each in late(log.tries)] == ["c"]


async def test_the_program_is_killed_while_it_delivers_and_nothing_is_lost_or_doubled() -> None:
    ran = await deliver(Given("sqlite", 1, 80, 1, timers=0.25), 3)
    result = judged(ran, 3)
    assert result.met, result
    assert not result.red, result


async def test_without_the_look_it_doubles() -> None:
    ran = await deliver(Given("sqlite", 1, 40, 1, ["look"], losing=0.3, timers=0), 1)
    result = judged(ran, 1)
    assert result.red, result
    assert not result.met, result
