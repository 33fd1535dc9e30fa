# How often somebody may be interrupted.

command-quiet = quiet interruptions
command-quiet-does = choose how often I may interrupt you
command-quiet-example = quiet

form-quiet = Interruptions
input-daily = Reminders a day, at most
input-digest = When shall the others come, together?
input-digest-hint = What could wait comes once a day, in one message.
quiet-number = { $number ->
    [one] one
   *[other] { $number }
}
input-rings = What may ring outside your hours?
input-rings-hint = Nothing, if you pick nothing. On days off all is quiet.
rings-questions = Questions that wait for you
rings-dates = Reminders of dates
clock-unreadable = I can't read that time. Try “16:00” or “4pm”.
quiet-kept = { $number ->
    [one] One reminder a day at most; what else there is comes together at { $time }.
   *[other] { $number } reminders a day at most; what else there is comes together at { $time }.
}

quiet-rings = These may ring outside your hours, too: { $kinds }

digest-title = { $count ->
    [one] One thing that could wait until now
   *[other] { $count } things that could wait until now
}
late-title = { $count ->
    [one] One thing from the time when I was away
   *[other] { $count } things from the time when I was away
}
late-why = They come together, so that you are interrupted once.
digest-with = **{ $name }** · { $said }
digest-more = { $count ->
    [one] … and one more.
   *[other] … and { $count } more.
}
button-digest-rest = Show more
digest-rest = What could wait, too:
digest-over = Nothing of this waits any more.
digest-why = You get this once a day, at the time you chose.

button-snooze-open = Later
button-less-open = Less of this
less-title = How often would you like reminders of this kind?
less-here = Only here
less-everywhere = Everywhere
wish-rarer = Once a week
wish-digest = Digest only
wish-never = Never
wish-usual = As usual
less-kept = { $wish ->
    [rarer] Once a week at most, then; what else there is waits for the digest.
    [digest] In the digest only, then.
    [usual] As usual again, then.
   *[never] No more of these, then.
}

snooze-title = When shall this come back?
snooze-today = Today
snooze-after = Another day
snooze-minutes = In 20 minutes
snooze-hour = In an hour
snooze-afternoon = This afternoon
snooze-tomorrow = Tomorrow at nine
snooze-workday = Next working day
snooze-back = When I'm back
snooze-answered = When it is answered
snoozed-back = It comes back once, as soon as you are back.
snoozed-answered = It comes back once, as soon as the question is answered.
snoozed = It comes back once: { $at }.
snooze-over = That moment does not fit any more. Please choose another one.
snooze-none = There is no time left for that: it is over before then.
snooze-once = This one came back once already; it does not come a third time.
button-quiet-open = Interruptions
