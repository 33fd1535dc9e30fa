# Handing off a task, and what can be said to it until the work begins.

command-new = new handoff
command-new-does = hand off a task
command-new-example = new @anna Newsletter by Friday 3pm

form-new = Hand off a task
form-edit = Change the brief
form-decline = Decline
form-redate = Other date

input-title = What is it about?
input-title-example = Newsletter November
input-outcome = What shall come out of it?
input-outcome-hint = Describe the result; the way there is up to the other one.
input-due = Wished for when?
input-due-example = Friday 3pm, tomorrow noon, end of next week
input-authority = What may be decided without asking you?
input-for = For whom?
input-reason = A reason, if you like
input-redate = Which date suits you?

send-propose = Hand off
send-save = Save
send-decline = Decline
send-suggest = Suggest

authority = { $authority ->
    [decide] decide yourself
    [ask] ask first
   *[tell] decide and tell me
}
authority-line = { $authority ->
    [decide] Decide yourself.
    [ask] Please ask before you decide.
   *[tell] Decide yourself and say so.
}

preview-title = For { $va }: **{ $title }**
preview-due = Date wished for: { $due }
preview-due-asked = Wished for: { $words } – I'll ask which day you mean.

task-title = **{ $title }** – from { $client }
task-due = Wished for: { $due }
task-suggested = { $name } suggests { $due }.
task-question-open = A question is open; { $name } can answer in the thread.
task-rounds = Round { $rounds }
task-state = { $state ->
    [accepted] Accepted – { $va } is working on it.
    [in_review] In review – { $client } is looking at it.
    [done] Done.
    [declined] Declined by { $va }.
    [withdrawn] Withdrawn by { $client }.
   *[proposed] Proposed – { $va } can accept, ask, suggest another date or decline.
}
submission-line = Round { $round }:

no-date = none
moment-both = { $here } ({ $there } for { $name })

date-which = “{ $words }” can mean two things. Which one is right?
date-unreadable = { $why ->
    [impossible] That date doesn't exist. Which one do you mean?
    [past] That is in the past. Which date do you mean?
    [too_far] That is more than two years away. Which date do you mean?
    [too_long] That is too long for a date. Try “Friday 3pm”.
   *[other] I can't read that as a date. Try “Friday 3pm” or “end of next week”.
}

proposed-by-me = **{ $title }** is with { $va } now. Date wished for: { $due }. I'll tell you what { $va } says.
accepted-by-me = **{ $title }** is yours now. Date wished for: { $due }.
declined-by-me = You declined **{ $title }**. I've told { $client }.
withdrawn-by-me = You took **{ $title }** back. I've told { $va }.
reopened-by-me = **{ $title }** is proposed to { $va } again.
redated-by-me = You suggested { $suggested } for **{ $title }**.
agreed-by-me = **{ $title }** is now wished for: { $due }.
kept-by-me = **{ $title }** stays as it was. Date wished for: { $due }.
edited-by-me = The brief of **{ $title }** is changed. Date wished for: { $due }.

news-proposed = { $client } has proposed **{ $title }**; the card is above.
news-waiting = { $client } has proposed **{ $title }**. Date wished for: { $due }.
news-accepted = { $va } has accepted **{ $title }**. You'll hear if something is unclear.
news-declined = { $va } can't take **{ $title }** on.
news-withdrawn = { $client } has taken **{ $title }** back. There is nothing left to do.
news-reopened = { $client } proposes **{ $title }** again. Date wished for: { $due }.
news-redated = Another date is suggested for **{ $title }**: { $suggested }. Does that fit?
news-agreed = { $due } is agreed for **{ $title }**.
news-kept = **{ $title }** stays as it was. Date wished for: { $due }.
news-edited = { $client } has changed the brief of **{ $title }**. Date wished for: { $due }.

button-task-accept = Accept
button-task-ask = Ask
button-task-redate = Other date
button-task-decline = Decline
button-task-more = More
button-task-edit = Change brief
button-task-withdraw = Withdraw
button-task-reopen = Propose again
button-task-agree = That fits
button-task-keep = Keep the date
button-draft-send = Send
button-draft-open = Continue
button-more = More

new-needs-engagement = To hand off a task you need somebody to hand it to. Set that up with { TYPED("start") }.
not-together = You and { $name } don't work together here yet. Set that up with { TYPED("start") }.
no-date-suggested = No other date is waiting for your answer at **{ $title }**.
stands-otherwise = { $state ->
    [proposed] **{ $title }** is proposed to { $va } and waits for an answer. Nothing was changed.
    [accepted] { $va } has already accepted **{ $title }**. Nothing was changed.
    [in_review] **{ $title }** is with { $client } for review. Nothing was changed.
    [done] **{ $title }** is done. Nothing was changed.
    [declined] { $va } has already declined **{ $title }**. Nothing was changed.
   *[withdrawn] { $client } has taken **{ $title }** back. Nothing was changed.
}
