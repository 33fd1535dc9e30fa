# Submitting a result, and the client's answer to it.

command-submit = submit
command-submit-does = submit a result
command-submit-example = submit
command-review = review
command-review-does = see the results that wait for you
command-review-example = review

form-submit = Submit
form-change = Please change
input-link = Where is it?
input-link-example = https://…
input-note = A note
input-note-hint = A link, a note, or both.
input-change = What shall be different?
input-change-hint = What you write here goes to the other one as it is.
input-no-address = That is not a web address. Try it like this: https://example.org/draft
submit-empty = A link or a note is needed, so that there is something to look at.
send-submit = Submit
send-change = Send

submit-nothing = There is no task in your hands right now that you could submit. { TYPED("tasks") } shows how things stand.
review-nothing = Nothing waits for your review. { TYPED("tasks") } shows how things stand.
review-waiting = { $number ->
    [one] One result waits for you.
   *[other] { $number } results wait for you.
}
review-rest = { $number ->
    [one] … and one more, as soon as you have answered one of these.
   *[other] … and { $number } more, as soon as you have answered some of these.
}
review-line = { $round ->
    [1] **{ $title }** – from { $va }
   *[other] **{ $title }** – from { $va }, round { $round }
}

submitted-by-me = **{ $title }** is with { $client } now. I'll tell you what { $client } says.
reviewed-by-me = { $verdict ->
    [good] **{ $title }** is done. { $va } knows that it looks good.
    [enough] **{ $title }** is done. { $va } knows that it is good enough.
   *[change] **{ $title }** is in { $va }'s hands again, with what you wrote.
}

news-submitted = { $round ->
    [1] { $va } has submitted **{ $title }**.
   *[other] { $va } has submitted **{ $title }** again – round { $round }.
}
reviewed = { $verdict ->
    [good] { $client } said: looks good.
    [enough] { $client } said: good enough.
   *[change] { $client } asked for a change:
}
news-reviewed = { $verdict ->
    [good] **{ $title }** looks good to { $client }. It is done.
    [enough] **{ $title }** is good enough for { $client }. It is done.
   *[change] { $client } would like something changed in **{ $title }**:
}

result-newer = { $va } has submitted **{ $title }** again since then. Nothing was changed; { TYPED("review") } shows the newest result.

button-task-submit = Submit
button-task-good = Looks good
button-task-enough = Good enough
button-task-change = Please change
