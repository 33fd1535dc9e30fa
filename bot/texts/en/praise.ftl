# Saying thanks.

command-praise = praise thanks
command-praise-does = say thanks
command-praise-example = praise @anna Thank you for the calm on Friday

form-praise = Say thanks
input-praise = Your words
input-praise-hint = They arrive exactly as you write them.
input-praise-for = To whom?
input-where = Where?
praise-where = { $where ->
    [room] In the channel
   *[direct] As a direct message
}
send-praise = Send

praise-preview = To { $name }:
praise-preview-where = { $name } gets it as a direct message.
praised-by-me = { $where ->
    [room] Your thanks to { $name } stand in the channel.
   *[direct] { $name } gets your thanks as a direct message.
}
praise-needs-engagement = To say thanks here you need somebody you work with. Set that up with { TYPED("start") }.

praise-said = { $name } says thank you:
praise-task = { $name } says thank you for **{ $title }**:

nudge-facts = { $timing ->
    [early] { $days ->
        [1] { $va } finished **{ $title }** a day early, in { nudge-rounds }.
        [2] { $va } finished **{ $title }** two days early, in { nudge-rounds }.
        [3] { $va } finished **{ $title }** three days early, in { nudge-rounds }.
       *[other] { $va } finished **{ $title }** { $days } days early, in { nudge-rounds }.
    }
    [on_time] { $va } finished **{ $title }** on time, in { nudge-rounds }.
   *[unsaid] { $va } finished **{ $title }**, in { nudge-rounds }.
}
nudge-rounds = { $rounds ->
    [1] one round
    [2] two rounds
    [3] three rounds
   *[other] { $rounds } rounds
}
nudge-offer = If you'd like to tell { $va }:
nudge-thanked = You have said thanks.
nudge-later = Not now. That's fine.
nudge-off = There will be no more reminders like this one. { TYPED("settings") } switches them on again.
nudge-why = You get this at most once a week for each person you work with, two days after a task was done and no thanks were said since.
nudge-later-by-me = That's fine. I won't ask again about this one.
nudge-off-by-me = I won't remind you of thanks any more. If you'd like that again: { TYPED("settings") }.

button-task-thank = Say thanks
button-nudge-later = Not now
button-nudge-off = No such reminders

nudge-foreseen = { $va } finished { $title }: an occasion to say thanks
