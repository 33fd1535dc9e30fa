"""The neutral language for what people see: text, cards, forms.

Features build these; adapters turn them into Block Kit, Discord components or HTML. The stricter limit of the two
platforms is checked here, when a card or form is made, so nothing that cannot be shown exists. What people typed
stands in :class:`Plain` spans and nowhere else; it is escaped once, by the adapter.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

# Slack: docs.slack.dev block-kit reference; Discord: components reference. The smaller number of each pair.
CARD_TEXT = 3_800  # Discord shows 4,000 characters over a whole LayoutView
ROWS = 4
BUTTONS_IN_ROW = 5
BUTTON_LABEL = 38  # Discord's design guideline; 80 and 75 are the hard limits
CUSTOM_ID = 100
FORM_TITLE = 24  # Slack; Discord 45
FORM_INPUTS = 5
INPUT_LABEL = 45
INPUT_HINT = 100
TEXT_INPUT = 3_000  # Slack; Discord 4,000
OPTIONS = 25
OPTION_LABEL = 75

Ids = Mapping[str, int | str]


class Unrenderable(ValueError):
    """A card or form that one of the platforms could not show. Always a mistake in the code, never of a person."""


@dataclass(frozen=True)
class Plain:
    """Text without any meaning of its own: what people typed, and the words around it."""

    text: str


@dataclass(frozen=True)
class Bold:
    """Emphasis; it holds what may stand inside."""

    spans: "tuple[Span, ...]"


@dataclass(frozen=True)
class Link:
    """A web address somebody gave as such."""

    url: str
    label: str


@dataclass(frozen=True)
class Who:
    """A person, by the account the reader knows them by. Only ``rings`` may become a mention that notifies."""

    account: str
    name: str
    rings: bool = False


@dataclass(frozen=True)
class Moment:
    """A point in time; ``words`` says it in the zone and language of the reader the text was made for."""

    at: datetime
    words: str


@dataclass(frozen=True)
class Typed:
    """A command that the reader can type: its name, and the words for it. Each platform writes it in its own way."""

    command: str
    words: str
    language: str


Span = Plain | Bold | Link | Who | Moment | Typed


@dataclass(frozen=True)
class Text:
    """A run of spans. ``str()`` gives the words alone."""

    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, words: str) -> "Text":
        return cls((Plain(words),)) if words else cls()

    def __add__(self, other: "Text") -> "Text":
        return Text(self.spans + other.spans)

    def __bool__(self) -> bool:
        return bool(self.spans)

    def __str__(self) -> str:
        return "".join(map(_words, self.spans))


def _words(span: Span) -> str:
    match span:
        case Plain(text):
            return text
        case Bold(spans):
            return "".join(map(_words, spans))
        case Link(url, label):
            return label if label == url else f"{label} ({url})"
        case Who(_, name, rings):
            return f"@{name}" if rings else name
        case Moment(_, words):
            return words
        case Typed(_, words, _):
            return f"/baton {words}"


def joined(parts: Iterable[Text], between: str = " · ") -> Text:
    """Texts with ``between`` in the gaps."""
    spans: list[Span] = []
    for part in parts:
        if part:
            spans += [Plain(between), *part.spans] if spans else part.spans
    return Text(tuple(spans))


@dataclass(frozen=True)
class Quote:
    """Words somebody wrote, shown as theirs."""

    text: str


Line = Text | Quote


@dataclass(frozen=True)
class Button:
    """``action`` and ``ids`` travel to the platform and back; never any state."""

    action: str
    label: str
    ids: Ids = field(default_factory=dict)
    style: str = ""  # "", "primary" or "danger"

    def __post_init__(self) -> None:
        _at_most(len(self.label), BUTTON_LABEL, f"label of button {self.action}")
        _must(bool(self.label.strip()), f"button {self.action} has no label")
        encode(self.action, self.ids)

    @property
    def custom_id(self) -> str:
        return encode(self.action, self.ids)


@dataclass(frozen=True)
class Row:
    """A line with buttons of its own; with a ``heading``, a section begins with it."""

    text: Text
    buttons: tuple[Button, ...]
    heading: Text = Text()

    @property
    def lines(self) -> tuple[Text, ...]:
        return (self.heading, self.text) if self.heading else (self.text,)

    def __post_init__(self) -> None:
        _at_most(len(self.buttons), BUTTONS_IN_ROW, "buttons in a row")


@dataclass(frozen=True)
class Card:
    """What is said in one message: ``lines``, ``rows``, and ``after`` them what is of less weight. ``mention`` is the
    one it rings for; ``why`` the small last line."""

    title: Text
    lines: tuple[Line, ...] = ()
    rows: tuple[Row, ...] = ()
    after: tuple[Text, ...] = ()
    buttons: tuple[Button, ...] = ()
    why: Text = Text()
    mention: Who | None = None

    def __post_init__(self) -> None:
        _must(bool(str(self.title).strip()), "a card needs a title")
        _at_most(len(self.rows), ROWS, "rows of a card")
        _at_most(len(self.buttons), BUTTONS_IN_ROW, "buttons of a card")
        _at_most(len(to_text(self)), CARD_TEXT, f"text of card {str(self.title)[:40]!r}")
        seen = [button.custom_id for button in all_buttons(self)]
        _must(len(seen) == len(set(seen)), f"a button stands twice on one card: {seen}")


def all_buttons(card: Card) -> Iterator[Button]:
    """Every button of a card, in the order it is shown."""
    for row in card.rows:
        yield from row.buttons
    yield from card.buttons


def to_text(card: Card) -> str:
    """A card in plain words: the fallback text, what screen readers say, the terminal, the tests. Its quotation marks
    are those of no language: a card doesn't know in which one it speaks."""
    lines = [f"@{card.mention.name}" if card.mention else "", str(card.title)]
    lines += [f'"{line.text}"' if isinstance(line, Quote) else str(line) for line in card.lines]
    lines += [str(line) for row in card.rows for line in row.lines]
    lines += map(str, card.after)
    lines.append(str(card.why))
    return "\n".join(line for line in lines if line)


@dataclass(frozen=True)
class TextInput:
    """Words to type. ``length`` is in characters."""

    name: str
    label: str
    value: str = ""
    required: bool = True
    lines: bool = False
    length: int = TEXT_INPUT
    hint: str = ""
    placeholder: str = ""


@dataclass(frozen=True)
class Option:
    """One choice of a select: what is sent back, and what is read."""

    value: str
    label: str


@dataclass(frozen=True)
class Select:
    """One of a few."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str = ""
    required: bool = True
    hint: str = ""


@dataclass(frozen=True)
class Checks:
    """Any of a few; ``value`` and what comes back are the values joined by commas."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str = ""
    required: bool = False
    hint: str = ""


@dataclass(frozen=True)
class PersonSelect:
    """Somebody of the workspace, by the platform's own picker. ``value`` is an account's external id."""

    name: str
    label: str
    value: str = ""
    required: bool = True
    hint: str = ""


@dataclass(frozen=True)
class RoomSelect:
    """A channel of the workspace, by the platform's own picker; left empty: direct messages."""

    name: str
    label: str
    value: str = ""
    required: bool = False
    hint: str = ""


Input = TextInput | Select | Checks | PersonSelect | RoomSelect


@dataclass(frozen=True)
class Form:
    """Something to fill in. ``once`` is its one-time id: sent twice, it takes effect once."""

    action: str
    title: str
    inputs: tuple[Input, ...]
    send: str
    ids: Ids = field(default_factory=dict)
    once: str = ""
    intro: Text = Text()

    def __post_init__(self) -> None:
        _at_most(len(self.title), FORM_TITLE, f"title of form {self.action}")
        _at_most(len(self.send), FORM_TITLE, f"send label of form {self.action}")
        _at_most(len(self.inputs) + bool(self.intro), FORM_INPUTS, f"intro and inputs of form {self.action}")
        encode(self.action, {**self.ids, "once": self.once})
        for put in self.inputs:
            _at_most(len(put.label), INPUT_LABEL, f"label of {self.action}.{put.name}")
            _at_most(len(put.hint), INPUT_HINT, f"hint of {self.action}.{put.name}")
            if isinstance(put, TextInput):
                _at_most(put.length, TEXT_INPUT, f"length of {self.action}.{put.name}")
                _at_most(len(put.placeholder), INPUT_HINT, f"placeholder of {self.action}.{put.name}")
            if isinstance(put, Select | Checks):
                _must(0 < len(put.options) <= OPTIONS, f"options of {self.action}.{put.name}")
                for option in put.options:
                    _at_most(len(option.label), OPTION_LABEL, f"an option of {self.action}.{put.name}")

    @property
    def custom_id(self) -> str:
        return encode(self.action, {**self.ids, "once": self.once})


@dataclass(frozen=True)
class Errors:
    """What is wrong with a form, by the name of its input. The form stays open, or opens again, filled.

    The core adds ``form``, as it was typed and with a fresh one-time id, and ``again``, which says the same and opens
    the form anew, for platforms on which a form can't stay open.
    """

    by_input: Mapping[str, str]
    form: Form | None = None
    again: Card | None = None


@dataclass(frozen=True)
class Choice:
    """An entry that can be read in several ways: asked back, with what was typed kept until it is answered."""

    title: Text
    input: str
    options: tuple[Option, ...]


Reply = Card | Form | Errors | Choice | None


def encode(action: str, ids: Ids) -> str:
    """An action and its ids in one short string, as buttons and forms carry it."""
    text = "|".join([action, *(f"{name}={value}" for name, value in ids.items())])
    _at_most(len(text), CUSTOM_ID, f"id {text!r}")
    return text


def decode(custom_id: str) -> tuple[str, dict[str, int | str]]:
    """The other way round. Whatever does not fit comes back as an action nobody has declared."""
    action, *pairs = custom_id[:CUSTOM_ID].split("|")
    ids: dict[str, int | str] = {}
    for pair in pairs:
        name, found, value = pair.partition("=")
        if not found or not name.isidentifier():
            return "", {}
        # Twelve digits are more tasks than anybody will have, and fit into both databases' integers.
        ids[name] = int(value) if value.isascii() and value.isdigit() and len(value) <= 12 else value
    return action, ids


def _at_most(number: int, limit: int, what: str) -> None:
    _must(number <= limit, f"{what}: {number} is more than {limit}")


def _must(holds: bool, what: str) -> None:
    if not holds:
        raise Unrenderable(what)
