# Check-ins.

command-checkin = checkin check-in
command-checkin-does = choose when you are asked how it is going
command-checkin-example = checkin every second Thursday at 9:00

form-checkin = Check-ins
form-checkin-note = A line about it
form-checkin-answers = Your answers
form-checkin-questions = Questions of your own
form-suggest = Suggest check-ins
input-checkin-wanted = Would you like check-ins?
input-checkin-days = On which days?
input-checkin-rhythm = Or another rhythm, in words
input-checkin-rhythm-hint = “every second Thu”, “every 3 days”, “last working day of the month”. It holds before the days.
input-checkin-time = At what time?
input-checkin-note = What should be known?
input-checkin-questions = What else? One question a line
input-checkin-questions-hint = Asked besides how the tasks are going; { $most } at most. Empty for none.
input-checkin-answer = Question { $number }
input-suggest-whom = From whom?
input-suggest-rhythm = How often would you like to hear?
input-suggest-rhythm-example = Mon and Thu, every second Friday, on the 1st of the month
checkin-wanted = { $wanted ->
    [off] No, thanks
   *[on] Yes, please
}
checkin-no-time = I can't read that as a time. Try 9:00.
checkin-no-days = Pick at least one day.
checkin-no-rhythm = { $why ->
    [often] Once a day is the most. Try “Mon–Fri” or “every second Thu”.
    [day] On which day? Try “every Mon”, “every second Thu” or “on the 1st of the month”.
    [third] That can mean two things. Try “every 3 weeks on Thu” or “on the third Thu of the month”.
   *[unknown] I can't read that as a rhythm. Try “Mon, Thu”, “every second Thu” or “on the 1st and 15th”.
}
checkin-only-va = Check-ins are for people who take on tasks or hand them off. { TYPED("start") } brings the two of you together.
checkin-planned-by-me = { $wanted ->
    [off] No check-ins, then. You can switch them on again with { TYPED("checkin") }.
   *[on] I'll ask you { $rhythm } at { $time }, if anything is open.
}
checkin-first = The next one comes { $next }.

checkin-title = { $count ->
    [0] Nothing is open any more.
    [one] One task is open. How is it going?
   *[other] { $count } tasks are open. How are they going?
}
checkin-draft = This is how it looks from what I know. Is that right?
checkin-for = **For { $client }**
checkin-task-draft = **{ $title }**: { $outlook ->
    [at_risk] at risk
    [blocked] blocked
   *[on_track] on track
}? { $because }
checkin-task-said = **{ $title }**: { $outlook ->
    [at_risk] at risk
    [blocked] blocked
   *[on_track] on track
}
checkin-note = – “{ $note }”
because = { $because ->
    [accepted] Accepted on { $when }.
    [answered] A question was answered on { $when }.
    [moved] A new date since { $when }.
    [returned] Back for changes since { $when }.
    [asked] Your question of { $when } is still open.
    [suggested] You suggested another date on { $when }.
    [over] It was wished for { $when }.
    [before] As you said on { $when }.
   *[quiet] I know of nothing new.
}
because-today = { $because ->
    [accepted] Accepted today at { $time }.
    [answered] A question was answered today at { $time }.
    [moved] A new date since { $time }.
    [returned] Back for changes since { $time }.
    [asked] Your question of { $time } is still open.
    [suggested] You suggested another date at { $time }.
   *[before] As you said at { $time }.
}
checkin-submitted = { $count ->
    [one] Handed in since last time: { $titles }
   *[other] Handed in since last time ({ $count }): { $titles }
}
checkin-more = { $count ->
    [one] One more after these.
   *[other] { $count } more after these.
}
checkin-all = This check-in asks about:
checkin-sent = Sent to { $names }. You can still change your answers.
checkin-goes-out = What you have said goes out { $until } at the latest.
checkin-why-now = You wanted to be asked now.
checkin-why = You asked for this { $rhythm } at { $time }.
checkin-over = **{ $title }** isn't open any more; there is nothing to say about it.
checkin-noted = Noted.
checkin-summary-sent = On its way to { $names }. You can still change your answers.
checkin-sent-already = Something was sent to { $names } already. You can leave the rest open, and still change your answers.
checkin-nothing-said = There is nothing to send yet: say how at least one task is going.
checkin-newer = There is a newer check-in; please answer that one. Nothing was changed.
checkin-closed = This check-in is over.
checkin-closed-next = This check-in is over. The next one comes { $next }.
checkin-no-questions = There are no questions of your own any more.
checkin-rarer = The last five brought nothing new. Is it enough if I ask { $rhythm }?
checkin-rarer-over = That offer is over. { TYPED("checkin") } changes the rhythm at any time.

checkin-reminder = { $count ->
    [one] One task of the check-in is open until { $until }.
   *[other] { $count } tasks of the check-in are open until { $until }.
}
checkin-reminder-over = The check-in needs nothing more.
checkin-reminder-why = You set up this check-in, and something is still open here. I remind you once.
checkin-reminder-foreseen = Reminder of a check-in that is still open

summary-title = How it is going, from { $va }:
summary-title-dated = How it is going, from { $va } (as of { $day }):
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
button-checkin-agree = That's right
button-checkin-send = Send
button-checkin-answers = Answer
button-checkin-all = Show all
button-checkin-rarer = Ask less often

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
checkin-pause-which = “{ $words }” can mean two things: { $first } or { $second }. Say the one you mean: { TYPED("checkin") } pause { $first }
checkin-skipped = Skipped. The next one comes as planned.
button-checkin-open = Set up check-ins
button-checkin-now = Ask me now
button-checkin-skip = Skip this one
button-checkin-rest = Skip the next one
button-checkin-own = Own questions

# Questions of a pair's own.

questions-intro = { $name } gets your answers with the summary. You can leave any of them empty.
questions-whose = With whom?
questions-kept = { $count ->
    [0] I'll ask nothing besides for { $name }.
    [one] I'll ask one question besides for { $name }.
   *[other] I'll ask { $count } questions besides for { $name }.
}
checkin-questions-too-many = At most { $most } questions, each on a line of its own and no longer than { $length } characters.

# A client suggests.

suggest-intro = Check-ins belong to whoever does the work. You can say what would help you; they decide.
suggested-by-me = { $name } hears what you would like, and decides.
suggested = { $name } would like to hear { $rhythm } how it is going.
suggested-questions = { $count ->
    [one] And would like to know:
   *[other] And would like to know ({ $count }):
}
suggested-yours = { $state ->
    [taken] You have taken this up.
    [left] You have left this as it was.
    [replaced] { $name } has suggested something else since.
   *[open] Whether and when is yours to say; it is one plan for all your clients.
}
suggestion-left = Everything stays as it is; { $name } hears that.
suggestion-over = { $state ->
    [replaced] { $name } has suggested something else since.
   *[taken] You have answered this already.
}
suggestion-answered = { $state ->
    [taken] { $name } has taken up what you suggested for the check-ins.
   *[left] { $name } would rather leave the check-ins as they are.
}
button-suggestion-take = Fine with me
button-suggestion-change = Another rhythm
button-suggestion-leave = Leave it

# News of one task.

news-known = { $va } said { $at }: **{ $title }** is { $outlook ->
    [at_risk] at risk
    [blocked] blocked
   *[on_track] on track
}.
news-asked = You have asked about **{ $title }** already. { $va } can answer with one tap.
news-asked-by-me = { $va } is asked how **{ $title }** is going.
news-wanted = { $client } would like to know how **{ $title }** is going.
news-given = { $client } asked how **{ $title }** is going. You said: { $outlook ->
    [at_risk] at risk
    [blocked] blocked
   *[on_track] on track
}.
news-told = { $va } says: **{ $title }** is { $outlook ->
    [at_risk] at risk
    [blocked] blocked
   *[on_track] on track
}.
news-said-by-me = { $client } hears how **{ $title }** is going. You can still change it.
button-task-news = How is it going?
