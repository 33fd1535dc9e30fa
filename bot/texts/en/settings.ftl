# Settings, help, overview, linking accounts.

command-settings = settings
command-settings-does = language, time zone, working hours, reminders
command-settings-example = settings

form-settings = Settings
input-language = Your language
input-hours = Your working hours
input-hours-example = Mon–Fri 9–17
input-hours-hint = Outside them I keep quiet. You tell them; nobody approves them.
input-nudges = Reminders to say thanks
nudges = { $switch ->
    [off] No such reminders
   *[on] Yes, once, two days after a task is done
}
hours-unreadable = I can't read those hours. Try “Mon–Fri 9–17” or “Mon, Wed 9–12, 14–18”.
settings-saved = **Saved.**
settings-zone = Time zone: { $city } – it is { $now } there.
settings-hours = Working hours: { $hours }
settings-nudges = { $switch ->
    [off] No reminders to say thanks.
   *[on] Reminders to say thanks are on.
}

command-zone = zone travel
command-zone-does = tell that you are in another time zone
command-zone-example = zone Lisbon
form-zone-moved = Where you are
button-zone-open = Another zone
button-zone-take = Use that clock
button-zone-keep = Stay
zone-which = I don't know “{ $words }”. Is it one of these?
zone-nowhere = I don't know “{ $words }”. Tell me the nearest larger city.
zone-kept = Your clock stays that of { $city }.
offer-title = You seem to be in { $city } now, where it is { $time }.
offer-means = Shall I use that clock for you? Your hours, check-ins and digest would come by it; now they come by that of { $city }.
offer-over = Your clock is set.
moved-stays = Your hours ({ $hours }), your check-ins and your digest keep their times, on this clock.
moved-mine = Your next working hours are { $hours } for { $name }.
moved-title = { $name } is in { $city } now, where it is { $time }.
moved-hours = { $name } keeps the same working hours on the clock there. The next ones: { $hours }.
moved-dates = Dates that were agreed do not move.

command-help = help
command-help-does = see what can be done
command-help-example = help
help-title = **This is what I can do:**
help-line = **{ $command }** – { $does }
help-nearest = I don't know “{ $word }”. Did you mean **{ $near }**?
help-unknown = I don't know “{ $word }”. This is what I can do:
button-tasks-open = My tasks
button-settings-open = Settings

command-tasks = tasks status
command-tasks-does = see your tasks, what waits for you first
command-tasks-example = tasks
tasks-title = { $count ->
    [0] Nothing waits for you; { $open ->
        [one] one task is open.
       *[other] { $open } tasks are open.
    }
    [one] One thing waits for you; { $open ->
        [one] one task is open.
       *[other] { $open } tasks are open.
    }
   *[other] { $count } things wait for you; { $open } tasks are open.
}
tasks-line = **{ $title }** – with { $name }, date: { $due } – { $state ->
    [accepted] accepted
    [in_review] in review
   *[other] proposed
}
tasks-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
tasks-none = Nothing is open.
tasks-none-named = No open task of yours is called “{ $words }”.

command-link = link
command-link-does = join your accounts on two platforms
command-link-example = link
link-code = Your code: **{ $code }**
link-how = Enter it with your other account within ten minutes: { TYPED("link") } and the code. It works once.
link-done = Joined: this account and { $name } are one person to me now, with one language, one time zone and one set of working hours.
link-wrong = That code doesn't work. Get a fresh one with { TYPED("link") } in the other place.
link-wait = That were many tries. Please wait an hour.
link-already = These accounts are joined already.
link-both-sides = These two accounts work together as client and assistant; I can't make one person of them.
