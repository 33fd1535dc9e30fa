# Check-ins.

command-checkin = checkin check-in
command-checkin-does = wählen, wann ich frage, wie es läuft
command-checkin-example = checkin

form-checkin = Check-ins
form-checkin-note = Ein Satz dazu
input-checkin-wanted = Möchtest du Check-ins?
input-checkin-days = An welchen Tagen?
input-checkin-time = Um wie viel Uhr?
input-checkin-note = Was ist gut zu wissen?
checkin-wanted = { $wanted ->
    [off] Nein, danke
   *[on] Ja, an diesen Tagen
}
checkin-no-time = Das verstehe ich nicht als Uhrzeit. Schreib zum Beispiel 9 Uhr.
checkin-no-days = Wähl mindestens einen Tag.
checkin-only-va = Check-ins sind für alle, die Aufgaben übernehmen; nur sie selbst richten sie ein.
checkin-planned-by-me = { $wanted ->
    [off] Dann gibt es keine Check-ins. Mit { TYPED("checkin") } schaltest du sie wieder ein.
   *[on] Ich frage dich { $days } um { $time }, wenn etwas offen ist.
}

checkin-title = { $count ->
    [0] Es ist nichts mehr offen.
    [one] Eine Aufgabe ist offen. Wie läuft es?
   *[other] { $count } Aufgaben sind offen. Wie läuft es?
}
checkin-task = **{ $title }** – für { $client }
checkin-task-said = **{ $title }** – für { $client }: { $outlook ->
    [at_risk] wackelt
    [blocked] hängt
   *[on_track] läuft
}
checkin-more = { $count ->
    [one] Danach kommt noch eine.
   *[other] Danach kommen noch { $count }.
}
checkin-sent = An { $names } geschickt. Du kannst deine Antworten noch ändern.
checkin-why = Du wolltest das { $days } um { $time }.
checkin-over = **{ $title }** ist nicht mehr offen; dazu gibt es nichts zu sagen.
checkin-noted = Notiert.
checkin-summary-sent = Notiert; { $name } bekommt die Übersicht.
checkin-sent-by-me = Deine Antworten sind unterwegs.
checkin-nothing-said = Noch gibt es nichts zu schicken: Sag bei mindestens einer Aufgabe, wie es läuft.
checkin-newer = Es gibt einen neueren Check-in; bitte antworte dort. Es hat sich nichts geändert.

summary-title = So läuft es bei { $va }:
summary-task = **{ $title }**: { $outlook ->
    [at_risk] wackelt
    [blocked] hängt
   *[on_track] läuft
}
summary-more = { $count ->
    [one] und eine weitere Aufgabe
   *[other] und { $count } weitere Aufgaben
}

button-outlook-on-track = Läuft
button-outlook-at-risk = Wackelt
button-outlook-blocked = Hängt
button-checkin-line = Ein Satz dazu
button-checkin-send = Senden

checkin-foreseen = { $count ->
    [one] Check-in zu einer offenen Aufgabe
   *[other] Check-in zu { $count } offenen Aufgaben
}

checkin-asked = Ich habe dich in den Direktnachrichten gefragt.
checkin-nothing-open = Es ist nichts offen, also gibt es nichts zu fragen.
checkin-no-plan = Du hast noch keine Check-ins. Mit { TYPED("checkin") } richtest du sie ein.
checkin-none-planned = Es ist kein Check-in geplant.
checkin-skipped-next = Der nächste Check-in fällt aus. Der danach kommt { $next }.
checkin-paused = Bis dahin gibt es keine Check-ins. Der nächste kommt { $next }.
checkin-pause-until = Bis wann? Schreib einen Tag dahinter: { TYPED("checkin") } pause Montag
checkin-skipped = Ausgelassen. Der nächste kommt wie geplant.
button-checkin-now = Jetzt fragen
button-checkin-skip = Diesmal auslassen
button-checkin-rest = Nächsten auslassen
