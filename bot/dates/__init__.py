"""Dates as people type them, in German and English: "Freitag 15 Uhr", "end of next week", "in drei Tagen".

The rules behind what has no single meaning:

- **A day without an hour** ends at 17:00, a week on its Friday at 17:00. Parts of the day stand for 9 (morning), 11
  (Vormittag), 12 (noon), 15 (afternoon), 18 (evening) and 22 o'clock (night). What is said of today after that hour
  lasts until the end of the part, "today" and "EOD" until 23:59. Midnight is the end of the day that is named.
- **A weekday** is the next one after today: "Monday" said on a Monday is in a week. With an hour that is still to come,
  or with "this", it is today. "Next Tuesday" and "nächsten Freitag" are asked, unless both readings – the coming one,
  and that of the next week – are the same day. A week begins on Monday. A weekend is asked: before it, or during it.
- **A day without a year** is the next one that comes; today's date is today. "03/04" is asked in English, where it
  could be either, and is in April in German. A weekday that doesn't fit its date makes the date impossible.
- **An hour** with "Uhr", am or pm, a part of the day or a leading zero is as it says. Other numbers from 1 to 6 are
  asked ("at 5"), 7 to 11 are in the morning unless that is over. Spoken ones ("halb drei") are by day. Without a day it
  is the next time that the clocks show it.
- **Clock changes**: an hour that is skipped happens at its end (``shifted``), a doubled one the first time.
- Only the future is read, up to two years; and only what is understood to the last word. Working days are Monday to
  Friday, whatever the holidays.

Nothing depends on anything but the arguments.
"""

from bot.dates.lines import find_date
from bot.dates.readings import Ambiguous, Found, Moment, Precision, Reading, Unreadable, Why
from bot.dates.typed import read_date

__all__ = [
    "Ambiguous",
    "Found",
    "Moment",
    "Precision",
    "Reading",
    "Unreadable",
    "Why",
    "find_date",
    "read_date",
]
