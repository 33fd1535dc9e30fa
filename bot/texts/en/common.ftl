# Sentences that every feature may need.

input-missing = Something is needed here.
input-too-long = That is { $length } characters long; { $limit } fit here.
input-no-choice = Please pick one of the choices.

not-yours = That isn't between you and me, or it doesn't exist any more. Nothing was changed.
only-the-other = That is up to { $name }. Nothing was changed.
unknown-button = I don't know that button any more. Nothing was changed – { TYPED("tasks") } shows how things stand.
arrived-already = That had arrived already; it counts once.
draft-gone = I don't have that entry any more: I keep unfinished ones for 24 hours.
our-fault = That didn't work, and the fault is mine. What you typed is kept. (Reference { $name })
out-of-order = I can't get at my memory right now. Please try again in a minute; nothing was changed.

undelivered-room = I can't post in { $room } any more. Please look whether I'm still in the channel and may write there; meanwhile the list of tasks works.
undelivered-closed = I have something for you that I can't bring: your direct messages are closed to me. Please open them, so that the next one arrives; your list of tasks shows what waits.
undelivered-direct = I can't send { $name } a direct message. Please let { $name } know that something is waiting here.
undelivered-mine = Something I wanted to tell you did not get through, and the fault is mine. Your list of tasks shows how things stand.
late-at = This should have come on { $at }; I was away.
late-since = The first of it should have come on { $at }; I was away.

form-problems = Something isn't right yet; what you typed is kept.
form-problem = **{ $label }** { $problem }
button-draft-again = Edit again

choose-task = Which task is it?
choose-rest = { $number ->
    [one] … and one more; it has the button on its own card.
   *[other] … and { $number } more; they have the button on their own cards.
}
form-late = That took me too long, and the form no longer opens. Please try once more.

about-baton = Hand off work, answer questions, say thanks.

# The parts of commands, where the platform has an input for each: names in lower case, 32 characters at most.

option-title = title
option-title-does = What is it about?
option-due = due
option-due-does = Wished for when? In your own words: Friday 3pm, tomorrow noon
option-person = person
option-person-does = For whom?
option-task = task
option-task-does = Which task?
option-what = what
option-what-does = now, skip, or pause with a day: pause Monday
option-text = text
option-text-does = Your words
option-code = code
option-code-does = The code that was shown in the other place
option-zone = zone
option-zone-does = City or time zone, such as Lisbon
option-hours = hours
option-hours-does = In your own words: Tue and every second Thu 9–13
option-days = days
option-days-does = In your own words: not until Thursday, 24 Dec to 2 Jan
group-task = task
group-task-does = Tasks: hand off, ask, submit, review
subcommand-tasks = list
