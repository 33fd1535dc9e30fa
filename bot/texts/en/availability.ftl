# What somebody tells about their days.

command-availability = availability hours
command-availability-does = see and tell your hours, holidays and absences
command-availability-example = availability Tue and every second Thu 9–13
command-away = away vacation
command-away-does = tell when you are away
command-away-example = away not until Thursday

availability-title = Your days, as you told them
availability-holidays = Public holidays: { $region }
availability-next = The next one: { $day }
holidays-none = none set
availability-with = With { $name }: { $hours }

form-hours = Your hours
input-hours-where = Where
input-hours-where-hint = “every second Thu 9–13” works too. “none”: no hours. Empty with one person: as everywhere.
hours-everywhere = Everywhere
hours-kept = Your hours: { $hours }
hours-kept-with = Your hours with { $name }: { $hours }
hours-kept-as-everywhere = With { $name } your hours are as everywhere: { $hours }
hours-none = Then nothing that asks or reminds will ring for you. You find it all in { TYPED("tasks") }.
hours-none-with = Then nothing that asks or reminds about your work with { $name } will ring for you. You find it all in { TYPED("tasks") }.
shared-next = You and { $name } both work next on { $here }.
shared-none = You and { $name } do not work at the same time within the next two weeks.
shared-now = You and { $name } are both at work until { $here }.
shared-now-both = You and { $name } are both at work until { $here } ({ $there } for { $name }).
button-away-open = I'll be away
button-holidays-open = Public holidays
button-hours-open = My hours
button-availability-open = My days
button-away-cancel = Take back

form-away = When you are away
input-first = First day
input-last = Last day
input-last-hint = Empty: just that one day. “open”: until further notice.
input-day-example = 24 December, next Monday
input-note-away = A word about it, if you like
input-note-away-hint = Whoever it concerns reads it. You need not say why.
input-only = Only for
input-only-hint = Nobody chosen: for all.
send-away = Tell
day-unreadable = I can't read that day. Try “24 December” or “Monday”.
day-over = That day is over already.
day-over-this-year = That day is over already. Do you mean next year? Then add the year.
away-whole-days = This counts whole days. For a few hours there is nothing to fill in.
last-before-first = The last day comes before the first one.
away-day = { $first }
away-span = { $first } to { $last }
away-open-ended = from { $first } on, until further notice
away-kept = Noted, away: { $span }. Whoever it concerns hears it from me.
away-known = Noted already, away: { $span }. Nobody hears it a second time.
away-known-longer = Are there fewer days after all? Then take this back and tell me the new ones.
away-look = This falls into it:
away-checkins = { $count ->
    [one] One check-in is left out; the next one comes { $next }.
   *[other] { $count } check-ins are left out; the next one comes { $next }.
}
away-no-checkins = There are no check-ins until you are back.
away-falls = **{ $title }** – { $due }
away-cancelled = Taken back: { $span }.
away-told = { $name } is away from { $first } to { $last }.
away-told-day = { $name } is away on { $first }.
away-told-open = { $name } is away from { $first } on, until further notice.
away-back = { $name } is there after all: { $span }.
away-from = from { $first } on
away-taken-back = { $name } is there after all.
away-changed = { $name } has changed these days.
away-only = { $span } (for { $names } only)
away-open-word = open
handover-asked = { $va } is away: { $span }. **{ $title }** (date wished for: { $due }) would be better in other hands. You can move it, take it back and hand it to somebody else, or leave it as it is.
handover-by-me = I'll tell { $client } that **{ $title }** would be better in other hands. Until you hear more, it stays with you.
left-by-me = **{ $title }** stays as agreed. Date wished for: { $due }.
button-away-handover = Hand over
button-away-leave = Leave

form-holidays = Public holidays
input-region = Where do you celebrate?
input-region-example = Hamburg, Vienna, California, Portugal
input-region-hint = I'm silent on those days. Empty or “none”: none.
region-unknown = I don't know that place. Try a country, a state, a province or a canton.
region-which = Which place do you mean by “{ $words }”?

back-title = { $count ->
    [one] Good to have you back. One thing has waited:
   *[other] Good to have you back. { $count } things have waited:
}
back-why = This came while you were away; it comes once, together.
