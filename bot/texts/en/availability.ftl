# What somebody tells about their days.

command-availability = availability hours
command-availability-does = see and tell your hours, holidays and absences
command-availability-example = availability
command-away = away vacation
command-away-does = tell when you are away
command-away-example = away

availability-title = Your days, as you told them
availability-holidays = Public holidays: { $region }
availability-next = The next one: { $day }
holidays-none = none set
button-away-open = I'll be away
button-holidays-open = Public holidays
button-away-cancel = Take back

form-away = When you are away
input-first = First day
input-last = Last day
input-last-hint = Empty: just that one day. “open”: until further notice.
input-day-example = 24 December, next Monday
input-note-away = A word about it, if you like
send-away = Tell
day-unreadable = I can't read that day. Try “24 December” or “Monday”.
day-over = That day is over already.
last-before-first = The last day comes before the first one.
away-day = { $first }
away-span = { $first } to { $last }
away-open-ended = from { $first } on, until further notice
away-kept = Noted: you are away { $span }. Whoever works with you hears it from me.
away-look = This falls into it:
away-falls = **{ $title }** – { $due }
away-cancelled = Taken back: { $span }.
away-told = { $name } is away from { $first } to { $last }.
away-told-open = { $name } is away from { $first } on, until further notice.

form-holidays = Public holidays
input-region = Where do you celebrate?
input-region-example = Hamburg, Vienna, Portugal
input-region-hint = I'm silent on those days. Empty: none.
region-unknown = I don't know that place. Try a country, a German or Austrian state or a Swiss canton.

back-title = { $count ->
    [one] Good to have you back. One thing could wait
   *[other] Good to have you back. { $count } things could wait
}
back-why = This came while you were away; it comes once, together.
