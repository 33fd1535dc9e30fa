# Die eigenen Wörter der Spielwiese und das Protokoll der Demo.

playground-title = Batons Spielwiese
playground-intro = Baton ausprobieren, ganz ohne Konto: zwei Menschen nebeneinander, eine Uhr, die du stellst.
playground-clock = Simulierte Zeit
playground-next = Bis zum nächsten Ereignis
playground-hour = +1 Stunde
playground-morning = Nächster Morgen
playground-add = Jemanden dazuholen
playground-name = Name
playground-language = Sprache
playground-zone = Stadt oder Zeitzone
playground-channel = Neuer Kanal
playground-create = Anlegen
playground-direct = Direktnachrichten
playground-channels = Kanäle von { $name }
playground-messages = Nachrichten in { $label }
playground-private = nur für dich sichtbar
playground-edited = bearbeitet
playground-rings = benachrichtigt dich
playground-unread = { $count ->
    [one] eine neue
   *[other] { $count } neue
}
playground-replies = { $count ->
    [one] eine Antwort
   *[other] { $count } Antworten
}
playground-reply = Im Thread antworten
playground-write = Schreib etwas oder tippe /baton
playground-send = Senden
playground-close = Schließen
playground-empty = Hier ist noch nichts.
playground-uninvited = Baton ist nicht in diesem Kanal. Tippe /invite @Baton.
playground-failed = Das hat nicht geklappt; nichts wurde geändert.
playground-stopped = Die Spielwiese läuft nicht mehr. Starte sie neu, dann geht es hier weiter.
playground-you = Das sieht { $name }
playground-clock-there = Dort ist es { $clock } ({ $zone }).

transcript-rings = ♪ benachrichtigt
transcript-quiet = benachrichtigt niemanden
transcript-edit = bearbeitet, benachrichtigt niemanden
transcript-private = nur für dich sichtbar
transcript-direct = Direktnachricht
transcript-thread = #{ $room }, Thread
