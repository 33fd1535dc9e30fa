# Eine Zusammenarbeit einrichten.

command-start = start starten
command-start-does = eine Zusammenarbeit einrichten
command-start-example = start

language-en = Englisch
language-de = Deutsch

form-start = Zusammenarbeiten
input-other = Mit wem?
input-role = Wer bist du dabei?
input-room = In welchem Kanal?
input-room-hint = Bleibt das Feld leer, nehme ich Direktnachrichten.
input-room-language = Sprache im Kanal
input-zone = Deine Zeitzone oder Stadt
input-zone-example = Lissabon
form-zone = Deine Zeitzone
send-zone = Ja
send-start = Vorschlagen
role-mine = { $role ->
    [va] Ich übernehme Aufgaben (Assistenz)
   *[client] Ich übergebe Aufgaben (Auftrag)
}

start-not-with = { $why ->
    [self] Das bist du selbst. Wähl die Person, mit der du arbeitest.
    [bot] Das ist ein Programm. Wähl die Person, mit der du arbeitest.
   *[unknown] Diese Person kenne ich nicht. Wähl jemanden aus der Liste.
}
room-not-joined = In diesem Kanal bin ich nicht. Schreib dort /invite @Baton und schick das hier noch einmal ab.
zone-unknown = Diesen Ort kenne ich nicht. Vielleicht einer von diesen: { $near }

hello-title = **Hallo, ich bin Baton.**
hello-what = Ich bringe Aufgaben von einer Hand in die andere: Briefing, Rückfragen, Check-ins, Dank.
hello-next = Als Nächstes: Sag mir, wer mit wem arbeitet.

start-proposed = { $role ->
    [va] { $name } möchte dir hier Aufgaben übergeben.
   *[client] { $name } möchte hier Aufgaben für dich übernehmen.
}
start-room = Kanal: { $room }
start-no-room = In Direktnachrichten mit mir
start-language = Sprache der Karten: { $language }
start-what = Eine Aufgabe ist immer ein Vorschlag: Du kannst zusagen, nachfragen, einen anderen Termin vorschlagen oder ablehnen. Deine Zeiten und Check-ins legst du selbst fest.
start-state = { $state ->
    [active] Vereinbart.
   *[declined] Abgelehnt.
}
news-start = { $state ->
    [active] { $name } hat Ja gesagt: Ihr arbeitet jetzt zusammen.
   *[declined] { $name } möchte hier lieber nicht zusammenarbeiten.
}
start-proposed-by-me = Ich habe { $name } gefragt. Die Antwort bekommst du hier.
start-answered-by-me = { $state ->
    [active] Du und { $name }, ihr arbeitet jetzt zusammen.
   *[declined] Du hast Nein gesagt. { $name } weiß Bescheid.
}
start-answered = { $state ->
    [active] Du und { $name } arbeitet schon zusammen.
   *[declined] Das wurde schon abgelehnt. Mit { TYPED("start") } könnt ihr es neu vorschlagen.
}
together-already = Das ist mit { $name } schon eingerichtet, oder es wartet noch auf eine Antwort.

button-start-open = Loslegen
button-start-accept = Ja
button-start-decline = Nein, danke
button-new-open = Aufgabe übergeben
button-help-open = Hilfe
room-lacks = In diesem Kanal fehlt mir noch: { $permissions }. Schalte es unter „Kanal bearbeiten“ → „Berechtigungen“ für Baton ein und schick das hier noch einmal ab.
permission-view-channel = „Kanal ansehen“
permission-send-messages = „Nachrichten senden“
permission-create-public-threads = „Öffentliche Threads erstellen“
permission-send-messages-in-threads = „Nachrichten in Threads senden“
permission-read-message-history = „Nachrichtenverlauf anzeigen“
