"""A client suggests how often they would like to hear how it is going; the VA takes it up, changes it, or leaves it."""

from collections.abc import Mapping

from bot.context import Context, Refused, Showing, build_form
from bot.features.checkin.forms import NINE, QUESTION, QUESTIONS, Wanted, suggest_form, taken_form
from bot.features.checkin.plan import keep, keep_questions, lines_of, planned
from bot.registry import form, press, view
from bot.rhythm import LONGEST, Rhythm, Unread, read_rhythm, say_rhythm
from bot.telling import write
from bot.typed import entry
from bot.ui import Card, Errors, Line, Quote, Reply
from bot.work import Team, team, teams_where_client
from data.known import known
from data.queries import checkins, messages
from data.tables import CheckinSuggestion, SuggestionState


def suggest(context: Context, typed: str) -> Reply:
    """The client's form, with what stood behind the command."""
    if not teams_where_client(context):
        raise Refused("checkin-only-va")
    return build_form(context, "checkin.suggest", {}, {"rhythm": typed}) if typed else context.form("checkin.suggest")


@form("checkin.suggest", suggest_form)
def suggested(context: Context, values: Mapping[str, str]) -> Reply:
    """The VA hears of it, once; a newer suggestion takes the place of one that was not answered."""
    teams = {str(each.engagement_id): each for each in teams_where_client(context)}
    both = teams.get(values.get("whom", "")) or next(iter(teams.values()), None)
    rhythm, asked = read_rhythm(entry(values, "rhythm", LONGEST), context.today), lines_of(values)
    problems: dict[str, str] = {}
    if isinstance(rhythm, Unread):
        problems["rhythm"] = context.words("checkin-no-rhythm", why=rhythm)
    if asked is None:
        problems["questions"] = context.words("checkin-questions-too-many", most=QUESTIONS, length=QUESTION)
    if both is None:
        raise Refused("checkin-only-va")
    if isinstance(rhythm, Unread) or asked is None:
        return Errors(problems)
    if (before := checkins.open_suggestion(context.session, both.engagement_id)) is not None:
        _settle(context, before, SuggestionState.REPLACED)
    made = CheckinSuggestion(
        engagement_id=both.engagement_id,
        days=list(rhythm.days),
        rule=rhythm.rule,
        begins=rhythm.begins,
        questions=asked,
        suggested_at=context.now,
    )
    context.session.add(made)
    context.session.flush()
    write(
        context.session,
        context.now,
        key=_key(made),
        view="checkin.suggested",
        to=both.va.account,
        about={"suggestion": known(made.id)},
        engagement=both.engagement_id,
        waits_for_work=True,
    )
    return context.done("suggested-by-me", name=both.va.account.name)


def _key(suggestion: CheckinSuggestion) -> str:
    return f"checkin-suggestion:{suggestion.id}"


@view("checkin.suggested")
def shown(showing: Showing) -> Card | None:
    """What the client would like, for the VA, who decides."""
    found = showing.session.get_one(CheckinSuggestion, showing.about("suggestion"))
    if found.state is not SuggestionState.OPEN and not showing.on_display:
        return None
    both = team(showing.session, found.engagement_id)
    rhythm = say_rhythm(Rhythm(tuple(found.days), found.rule, found.begins), showing.language)
    lines: list[Line] = [showing.t("suggested-questions", count=len(found.questions))] if found.questions else []
    lines += [Quote(each) for each in found.questions]
    lines.append(showing.t("suggested-yours", state=found.state, name=both.client.account.name))
    actions = ("take", "change", "leave") if found.state is SuggestionState.OPEN else ()
    return Card(
        title=showing.t("suggested", name=both.client.account.name, rhythm=rhythm),
        lines=tuple(lines),
        buttons=tuple(
            showing.button(f"suggestion.{action}", "primary" if action == "take" else "", suggestion=known(found.id))
            for action in actions
        ),
    )


@press("suggestion.take")
def take(context: Context, suggestion: int) -> Reply:
    """As it was suggested, at the usual hour; whoever has a plan already, or no time zone yet, looks at the form first:
    it is one plan for all clients."""
    found, both = _open_to_me(context, suggestion)
    if context.person.zone is None or checkins.plan_of(context.session, context.person_id) is not None:
        return context.form("checkin.taken", suggestion=suggestion)
    card = keep(context, Rhythm(tuple(found.days), found.rule, found.begins), NINE, Wanted.ON)
    _take(context, found, both)
    return card


@press("suggestion.change")
def change(context: Context, suggestion: int) -> Reply:
    """The form, filled with what was suggested."""
    _open_to_me(context, suggestion)
    return context.form("checkin.taken", suggestion=suggestion)


@form("checkin.taken", taken_form)
def taken(context: Context, values: Mapping[str, str], suggestion: int) -> Reply:
    """The plan as it was suggested, or as the VA changed it."""
    found, both = _open_to_me(context, suggestion)
    answer = planned(context, values)
    if isinstance(answer, Card) and values.get("wanted") == Wanted.ON:
        _take(context, found, both)
    return answer


@press("suggestion.leave")
def leave(context: Context, suggestion: int) -> Reply:
    """Everything stays as it is."""
    found, both = _open_to_me(context, suggestion)
    _settle(context, found, SuggestionState.LEFT)
    _answer(context, found, both)
    return context.done("suggestion-left", name=both.client.account.name)


def _open_to_me(context: Context, suggestion: int) -> tuple[CheckinSuggestion, Team]:
    found = context.session.get(CheckinSuggestion, suggestion, with_for_update=True)
    both = team(context.session, found.engagement_id) if found is not None else None
    if found is None or both is None or both.va.person.id != context.person_id:
        raise Refused("not-yours")
    if found.state is not SuggestionState.OPEN:
        raise Refused("suggestion-over", state=found.state, name=both.client.account.name)
    return found, both


def _take(context: Context, found: CheckinSuggestion, both: Team) -> None:
    before = [each.text for each in checkins.questions_of(context.session, [both.engagement_id])]
    keep_questions(context, both.engagement_id, list(dict.fromkeys([*before, *found.questions]))[:QUESTIONS])
    _settle(context, found, SuggestionState.TAKEN)
    _answer(context, found, both)


def _settle(context: Context, found: CheckinSuggestion, state: SuggestionState) -> None:
    found.state = state
    context.session.add(found)
    context.session.flush()
    messages.raise_revision(context.session, [_key(found)], context.now)


def _answer(context: Context, found: CheckinSuggestion, both: Team) -> None:
    """The client hears what became of it; not when the VA is asked: that is theirs."""
    write(
        context.session,
        context.now,
        key=f"{_key(found)}:answer",
        view="checkin.suggestion-answered",
        to=both.client.account,
        about={"suggestion": known(found.id)},
        engagement=both.engagement_id,
    )


@view("checkin.suggestion-answered")
def answered(showing: Showing) -> Card:
    """What became of a suggestion, for the client."""
    found = showing.session.get_one(CheckinSuggestion, showing.about("suggestion"))
    name = team(showing.session, found.engagement_id).va.account.name
    return Card(title=showing.t("suggestion-answered", state=found.state, name=name))
