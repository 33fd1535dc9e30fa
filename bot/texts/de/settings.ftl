# Einstellungen, Hilfe, Übersicht, Konten verbinden.

command-settings = einstellungen
command-settings-does = Sprache, Zeitzone, Arbeitszeiten, Erinnerungen
command-settings-example = einstellungen

form-settings = Einstellungen
input-language = Deine Sprache
input-hours = Deine Arbeitszeiten
input-hours-example = Mo–Fr 9–17
input-hours-hint = Außerhalb bin ich still. Du legst sie fest, niemand sonst.
input-nudges = Erinnerungen ans Danken
nudges = { $switch ->
    [off] Keine solchen Erinnerungen
   *[on] Ja, einmal, zwei Tage nachdem etwas erledigt ist
}
hours-unreadable = Diese Zeiten verstehe ich nicht. Schreib zum Beispiel „Mo–Fr 9–17“ oder „Mo, Mi 9–12, 14–18“.
settings-saved = **Gespeichert.**
settings-zone = Zeitzone: { $city } – dort ist es { $now }.
settings-hours = Arbeitszeiten: { $hours }
settings-nudges = { $switch ->
    [off] Keine Erinnerungen ans Danken.
   *[on] Erinnerungen ans Danken sind an.
}

command-zone = zeitzone unterwegs
command-zone-does = sagen, dass du in einer anderen Zeitzone bist
command-zone-example = zeitzone Lissabon
form-zone-moved = Wo du bist
button-zone-open = Andere Zeitzone
button-zone-take = Diese Uhr nehmen
button-zone-keep = Dabei bleiben
zone-which = „{ $words }“ kenne ich nicht. Ist es einer von diesen Orten?
zone-nowhere = „{ $words }“ kenne ich nicht. Schreib mir die nächste größere Stadt.
zone-kept = Für dich gilt weiter die Uhr von { $city }.
offer-title = Du scheinst jetzt in { $city } zu sein; dort ist es { $time }.
offer-means = Soll ich mich nach dieser Uhr richten? Dann gilt sie für Arbeitszeiten, Check-ins und Sammelnachricht; jetzt gilt die von { $city }.
offer-over = Deine Uhr ist eingestellt.
moved-stays = Deine Arbeitszeiten ({ $hours }), Check-ins und Sammelnachricht behalten ihre Zeiten, nach dieser Uhr.
moved-mine = Für { $name } sind deine nächsten Arbeitszeiten { $hours }.
moved-title = { $name } ist jetzt in { $city }; dort ist es { $time }.
moved-hours = { $name } arbeitet weiter zu denselben Zeiten nach der Uhr dort. Die nächsten: { $hours }.
moved-dates = Vereinbarte Termine verschieben sich dadurch nicht.

command-help = hilfe
command-help-does = sehen, was geht
command-help-example = hilfe
help-title = **Das kann ich für dich tun:**
help-line = **{ $command }** – { $does }
help-nearest = „{ $word }“ kenne ich nicht. Meintest du **{ $near }**?
help-unknown = „{ $word }“ kenne ich nicht. Das kann ich für dich tun:
button-tasks-open = Meine Aufgaben
button-settings-open = Einstellungen

command-tasks = aufgaben stand
command-tasks-does = deine Aufgaben sehen, zuerst was auf dich wartet
command-tasks-example = aufgaben
tasks-title = { $count ->
    [0] Nichts wartet auf dich; { $open ->
        [one] eine Aufgabe ist offen.
       *[other] { $open } Aufgaben sind offen.
    }
    [one] Eine Sache wartet auf dich; { $open ->
        [one] eine Aufgabe ist offen.
       *[other] { $open } Aufgaben sind offen.
    }
   *[other] { $count } Sachen warten auf dich; { $open } Aufgaben sind offen.
}
tasks-line = **{ $title }** – mit { $name }, Termin: { $due } – { $state ->
    [accepted] zugesagt
    [in_review] in Prüfung
   *[other] vorgeschlagen
}
tasks-more = { $count ->
    [one] und eine weitere
   *[other] und { $count } weitere
}
tasks-none = Es ist nichts offen.
tasks-none-named = Keine deiner offenen Aufgaben heißt „{ $words }“.

command-link = verbinden
command-link-does = deine Konten auf zwei Plattformen verbinden
command-link-example = verbinden
link-code = Dein Code: **{ $code }**
link-how = Gib ihn innerhalb von zehn Minuten mit deinem anderen Konto ein: { TYPED("link") } und den Code. Er gilt einmal.
link-done = Verbunden: Dieses Konto und { $name } sind für mich jetzt eine Person, mit einer Sprache, einer Zeitzone und einer Arbeitszeit.
link-wrong = Dieser Code passt nicht. Hol dir am anderen Ort mit { TYPED("link") } einen neuen.
link-wait = Das waren viele Versuche. Bitte warte eine Stunde.
link-already = Diese Konten sind schon verbunden.
link-both-sides = Diese beiden Konten arbeiten als Auftrag und Assistenz zusammen; daraus kann ich nicht eine Person machen.
