# Setting up an engagement.

command-start = start
command-start-does = work together with somebody
command-start-example = start

language-en = English
language-de = German

form-start = Work together
input-other = With whom?
input-role = Who are you in this?
input-room = In which channel?
input-room-hint = Leave it empty and I'll use direct messages.
input-room-language = Language of the channel
input-zone = Your time zone or city
input-zone-example = Lisbon
form-zone = Your time zone
send-zone = Yes
send-start = Propose
role-mine = { $role ->
    [va] I take on tasks (assistant)
   *[client] I hand off tasks (client)
}

start-not-with = { $why ->
    [self] That is you. Pick the person you work with.
    [bot] That is a program. Pick the person you work with.
   *[unknown] I don't know that person. Pick somebody from the list.
}
room-not-joined = I'm not in that channel. Type /invite @Baton there, then send this again.
zone-unknown = I don't know that place. Try one of these: { $near }

hello-title = **Hello, I'm Baton.**
hello-what = I carry tasks from one hand to the other: briefs, questions, check-ins, thanks.
hello-next = Next step: tell me who works with whom.

start-proposed = { $role ->
    [va] { $name } would like to hand tasks to you here.
   *[client] { $name } would like to take on tasks for you here.
}
start-room = Channel: { $room }
start-no-room = In direct messages with me
start-language = Language of the cards: { $language }
start-what = A task is always a proposal: you can accept, ask, suggest another date or decline. Your hours and check-ins are yours to set.
start-state = { $state ->
    [active] Agreed.
   *[declined] Declined.
}
news-start = { $state ->
    [active] { $name } said yes: you work together now.
   *[declined] { $name } would rather not work together here.
}
start-proposed-by-me = I've asked { $name }. You'll hear the answer here.
start-answered-by-me = { $state ->
    [active] You and { $name } work together now.
   *[declined] You said no. { $name } knows.
}
start-answered = { $state ->
    [active] You and { $name } work together already.
   *[declined] This was declined already. Either of you can propose it again with { TYPED("start") }.
}
together-already = You and { $name } have that arranged already, or it waits for an answer.

button-start-open = Get started
button-start-accept = Yes
button-start-decline = No, thanks
button-new-open = Hand off a task
button-help-open = Help
room-lacks = In that channel I'm not yet allowed to: { $permissions }. Switch it on under “Edit Channel” → “Permissions” for Baton, then send this again.
permission-view-channel = “View Channel”
permission-send-messages = “Send Messages”
permission-create-public-threads = “Create Public Threads”
permission-send-messages-in-threads = “Send Messages in Threads”
permission-read-message-history = “Read Message History”
