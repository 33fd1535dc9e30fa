# The playground's own words, and the demo's transcript.

playground-title = Baton's playground
playground-intro = Try Baton without any account: two people side by side, one clock that you set.
playground-clock = Simulated time
playground-next = To the next thing that happens
playground-hour = +1 hour
playground-morning = Next morning
playground-add = Add a person
playground-name = Name
playground-language = Language
playground-zone = City or time zone
playground-channel = New channel
playground-create = Create
playground-direct = Direct messages
playground-channels = Channels of { $name }
playground-messages = Messages in { $label }
playground-private = only you see this
playground-edited = edited
playground-rings = notifies you
playground-unread = { $count ->
    [one] one new
   *[other] { $count } new
}
playground-replies = { $count ->
    [one] one reply
   *[other] { $count } replies
}
playground-reply = Reply in the thread
playground-write = Write, or type /baton
playground-send = Send
playground-close = Close
playground-empty = Nothing here yet.
playground-uninvited = Baton isn't in this channel. Type /invite @Baton.
playground-failed = That didn’t work; nothing was changed.
playground-stopped = The playground is not running any more. Start it again: it goes on where it was.
playground-you = { $name } sees
playground-clock-there = It is { $clock } there ({ $zone }).

transcript-rings = ♪ notifies
transcript-quiet = notifies nobody
transcript-edit = edit, notifies nobody
transcript-private = only visible to you
transcript-direct = direct message
transcript-thread = #{ $room }, thread
