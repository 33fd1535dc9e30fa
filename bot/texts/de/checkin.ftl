# Check-ins.

command-checkin = checkin check-in
command-checkin-does = wählen, wann ich frage, wie es läuft
command-checkin-example = checkin jeden zweiten Donnerstag um 9 Uhr

form-checkin = Check-ins
form-checkin-note = Ein Satz dazu
form-checkin-answers = Deine Antworten
form-checkin-questions = Eigene Fragen
form-suggest = Check-ins vorschlagen
input-checkin-wanted = Möchtest du Check-ins?
input-checkin-days = An welchen Tagen?
input-checkin-rhythm = Oder ein anderer Rhythmus, in Worten
input-checkin-rhythm-hint = „jeden zweiten Do“, „alle 3 Tage“, „am letzten Werktag im Monat“. Das gilt dann statt der Tage.
input-checkin-time = Um wie viel Uhr?
input-checkin-note = Was ist gut zu wissen?
input-checkin-questions = Was noch? Eine Frage pro Zeile
input-checkin-questions-hint = Diese Fragen stelle ich dazu, wenn ich frage, wie es läuft; höchstens { $most }. Leer heißt: keine.
input-checkin-answer = Frage { $number }
input-suggest-whom = Von wem?
input-suggest-rhythm = Wie oft möchtest du etwas hören?
input-suggest-rhythm-example = Mo und Do, jeden zweiten Freitag, am 1. im Monat
checkin-wanted = { $wanted ->
    [off] Nein, danke
   *[on] Ja, gern
}
checkin-no-time = Das verstehe ich nicht als Uhrzeit. Schreib zum Beispiel 9 Uhr.
checkin-no-days = Wähl mindestens einen Tag.
checkin-no-rhythm = { $why ->
    [often] Öfter als einmal am Tag frage ich nicht. Schreib zum Beispiel „Mo–Fr“ oder „jeden zweiten Do“.
    [day] An welchem Tag? Schreib zum Beispiel „jeden Mo“, „jeden zweiten Do“ oder „am 1. im Monat“.
    [third] Das kann zweierlei heißen. Schreib „alle 3 Wochen Do“ oder „jeden dritten Do im Monat“.
   *[unknown] Das verstehe ich nicht als Rhythmus. Schreib zum Beispiel „Mo, Do“, „jeden zweiten Do“ oder „am 1. und 15.“.
}
checkin-only-va = Check-ins gibt es, sobald du mit jemandem zusammenarbeitest. { TYPED("start") } bringt euch zusammen.
checkin-planned-by-me = { $wanted ->
    [off] Dann gibt es keine Check-ins. Mit { TYPED("checkin") } schaltest du sie wieder ein.
   *[on] Ich frage dich { $rhythm } um { $time }, wenn etwas offen ist.
}
checkin-first = Der nächste kommt { $next }.

checkin-title = { $count ->
    [0] Es ist nichts mehr offen.
    [one] Eine Aufgabe ist offen. Wie läuft es?
   *[other] { $count } Aufgaben sind offen. Wie läuft es?
}
checkin-draft = So sieht es nach dem aus, was ich weiß – stimmt das?
checkin-for = **Für { $client }**
checkin-task-draft = **{ $title }**: { $outlook ->
    [at_risk] wackelt
    [blocked] hängt
   *[on_track] läuft
}? { $because }
checkin-task-said = **{ $title }**: { $outlook ->
    [at_risk] wackelt
    [blocked] hängt
   *[on_track] läuft
}
checkin-note = – „{ $note }“
because = { $because ->
    [accepted] Zugesagt am { $when }.
    [answered] Eine Frage ist seit { $when } beantwortet.
    [moved] Neuer Termin seit { $when }.
    [returned] Noch einmal bei dir seit { $when }.
    [asked] Deine Frage vom { $when }, ist noch offen.
    [suggested] Am { $when } hast du einen anderen Termin vorgeschlagen.
    [over] Gewünscht war es für { $when }.
    [before] Wie am { $when } gesagt.
   *[quiet] Neues weiß ich nicht.
}
because-today = { $because ->
    [accepted] Zugesagt heute um { $time }.
    [answered] Eine Frage ist seit { $time } beantwortet.
    [moved] Neuer Termin seit { $time }.
    [returned] Noch einmal bei dir seit { $time }.
    [asked] Deine Frage von { $time } ist noch offen.
    [suggested] Um { $time } hast du einen anderen Termin vorgeschlagen.
   *[before] Wie um { $time } gesagt.
}
checkin-submitted = { $count ->
    [one] Seit dem letzten Mal abgegeben: { $titles }
   *[other] Seit dem letzten Mal abgegeben ({ $count }): { $titles }
}
checkin-more = { $count ->
    [one] Danach kommt noch eine.
   *[other] Danach kommen noch { $count }.
}
checkin-all = Danach fragt dieser Check-in:
checkin-sent = An { $names } geschickt. Du kannst deine Antworten noch ändern.
checkin-goes-out = Was du gesagt hast, geht spätestens am { $until } hinaus.
checkin-why-now = Du wolltest jetzt gefragt werden.
checkin-why = Du wolltest das { $rhythm } um { $time }.
checkin-over = **{ $title }** ist nicht mehr offen; dazu gibt es nichts zu sagen.
checkin-noted = Notiert.
checkin-summary-sent = Ist unterwegs an { $names }. Du kannst deine Antworten noch ändern.
checkin-sent-already = An { $names } ist schon etwas geschickt. Den Rest kannst du offen lassen, deine Antworten noch ändern.
checkin-nothing-said = Noch gibt es nichts zu schicken: Sag bei mindestens einer Aufgabe, wie es läuft.
checkin-newer = Es gibt einen neueren Check-in; bitte antworte dort. Es hat sich nichts geändert.
checkin-closed = Dieser Check-in ist vorbei.
checkin-closed-next = Dieser Check-in ist vorbei. Der nächste kommt { $next }.
checkin-no-questions = Eigene Fragen gibt es hier nicht mehr.
checkin-rarer = Die letzten fünf brachten nichts Neues. Reicht es { $rhythm }?
checkin-rarer-over = Dieses Angebot gilt nicht mehr. Mit { TYPED("checkin") } änderst du den Rhythmus jederzeit.

checkin-reminder = { $count ->
    [one] Eine Aufgabe im Check-in ist noch offen, bis { $until }.
   *[other] { $count } Aufgaben im Check-in sind noch offen, bis { $until }.
}
checkin-reminder-over = Der Check-in braucht nichts mehr.
checkin-reminder-why = Den Check-in hast du eingerichtet, hierzu fehlt noch etwas. Ich erinnere nur einmal.
checkin-reminder-foreseen = Erinnerung an einen Check-in, der noch offen ist

summary-title = So läuft es bei { $va }:
summary-title-dated = So läuft es bei { $va } (Stand vom { $day }):
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
button-checkin-agree = Stimmt so
button-checkin-send = Senden
button-checkin-answers = Antworten
button-checkin-all = Alle zeigen
button-checkin-rarer = Seltener fragen

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
checkin-pause-which = „{ $words }“ kann zweierlei heißen: { $first } oder { $second }. Schreib den Tag dahinter, den du meinst: { TYPED("checkin") } pause { $first }
checkin-skipped = Ausgelassen. Der nächste kommt wie geplant.
button-checkin-open = Check-ins einrichten
button-checkin-now = Jetzt fragen
button-checkin-skip = Diesmal auslassen
button-checkin-rest = Nächsten auslassen
button-checkin-own = Eigene Fragen

# Questions of a pair's own.

questions-intro = { $name } bekommt deine Antworten mit der Übersicht. Du kannst jede Frage offen lassen.
questions-whose = Mit wem?
questions-kept = { $count ->
    [0] Für { $name } frage ich sonst nichts.
    [one] Für { $name } stelle ich eine Frage dazu.
    [2] Für { $name } stelle ich zwei Fragen dazu.
    [3] Für { $name } stelle ich drei Fragen dazu.
   *[other] Für { $name } stelle ich { $count } Fragen dazu.
}
checkin-questions-too-many = Höchstens { $most } Fragen, jede in einer eigenen Zeile und nicht länger als { $length } Zeichen.

# A client suggests.

suggest-intro = Check-ins gehören denen, die die Arbeit tun. Du kannst sagen, was dir hilft; was davon kommt, entscheiden sie.
suggested-by-me = { $name } liest, was du dir wünschst, und entscheidet.
suggested = { $name } würde gern { $rhythm } hören, wie es läuft.
suggested-questions = { $count ->
    [one] Und wüsste gern:
   *[other] Und wüsste gern ({ $count }):
}
suggested-yours = { $state ->
    [taken] Das hast du aufgegriffen.
    [left] Du hast es gelassen, wie es war.
    [replaced] Inzwischen hat { $name } etwas anderes vorgeschlagen.
   *[open] Ob und wann, bestimmst du; es ist ein Plan für alle, mit denen du arbeitest.
}
suggestion-left = Es bleibt alles, wie es ist; { $name } erfährt das.
suggestion-over = { $state ->
    [replaced] Inzwischen hat { $name } etwas anderes vorgeschlagen.
   *[taken] Darauf hast du schon geantwortet.
}
suggestion-answered = { $state ->
    [taken] { $name } hat deinen Vorschlag für die Check-ins aufgegriffen.
   *[left] { $name } lässt die Check-ins lieber, wie sie sind.
}
button-suggestion-take = Passt mir
button-suggestion-change = Anderer Rhythmus
button-suggestion-leave = So lassen

# News of one task.

news-known = { $va } hat am { $at } gesagt: **{ $title }** { $outlook ->
    [at_risk] wackelt
    [blocked] hängt
   *[on_track] läuft
}.
news-asked = Nach **{ $title }** hast du schon gefragt. Für die Antwort braucht { $va } nur einen Tipp.
news-asked-by-me = Ich frage { $va }, wie es mit **{ $title }** läuft.
news-wanted = { $client } wüsste gern, wie es mit **{ $title }** läuft.
news-given = { $client } wollte wissen, wie es mit **{ $title }** läuft. Deine Antwort: { $outlook ->
    [at_risk] wackelt
    [blocked] hängt
   *[on_track] läuft
}.
news-told = { $va } sagt: **{ $title }** { $outlook ->
    [at_risk] wackelt
    [blocked] hängt
   *[on_track] läuft
}.
news-said-by-me = { $client } erfährt, wie es mit **{ $title }** läuft. Du kannst es noch ändern.
button-task-news = Wie läuft es?
