# Check-ins.

command-checkin = checkin check-in
command-checkin-does = choose when you are asked how it is going
command-checkin-example = checkin

form-checkin = Check-ins
form-checkin-note = A line about it
input-checkin-wanted = Would you like check-ins?
input-checkin-days = On which days?
input-checkin-time = At what time?
input-checkin-note = What should be known?
checkin-wanted = { $wanted ->
    [off] No, thanks
   *[on] Yes, on these days
}
checkin-no-time = I can't read that as a time. Try 9:00.
checkin-no-days = Pick at least one day.
checkin-only-va = Check-ins are for whoever takes on tasks, and only they set them.
checkin-planned-by-me = { $wanted ->
    [off] No check-ins, then. You can switch them on again with { TYPED("checkin") }.
   *[on] I'll ask you on { $days } at { $time }, if anything is open.
}

checkin-title = { $count ->
    [0] Nothing is open any more.
    [one] One task is open. How is it going?
   *[other] { $count } tasks are open. How are they going?
}
checkin-task = **{ $title }** – for { $client }
checkin-task-said = **{ $title }** – for { $client }: { $outlook ->
    [at_risk] at risk
    [blocked] blocked
   *[on_track] on track
}
checkin-more = { $count ->
    [one] One more after these.
   *[other] { $count } more after these.
}
checkin-sent = Sent to { $names }. You can still change your answers.
checkin-why = You asked for this on { $days } at { $time }.
checkin-over = **{ $title }** isn't open any more; there is nothing to say about it.
checkin-noted = Noted.
checkin-summary-sent = Noted; { $name } gets the summary.
checkin-sent-by-me = Your answers are on their way.
checkin-nothing-said = There is nothing to send yet: say how at least one task is going.
checkin-newer = There is a newer check-in; please answer that one. Nothing was changed.

summary-title = How it is going, from { $va }:
summary-task = **{ $title }**: { $outlook ->
    [at_risk] at risk
    [blocked] blocked
   *[on_track] on track
}
summary-more = { $count ->
    [one] and one more task
   *[other] and { $count } more tasks
}

button-outlook-on-track = On track
button-outlook-at-risk = At risk
button-outlook-blocked = Blocked
button-checkin-line = Add a line
button-checkin-send = Send

checkin-foreseen = { $count ->
    [one] Check-in about one open task
   *[other] Check-in about { $count } open tasks
}

checkin-asked = I've asked you in your direct messages.
checkin-nothing-open = Nothing is open, so there is nothing to ask.
checkin-no-plan = You have no check-ins yet. { TYPED("checkin") } sets them up.
checkin-none-planned = No check-in is planned.
checkin-skipped-next = The next check-in is left out. The one after it comes { $next }.
checkin-paused = No check-ins until then. The next one comes { $next }.
checkin-pause-until = Until when? Say a day behind it: { TYPED("checkin") } pause Monday
checkin-skipped = Skipped. The next one comes as planned.
button-checkin-now = Ask me now
button-checkin-skip = Skip this one
button-checkin-rest = Skip the next one
