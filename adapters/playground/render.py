"""Cards and forms as HTML. Pure; everything people typed is escaped here, once."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from bot.ui import (
    Bold,
    Button,
    Card,
    Checks,
    Errors,
    Form,
    Input,
    Line,
    Link,
    Moment,
    Option,
    PersonSelect,
    Plain,
    Quote,
    RoomSelect,
    Select,
    Span,
    Text,
    TextInput,
    Typed,
    Who,
)


def text_html(text: Text) -> Markup:
    """A text with its markup."""
    return Markup("").join(map(_span, text.spans))


def _span(span: Span) -> Markup:
    match span:
        case Plain(text):
            return Markup("<br>").join(escape(line) for line in text.split("\n"))
        case Bold(spans):
            return Markup("<strong>{}</strong>").format(Markup("").join(map(_span, spans)))
        case Link(url, label):
            return Markup('<a href="{}" rel="noopener noreferrer nofollow" target="_blank">{}</a>').format(url, label)
        case Who(_, name, rings):
            return Markup('<span class="mention">@{}</span>').format(name) if rings else escape(name)
        case Typed(_, words, _):
            return Markup("<code>/baton {}</code>").format(words)
        case Moment(at, words):
            return Markup('<time datetime="{}">{}</time>').format(at.isoformat(), words)


def _line(line: Line) -> Markup:
    if isinstance(line, Quote):
        return Markup('<blockquote dir="auto">{}</blockquote>').format(_span(Plain(line.text)))
    return Markup("<p>{}</p>").format(text_html(line))


def card_html(card: Card, *, quiet: bool = False) -> str:
    """A card as it stands in a message."""
    parts = []
    if card.mention is not None and not quiet:
        parts.append(Markup('<span class="mention">@{}</span> ').format(card.mention.name))
    title = Markup('<p class="title">{}{}</p>').format(Markup("").join(parts), text_html(card.title))
    body = [title, *map(_line, card.lines)]
    body += [
        Markup('<div class="row">{}{}</div>').format(Markup("").join(map(_line, row.lines)), _buttons(row.buttons))
        for row in card.rows
    ]
    body += map(_line, card.after)
    body.append(_buttons(card.buttons))
    if card.why:
        body.append(Markup('<p class="why">{}</p>').format(text_html(card.why)))
    return str(Markup("").join(body))


def _buttons(buttons: Iterable[Button]) -> Markup:
    made = [
        Markup('<button type="button" class="{}" data-press="{}">{}</button>').format(
            button.style or "plain", button.custom_id, button.label
        )
        for button in buttons
    ]
    return Markup('<div class="buttons">{}</div>').format(Markup("").join(made)) if made else Markup("")


def form_html(
    form: Form, people: Iterable[Option], rooms: Iterable[Option], errors: Errors | None = None, *, prefix: str = ""
) -> str:
    """A form's inputs. The pickers of people and channels offer what the playground has."""
    problems = errors.by_input if errors else {}
    intro = Markup("<p>{}</p>").format(text_html(form.intro)) if form.intro else Markup("")
    people, rooms = tuple(people), tuple(rooms)
    inputs = [_input(put, f"{prefix}-{put.name}", problems.get(put.name, ""), people, rooms) for put in form.inputs]
    return str(intro + Markup("").join(inputs))


def _input(put: Input, name: str, problem: str, people: tuple[Option, ...], rooms: tuple[Option, ...]) -> Markup:
    notes = f"{name}-note" if put.hint or problem else ""
    given = Markup('id="{}" name="{}" aria-describedby="{}" {} {}').format(
        name,
        put.name,
        notes,
        Markup("required") if put.required else "",
        Markup('aria-invalid="true"') if problem else "",
    )
    match put:
        case TextInput(lines=True):
            field = Markup('<textarea {} rows="4" maxlength="{}" placeholder="{}">{}</textarea>').format(
                given, put.length, put.placeholder, put.value
            )
        case TextInput():
            field = Markup('<input type="text" {} maxlength="{}" placeholder="{}" value="{}">').format(
                given, put.length, put.placeholder, put.value
            )
        case Checks():
            return _checks(put, notes, problem)
        case Select():
            field = _select(given, put.options, put.value, put.required)
        case PersonSelect():
            field = _select(given, people, put.value, put.required)
        case RoomSelect():
            field = _select(given, rooms, put.value, put.required)
    return Markup('<div class="field"><label for="{}">{}</label>{}{}</div>').format(
        name, put.label, field, _notes(notes, put.hint, problem)
    )


def _select(given: Markup, options: tuple[Option, ...], value: str, required: bool) -> Markup:
    empty = () if required and value else (Option("", "–"),)
    made = [
        Markup('<option value="{}" {}>{}</option>').format(
            option.value, Markup("selected") if option.value == value else "", option.label
        )
        for option in (*empty, *options)
    ]
    return Markup("<select {}>{}</select>").format(given, Markup("").join(made))


def _checks(put: Checks, notes: str, problem: str) -> Markup:
    chosen = put.value.split(",")
    made = [
        Markup('<label class="check"><input type="checkbox" name="{}" value="{}" {}> {}</label>').format(
            put.name, option.value, Markup("checked") if option.value in chosen else "", option.label
        )
        for option in put.options
    ]
    return Markup('<fieldset class="field"><legend>{}</legend>{}{}</fieldset>').format(
        put.label, Markup("").join(made), _notes(notes, put.hint, problem)
    )


def _notes(name: str, hint: str, problem: str) -> Markup:
    if problem:
        return Markup('<p class="problem" id="{}">{}</p>').format(name, problem)
    return Markup('<p class="hint" id="{}">{}</p>').format(name, hint) if hint else Markup("")
