"""Typed dates: a table of what people write, in both languages."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.dates import Ambiguous, Moment, Precision, Reading, Unreadable, Why, find_date, read_date
from bot.dates.typed import LONGEST
from bot.times import local

BERLIN = "Europe/Berlin"


def berlin(day: str, clock: str = "10:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)


MONDAY = berlin("2026-11-23")
MONDAY_EVENING = berlin("2026-11-23", "18:30")
FRIDAY = berlin("2026-11-27")
FRIDAY_EVENING = berlin("2026-11-27", "18:30")
SATURDAY = berlin("2026-11-28")
SUNDAY = berlin("2026-11-29")
MONTHS_END = berlin("2026-11-30", "18:30")
YEARS_END = berlin("2026-12-30")
BEFORE_SPRING = berlin("2027-03-26")
BEFORE_AUTUMN = berlin("2027-10-29")


def shown(reading: Reading, zone: str = BERLIN) -> str:
    """The reading as the tables write it: a few letters for the precision, "?" between two options."""
    match reading:
        case Moment(at, precision, shifted):
            letters = {Precision.EXACT: "", Precision.PART_OF_DAY: " part", Precision.DAY: " day"}.get(
                precision, " week"
            )
            return f"{local(at, zone):%a %Y-%m-%d %H:%M}{letters}{' shifted' if shifted else ''}"
        case Ambiguous(options, why):
            return f"{why}: {' ? '.join(shown(option, zone) for option in options)}"
        case Unreadable(why):
            return str(why)


ON_MONDAY = """
Freitag 15 Uhr                   Fri 2026-11-27 15:00
Fr 15:00                         Fri 2026-11-27 15:00
Fr., 27. Nov., 15 Uhr            Fri 2026-11-27 15:00
Fri 27 Nov, 15:00                Fri 2026-11-27 15:00
Fr., 1. Jan. 2027, 9 Uhr         Fri 2027-01-01 09:00
Friday 3pm                       Fri 2026-11-27 15:00
friday at 3:30 p.m.              Fri 2026-11-27 15:30
15 Uhr am Freitag                Fri 2026-11-27 15:00
um 9 am Freitag                  Fri 2026-11-27 09:00
Freitag bis 15 Uhr               Fri 2026-11-27 15:00
Freitag 15 Uhr 30                Fri 2026-11-27 15:30
Freitag 9.30                     Fri 2026-11-27 09:30
Fr. 15h                          Fri 2026-11-27 15:00
Freitag                          Fri 2026-11-27 17:00 day
bis Freitag                      Fri 2026-11-27 17:00 day
by Friday, please!               Fri 2026-11-27 17:00 day
bis spätestens am Freitag.       Fri 2026-11-27 17:00 day
diesen Freitag                   Fri 2026-11-27 17:00 day
this Friday                      Fri 2026-11-27 17:00 day
Freitagabend                     Fri 2026-11-27 18:00 part
Freitag Morgen                   Fri 2026-11-27 09:00 part
Freitag früh um 7                Fri 2026-11-27 07:00
Freitag um 8 abends              Fri 2026-11-27 20:00
Friday at 8 in the evening       Fri 2026-11-27 20:00
Freitag Nacht um 2               Sat 2026-11-28 02:00
Freitag Mitternacht              Sat 2026-11-28 00:00
Freitag 24 Uhr                   Sat 2026-11-28 00:00
Freitag 0 Uhr                    Fri 2026-11-27 00:00
EOD Friday                       Fri 2026-11-27 17:00 day
Donerstag                        Thu 2026-11-26 17:00 day
wed noon                         Wed 2026-11-25 12:00 part
Montag                           Mon 2026-11-30 17:00 day
Monday 9am                       Mon 2026-11-30 09:00
Montag 15 Uhr                    Mon 2026-11-23 15:00
this Monday                      Mon 2026-11-23 17:00 day
kommenden Montag                 Mon 2026-11-30 17:00 day
next Monday                      Mon 2026-11-30 17:00 day
next Tuesday                     ambiguous_weekday: Tue 2026-11-24 17:00 day ? Tue 2026-12-01 17:00 day
nächsten Freitag                 ambiguous_weekday: Fri 2026-11-27 17:00 day ? Fri 2026-12-04 17:00 day
naechsten Freitag um 5           ambiguous_weekday: Fri 2026-11-27 17:00 ? Fri 2026-12-04 17:00
übernächsten Freitag             ambiguous_weekday: Fri 2026-12-04 17:00 day ? Fri 2026-12-11 17:00 day
Wochenende                       ambiguous_weekday: Fri 2026-11-27 17:00 day ? Sun 2026-11-29 17:00 day
next weekend                     ambiguous_weekday: Fri 2026-11-27 17:00 day ? Fri 2026-12-04 17:00 day
nächste Woche Mittwoch           Wed 2026-12-02 17:00 day
Wednesday next week, 10:00       Wed 2026-12-02 10:00
Montag in einer Woche            Mon 2026-11-30 17:00 day
two weeks from Friday            Fri 2026-12-11 17:00 day
heute                            Mon 2026-11-23 17:00 day
heute Abend                      Mon 2026-11-23 18:00 part
tonight at 8                     Mon 2026-11-23 20:00
later today                      Mon 2026-11-23 17:00 day
end of today                     Mon 2026-11-23 17:00 day
heute noch                       Mon 2026-11-23 17:00 day
EOD                              Mon 2026-11-23 17:00 day
end of day                       Mon 2026-11-23 17:00 day
Feierabend                       Mon 2026-11-23 17:00 day
morgen                           Tue 2026-11-24 17:00 day
morgen Mittag                    Tue 2026-11-24 12:00 part
morgen (Dienstag) um 9           Tue 2026-11-24 09:00
morgen, Mittwoch                 impossible
first thing tomorrow             Tue 2026-11-24 09:00 part
morgen früh                      Tue 2026-11-24 09:00 part
tomorrow at 9                    Tue 2026-11-24 09:00
tommorow noon                    Tue 2026-11-24 12:00 part
am Morgen                        Tue 2026-11-24 09:00 part
übermorgen                       Wed 2026-11-25 17:00 day
uebermorgen Nachmittag           Wed 2026-11-25 15:00 part
the day after tomorrow           Wed 2026-11-25 17:00 day
Ende der Woche                   Fri 2026-11-27 17:00 week
end of the week                  Fri 2026-11-27 17:00 week
EOW                              Fri 2026-11-27 17:00 week
diese Woche                      Fri 2026-11-27 17:00 week
Ende nächster Woche              Fri 2026-12-04 17:00 week
Ende der Woche 15 Uhr            Fri 2026-11-27 15:00
end of the week at noon          Fri 2026-11-27 12:00 part
end of next week                 Fri 2026-12-04 17:00 week
next week                        Fri 2026-12-04 17:00 week
Anfang nächster Woche            Mon 2026-11-30 17:00 week
early next week                  Mon 2026-11-30 17:00 week
Mitte nächster Woche             Wed 2026-12-02 17:00 week
übernächste Woche                Fri 2026-12-11 17:00 week
the week after next              Fri 2026-12-11 17:00 week
KW 50                            Fri 2026-12-11 17:00 week
Dienstag KW 50                   Tue 2026-12-08 17:00 day
KW 3                             Fri 2027-01-22 17:00 week
KW 54                            impossible
Ende des Monats                  Mon 2026-11-30 17:00 day
EOM                              Mon 2026-11-30 17:00 day
Ende nächsten Monats             Thu 2026-12-31 17:00 day
next month                       Thu 2026-12-31 17:00 week
Mitte Dezember                   Tue 2026-12-15 17:00 week
Anfang Mai                       Mon 2027-05-03 17:00 week
end of January                   Sun 2027-01-31 17:00 day
Jahresende                       Thu 2026-12-31 17:00 day
in drei Tagen                    Thu 2026-11-26 17:00 day
in three days                    Thu 2026-11-26 17:00 day
in drei Tagen um 9               Thu 2026-11-26 09:00
IN DREISSIG TAGEN                Wed 2026-12-23 17:00 day
in einer Woche                   Mon 2026-11-30 17:00 day
heute in 14 Tagen                Mon 2026-12-07 17:00 day
Freitag in 14 Tagen              Fri 2026-12-11 17:00 day
in 2 Monaten                     Sat 2027-01-23 17:00 day
in 5 Werktagen                   Mon 2026-11-30 17:00 day
in 2 Stunden                     Mon 2026-11-23 12:00
in 2 hours                       Mon 2026-11-23 12:00
in half an hour                  Mon 2026-11-23 10:30
in 1,5 Stunden                   Mon 2026-11-23 11:30
in 1,5 Wochen                    not_a_date
in 2 hours at 9                  not_a_date
in 1h 30min                      Mon 2026-11-23 11:30
within 90 minutes                Mon 2026-11-23 11:30
2 hours from now                 Mon 2026-11-23 12:00
24.12. 9 Uhr                     Thu 2026-12-24 09:00
24.12. 15 Uhr                    Thu 2026-12-24 15:00
24.12.15 Uhr                     not_a_date
15 Uhr 24.12.                    Thu 2026-12-24 15:00
15 Uhr 24 Dezember               Thu 2026-12-24 15:00
5. 9 Uhr                         Sat 2026-12-05 09:00
Freitag bitte.                   Fri 2026-11-27 17:00 day
Freitag...                       Fri 2026-11-27 17:00 day
24.12                            Thu 2026-12-24 17:00 day
24. 12. 2026                     Thu 2026-12-24 17:00 day
24.12.26, 9:30 Uhr               Thu 2026-12-24 09:30
24. Dezember                     Thu 2026-12-24 17:00 day
Donnerstag, den 24. Dezember     Thu 2026-12-24 17:00 day
Montag, 24.12.                   impossible
Samstag, den 5.                  Sat 2026-12-05 17:00 day
Freitag, den 5.                  impossible
5. Maerz                         Fri 2027-03-05 17:00 day
3. Marz                          Wed 2027-03-03 17:00 day
Dec 24 9am                       Thu 2026-12-24 09:00
December 24th                    Thu 2026-12-24 17:00 day
the 24th of December, 2026       Thu 2026-12-24 17:00 day
2026-12-24                       Thu 2026-12-24 17:00 day
2026-12-24 09:00                 Thu 2026-12-24 09:00
2026-12-24T05:00                 Thu 2026-12-24 05:00
12/24                            Thu 2026-12-24 17:00 day
03.04.                           Sat 2027-04-03 17:00 day
am 5.                            Sat 2026-12-05 17:00 day
the 5th at noon                  Sat 2026-12-05 12:00 part
am 31. um 9 Uhr                  Thu 2026-12-31 09:00
15 Uhr                           Mon 2026-11-23 15:00
9 Uhr                            Tue 2026-11-24 09:00
halb drei                        Mon 2026-11-23 14:30
halb elf                         Mon 2026-11-23 10:30
fünf vor halb drei               Mon 2026-11-23 14:25
morgen viertel nach neun         Tue 2026-11-24 09:15
morgen dreiviertel acht          Tue 2026-11-24 07:45
morgen viertel neun              Tue 2026-11-24 08:15
quarter to five                  Mon 2026-11-23 16:45
half past two                    Mon 2026-11-23 14:30
tomorrow half past nine pm       Tue 2026-11-24 21:30
morgen früh um halb sechs        Tue 2026-11-24 05:30
three o'clock                    Mon 2026-11-23 15:00
noon                             Mon 2026-11-23 12:00 part
midnight                         Tue 2026-11-24 00:00
12 am                            Tue 2026-11-24 00:00
so gegen 15 Uhr                  Mon 2026-11-23 15:00
at 5                             Mon 2026-11-23 17:00
tomorrow at 5                    ambiguous_hour: Tue 2026-11-24 05:00 ? Tue 2026-11-24 17:00
morgen 3:30                      ambiguous_hour: Tue 2026-11-24 03:30 ? Tue 2026-11-24 15:30
morgen 03:30                     Tue 2026-11-24 03:30
morgen 3:30 Uhr                  Tue 2026-11-24 03:30
viertel nach neun                ambiguous_hour: Mon 2026-11-23 21:15 ? Tue 2026-11-24 09:15
um neun                          ambiguous_hour: Mon 2026-11-23 21:00 ? Tue 2026-11-24 09:00
heute um 9                       Mon 2026-11-23 21:00
🎉 Freitag 15 Uhr 🎉               Fri 2026-11-27 15:00
"Freitag" (15 Uhr)               Fri 2026-11-27 15:00
31.2.                            impossible
31.2.2027                        impossible
24.13.                           impossible
29.2.                            impossible
29.2.2028                        Tue 2028-02-29 17:00 day
25 Uhr                           impossible
13 am                            impossible
morgen 99 nach 3                 impossible
Freitag 15:75                    impossible
15 Uhr morgens                   impossible
gestern                          past
yesterday 5pm                    past
last Friday                      past
letzte Woche                     past
vor drei Tagen                   past
2 hours ago                      past
1.1.2020                         past
01.01.0001                       past
heute 9:00                       past
in 0 Minuten                     past
in 3 Jahren                      too_far
in 9999 Wochen                   too_far
in 9999 Jahren                   too_far
31.12.9999 24 Uhr                too_far
5                                not_a_date
by 5                             not_a_date
Mo-Fr                            not_a_date
Freitag oder Samstag             not_a_date
Freitag 15 Uhr Londoner Zeit     not_a_date
ab Freitag                       not_a_date
nach Freitag                     not_a_date
Freitag am                       not_a_date
bald                             not_a_date
Texte bis zur Kasse prüfen       not_a_date
Dezember                         not_a_date
"""


def rows(text: str) -> list[tuple[str, str]]:
    return [(line[:33].rstrip(), line[33:]) for line in text.strip().splitlines()]


@pytest.mark.parametrize(("text", "expected"), rows(ON_MONDAY))
def test_said_on_a_monday_morning(text: str, expected: str) -> None:
    assert shown(read_date(text, now=MONDAY, zone=BERLIN, language="de")) == expected
    assert shown(read_date(text, now=MONDAY, zone=BERLIN, language="en")) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("03/04", "de", "Sat 2027-04-03 17:00 day"),
        ("03/04", "en", "ambiguous_day_month: Thu 2027-03-04 17:00 day ? Sat 2027-04-03 17:00 day"),
        ("3-4-2027 at 5", "en", "ambiguous_day_month: Thu 2027-03-04 17:00 ? Sat 2027-04-03 17:00"),
        ("03/04/2020", "en", "past"),
        ("04/04", "en", "Sun 2027-04-04 17:00 day"),
        ("Saturday 03/04", "en", "Sat 2027-04-03 17:00 day"),
        ("13/14", "en", "impossible"),
        ("30/02", "de", "impossible"),
    ],
)
def test_the_language_decides_the_order_of_day_and_month(text: str, language: str, expected: str) -> None:
    assert shown(read_date(text, now=MONDAY, zone=BERLIN, language=language)) == expected


@pytest.mark.parametrize(
    ("now", "text", "expected"),
    [
        (MONDAY_EVENING, "heute", "Mon 2026-11-23 23:59 day"),
        (MONDAY_EVENING, "EOD", "Mon 2026-11-23 23:59 day"),
        (MONDAY_EVENING, "tonight", "Mon 2026-11-23 23:59 part"),
        (MONDAY_EVENING, "heute Nachmittag", "past"),
        (MONDAY_EVENING, "noon", "Tue 2026-11-24 12:00 part"),
        (MONDAY_EVENING, "15 Uhr", "Tue 2026-11-24 15:00"),
        (MONDAY_EVENING, "halb drei", "Tue 2026-11-24 14:30"),
        (MONDAY_EVENING, "at 5", "ambiguous_hour: Tue 2026-11-24 05:00 ? Tue 2026-11-24 17:00"),
        (MONDAY_EVENING, "this Monday", "Mon 2026-11-30 17:00 day"),
        (MONDAY_EVENING, "23.11.", "Mon 2026-11-23 23:59 day"),
        (MONDAY_EVENING, "23.11. 9 Uhr", "past"),
        (MONDAY_EVENING, "22.11.", "Mon 2027-11-22 17:00 day"),
        (FRIDAY, "Freitag", "Fri 2026-12-04 17:00 day"),
        (FRIDAY, "Freitag 15 Uhr", "Fri 2026-11-27 15:00"),
        (FRIDAY, "Friday 9am", "Fri 2026-12-04 09:00"),
        (FRIDAY, "Freitag Abend", "Fri 2026-11-27 18:00 part"),
        (FRIDAY, "next Friday", "Fri 2026-12-04 17:00 day"),
        (FRIDAY, "next Tuesday", "Tue 2026-12-01 17:00 day"),
        (FRIDAY, "übernächsten Dienstag", "Tue 2026-12-08 17:00 day"),
        (FRIDAY, "nächsten Samstag", "ambiguous_weekday: Sat 2026-11-28 17:00 day ? Sat 2026-12-05 17:00 day"),
        (FRIDAY, "last Friday", "past"),
        (FRIDAY, "Mittwoch dieser Woche", "past"),
        (FRIDAY, "Ende der Woche", "Fri 2026-11-27 17:00 week"),
        (FRIDAY_EVENING, "Ende der Woche", "Fri 2026-12-04 17:00 week"),
        (FRIDAY_EVENING, "this week", "Sun 2026-11-29 17:00 week"),
        (FRIDAY_EVENING, "Anfang der Woche", "Mon 2026-11-30 17:00 week"),
        (FRIDAY_EVENING, "in einem Werktag", "Mon 2026-11-30 17:00 day"),
        (SATURDAY, "weekend", "Sun 2026-11-29 17:00 day"),
        (SUNDAY, "next Tuesday", "ambiguous_weekday: Tue 2026-12-01 17:00 day ? Tue 2026-12-08 17:00 day"),
        (SUNDAY, "nächsten Sonntag", "Sun 2026-12-06 17:00 day"),
        (SUNDAY, "nächste Woche", "Fri 2026-12-04 17:00 week"),
        (MONTHS_END, "Ende des Monats", "Mon 2026-11-30 23:59 day"),
        (YEARS_END, "morgen", "Thu 2026-12-31 17:00 day"),
        (YEARS_END, "Freitag", "Fri 2027-01-01 17:00 day"),
        (YEARS_END, "1.1.", "Fri 2027-01-01 17:00 day"),
        (YEARS_END, "29.12.", "Wed 2027-12-29 17:00 day"),
        (YEARS_END, "KW 1", "Fri 2027-01-08 17:00 week"),
        (YEARS_END, "am 29.", "Fri 2027-01-29 17:00 day"),
        (YEARS_END, "Ende nächsten Monats", "Sun 2027-01-31 17:00 day"),
        (YEARS_END, "in 2 months", "Sun 2027-02-28 17:00 day"),
        (YEARS_END, "Mitternacht", "Thu 2026-12-31 00:00"),
        (BEFORE_SPRING, "Sonntag 2:30 Uhr", "Sun 2027-03-28 03:00 shifted"),
        (BEFORE_SPRING, "Sonntag 3 Uhr", "Sun 2027-03-28 03:00"),
        (BEFORE_SPRING, "in 48 Stunden", "Sun 2027-03-28 11:00"),
        (BEFORE_SPRING, "in 2 Tagen um 10", "Sun 2027-03-28 10:00"),
        (BEFORE_SPRING, "31.4.", "impossible"),
        (BEFORE_AUTUMN, "in 48 hours", "Sun 2027-10-31 09:00"),
    ],
)
def test_said_on_other_days(now: datetime, text: str, expected: str) -> None:
    assert shown(read_date(text, now=now, zone=BERLIN, language="de")) == expected


def test_the_hour_that_comes_twice_is_the_first_one() -> None:
    reading = read_date("31.10. 2:30 Uhr", now=BEFORE_AUTUMN, zone=BERLIN, language="de")
    assert reading == Moment(datetime(2027, 10, 31, 0, 30, tzinfo=UTC), Precision.EXACT)


def test_a_span_of_hours_ends_on_a_full_minute() -> None:
    reading = read_date("in 2 Stunden", now=MONDAY.replace(second=59, microsecond=1), zone=BERLIN, language="de")
    assert reading == Moment(datetime(2026, 11, 23, 11, 0, tzinfo=UTC), Precision.EXACT)


def test_the_day_is_that_of_the_zone() -> None:
    late = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    assert shown(read_date("heute", now=late, zone="UTC", language="de"), "UTC") == "Mon 2026-11-23 23:59 day"
    manila = "Asia/Manila"
    assert shown(read_date("heute", now=late, zone=manila, language="de"), manila) == "Tue 2026-11-24 17:00 day"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Why.EMPTY),
        (" \u200b\n\u00a0", Why.EMPTY),
        ("x" * (LONGEST + 1), Why.TOO_LONG),
        ("x" * LONGEST, Why.NOT_A_DATE),
        ("Freitag" + " " * LONGEST + "15 Uhr", Why.TOO_LONG),
    ],
)
def test_nothing_and_too_much(text: str, why: Why) -> None:
    assert read_date(text, now=MONDAY, zone=BERLIN, language="en") == Unreadable(why)


@pytest.mark.parametrize(
    "text",
    [
        "ÜBERMORGEN  15 UHR",
        "u\u0308bermorgen 15 Uhr",
        "ubermorgen 15 uhr",
        "\u200füber\u200bmorgen\u00a015\u202fUhr\u200e",
        "💛 übermorgen ⏰ 15\ufe0f Uhr",
        "*übermorgen*, 15 Uhr",
        "„übermorgen“ – 15 Uhr.",
        "１５ Uhr übermorgen",
    ],
)
def test_the_ways_to_type_it_make_no_difference(text: str) -> None:
    assert shown(read_date(text, now=MONDAY, zone=BERLIN, language="de")) == "Wed 2026-11-25 15:00"


LINES = """
Newsletter bis Freitag 15 Uhr            | Newsletter | Freitag 15 Uhr | Fri 2026-11-27 15:00
newsletter by friday 3pm                 | newsletter | friday 3pm | Fri 2026-11-27 15:00
Website fix until tomorrow noon          | Website fix | tomorrow noon | Tue 2026-11-24 12:00 part
Report on Friday                         | Report | Friday | Fri 2026-11-27 17:00 day
Report on Friday by Monday               | Report on Friday | Monday | Mon 2026-11-30 17:00 day
Stand by on Friday                       | Stand by | Friday | Fri 2026-11-27 17:00 day
Bericht bis spätestens am Freitag        | Bericht | Freitag | Fri 2026-11-27 17:00 day
Bericht am Freitag bis 15 Uhr            | Bericht | Freitag bis 15 Uhr | Fri 2026-11-27 15:00
Bericht am Morgen                        | Bericht | am Morgen | Tue 2026-11-24 09:00 part
Invoice, due by the end of next week!    | Invoice | end of next week | Fri 2026-12-04 17:00 week
Slides no later than Friday 5pm          | Slides | Friday 5pm | Fri 2026-11-27 17:00
Newsletter (bis zum 24.12.)              | Newsletter | 24.12. | Thu 2026-12-24 17:00 day
Texte bis zur Kasse prüfen bis Freitag   | Texte bis zur Kasse prüfen | Freitag | Fri 2026-11-27 17:00 day
Texte bis 31.2.                          | Texte | 31.2. | impossible
Texte bis gestern                        | Texte | gestern | past
by Friday                                |  | Friday | Fri 2026-11-27 17:00 day
"""


@pytest.mark.parametrize("line", LINES.strip().splitlines())
def test_a_date_at_the_end_of_a_line(line: str) -> None:
    text, title, words, expected = (cell.strip() for cell in line.split("|"))
    found = find_date(text, now=MONDAY, zone=BERLIN, language="de")
    assert found is not None
    assert (found.title, found.words, shown(found.reading)) == (title, words, expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Newsletter",
        "Texte bis zur Kasse prüfen",
        "Friday newsletter",
        "Bis Freitag den Newsletter schreiben",
        "Reduce the price by 5",
        "Newsletter bis bald",
        "Report on the launch",
        "bis bis bis",
        "Freitag",
    ],
)
def test_lines_without_a_date(text: str) -> None:
    assert find_date(text, now=MONDAY, zone=BERLIN, language="en") is None
