# What would come in the next four weeks.

command-preview = preview ahead
command-preview-does = see what I would send you in the next four weeks
command-preview-example = preview

ahead-title = What I would send you from { $first } to { $last }
ahead-day = **{ $day }**
ahead-line = { $time } · { $what } – { $why }
ahead-away = you are away
ahead-away-only = you are away for { $names } only
ahead-holiday = public holiday
ahead-clocks-forward = the clocks go forward
ahead-clocks-back = the clocks go back
ahead-more = { $count ->
    [one] … and one more.
   *[other] … and { $count } more.
}
ahead-nothing = Nothing, as it looks now.
ahead-waits = It is written already and waits for its moment.
ahead-again = You put this off until then.
ahead-why = That is how it looks if nothing changes. What others do by then comes on top.
button-preview-earlier = Week before
button-preview-later = Week after
