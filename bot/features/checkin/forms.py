"""The forms of check-ins."""

from collections.abc import Mapping
from enum import StrEnum

from bot.context import Context, Refused
from bot.hours import DAYS
from bot.rhythm import LONGEST, Rhythm, say_rhythm
from bot.ui import INPUT_HINT, OPTIONS, Checks, Form, Input, Option, Select, TextInput
from bot.wording import say_clock
from bot.work import Team, my_team, teams_where_client
from data.queries import checkins
from data.tables import Checkin, CheckinQuestion, CheckinSuggestion, Role

NOTE = 300
QUESTION = INPUT_HINT  # characters: it stands beside the input for its answer
QUESTIONS = 3  # of a pair's own; beside two or three tasks more is a questionnaire
ANSWER = 300
NINE = 540


class Wanted(StrEnum):
    """Whether somebody wants to be asked at all."""

    ON = "on"
    OFF = "off"


def plan_form(context: Context, values: Mapping[str, str]) -> Form:
    """Whether, on which days and when; and the time zone where it isn't known."""
    return Form("checkin", context.words("form-checkin"), _plan(context, values, None), context.words("send-save"))


def taken_form(context: Context, values: Mapping[str, str], suggestion: int) -> Form:
    """The same, filled with what a client suggested."""
    suggested = context.session.get(CheckinSuggestion, suggestion)
    if suggested is None:
        raise Refused("not-yours")
    _as_va(context, suggested.engagement_id)
    inputs = _plan(context, values, suggested)
    return Form("checkin.taken", context.words("form-checkin"), inputs, context.words("send-save"))


def _plan(context: Context, values: Mapping[str, str], suggested: CheckinSuggestion | None) -> tuple[Input, ...]:
    plan = checkins.plan_of(context.session, context.person_id)
    kept = suggested or plan
    rhythm = Rhythm(tuple(kept.days), kept.rule, kept.begins) if kept else Rhythm((0, 2, 4))
    off = plan is not None and not plan.active and suggested is None
    inputs: tuple[Input, ...] = (
        Select(
            "wanted",
            context.words("input-checkin-wanted"),
            tuple(Option(choice.value, context.words("checkin-wanted", wanted=choice)) for choice in Wanted),
            values.get("wanted") or (Wanted.OFF if off else Wanted.ON),
        ),
        Checks(
            "days",
            context.words("input-checkin-days"),
            tuple(Option(str(day), name) for day, name in enumerate(DAYS[context.language])),
            values.get("days", ",".join(map(str, rhythm.days))),
        ),
        TextInput(
            "rhythm",
            context.words("input-checkin-rhythm"),
            values.get("rhythm", "" if rhythm.begins is None else say_rhythm(rhythm, context.language)),
            required=False,
            length=LONGEST,
            hint=context.words("input-checkin-rhythm-hint"),
        ),
        TextInput(
            "time",
            context.words("input-checkin-time"),
            values.get("time", say_clock(plan.minute if plan else NINE, context.language)),
            length=20,
        ),
    )
    if context.person.zone is None:
        inputs += (
            TextInput(
                "zone",
                context.words("input-zone"),
                values.get("zone", ""),
                length=60,
                placeholder=context.words("input-zone-example"),
            ),
        )
    return inputs


def suggest_form(context: Context, values: Mapping[str, str]) -> Form:
    """What a client would like: how often, and what else to hear; with whom, if there are several."""
    whom = [(str(each.engagement_id), each.va.account.name) for each in teams_where_client(context)][:OPTIONS]
    inputs: list[Input] = []
    if len(whom) > 1:
        options = tuple(Option(value, name[:75]) for value, name in whom)
        inputs.append(Select("whom", context.words("input-suggest-whom"), options, values.get("whom", "")))
    inputs += [
        TextInput(
            "rhythm",
            context.words("input-suggest-rhythm"),
            values.get("rhythm", ""),
            length=LONGEST,
            placeholder=context.words("input-suggest-rhythm-example"),
        ),
        _questions(context, values.get("questions", "")),
    ]
    intro = context.t("suggest-intro")
    return Form(
        "checkin.suggest", context.words("form-suggest"), tuple(inputs), context.words("send-suggest"), intro=intro
    )


def _questions(context: Context, value: str) -> TextInput:
    return TextInput(
        "questions",
        context.words("input-checkin-questions"),
        value,
        required=False,
        lines=True,
        length=QUESTIONS * (QUESTION + 1),
        hint=context.words("input-checkin-questions-hint", most=QUESTIONS),
    )


def questions_form(context: Context, values: Mapping[str, str], engagement: int) -> Form:
    """What one client would like to hear besides, a question a line."""
    name = _as_va(context, engagement).client.account.name
    asked = "\n".join(each.text for each in checkins.questions_of(context.session, [engagement]))
    return Form(
        "checkin.questions",
        context.words("form-checkin-questions"),
        (_questions(context, values.get("questions", asked)),),
        context.words("send-save"),
        intro=context.t("questions-intro", name=name),
    )


def _as_va(context: Context, engagement: int) -> Team:
    """A form shows what is the pair's: only the VA sees it, however they came here."""
    both, me, _ = my_team(context, engagement)
    if me.role is not Role.VA:
        raise Refused("not-yours")
    return both


def answer_name(question: CheckinQuestion) -> str:
    """The input for the answer to a question."""
    return f"answer{question.id}"


def answers_form(context: Context, values: Mapping[str, str], checkin: int, engagement: int) -> Form:
    """One input for each of a pair's own questions, filled with what was said already."""
    asked = context.session.get(Checkin, checkin)
    if asked is None or asked.person_id != context.person_id:
        raise Refused("not-yours")
    _as_va(context, engagement)
    said = {question.id: answer.text for answer, question in checkins.answers_to(context.session, [checkin])}
    inputs = tuple(
        TextInput(
            answer_name(question),
            context.words("input-checkin-answer", number=number),
            values.get(answer_name(question), said.get(question.id, "")),
            required=False,
            lines=True,
            length=ANSWER,
            hint=question.text,
        )
        for number, question in enumerate(checkins.questions_of(context.session, [engagement]), 1)
    )
    return Form("checkin.answers", context.words("form-checkin-answers"), inputs, context.words("send-save"))


def note_form(context: Context, values: Mapping[str, str], item: int) -> Form:
    """A line about one task."""
    return _note("checkin.note", context, values)


def news_form(context: Context, values: Mapping[str, str], news: int) -> Form:
    """The same, where the client has asked."""
    return _note("news.note", context, values)


def _note(action: str, context: Context, values: Mapping[str, str]) -> Form:
    note = TextInput("note", context.words("input-checkin-note"), values.get("note", ""), required=False, length=NOTE)
    return Form(action, context.words("form-checkin-note"), (note,), context.words("send-save"))


def said_plan(rhythm: Rhythm, minute: int, language: str) -> tuple[str, str]:
    """A plan's rhythm and time in words."""
    return say_rhythm(rhythm, language), say_clock(minute, language)
