# Eine Aufgabe übergeben, und was man dazu sagen kann, bis die Arbeit beginnt.

command-new = neu übergeben
command-new-does = eine Aufgabe übergeben
command-new-example = neu @anna Newsletter bis Freitag 15 Uhr

form-new = Aufgabe übergeben
form-edit = Briefing ändern
form-decline = Ablehnen
form-redate = Anderer Termin

input-title = Worum geht es?
input-title-example = Newsletter November
input-outcome = Was soll dabei herauskommen?
input-outcome-hint = Beschreib das Ergebnis; der Weg dorthin bleibt offen.
input-due = Bis wann wünschst du es dir?
input-due-example = Freitag 15 Uhr, morgen Mittag, Ende nächster Woche
input-authority = Was geht ohne Rückfrage?
input-for = Für wen?
input-reason = Ein Grund, wenn du magst
input-redate = Welcher Termin passt dir?

send-propose = Übergeben
send-save = Speichern
send-decline = Ablehnen
send-suggest = Vorschlagen

authority = { $authority ->
    [decide] selbst entscheiden
    [ask] vorher fragen
   *[tell] selbst entscheiden und Bescheid sagen
}
authority-line = { $authority ->
    [decide] Entscheide selbst.
    [ask] Frag bitte, bevor du entscheidest.
   *[tell] Entscheide selbst und sag Bescheid.
}

preview-title = Für { $va }: **{ $title }**
preview-due = Wunschtermin: { $due }
preview-due-asked = Gewünscht bis: { $words } – ich frage gleich nach, welcher Tag gemeint ist.

task-title = **{ $title }** – von { $client }
task-due = Gewünscht bis: { $due }
task-suggested = { $name } schlägt { $due } vor.
task-question-open = Eine Rückfrage ist offen; { $name } kann im Thread antworten.
task-rounds = Runde { $rounds }
task-state = { $state ->
    [accepted] Zugesagt – { $va } ist dran.
    [in_review] In Prüfung – { $client } schaut es sich an.
    [done] Erledigt.
    [declined] Abgelehnt von { $va }.
    [withdrawn] Zurückgezogen von { $client }.
   *[proposed] Vorgeschlagen – { $va } kann zusagen, nachfragen, einen anderen Termin vorschlagen oder ablehnen.
}
submission-line = Runde { $round }:

no-date = keiner
moment-both = { $here } (bei { $name } { $there })

date-which = „{ $words }“ kann zweierlei heißen. Was ist richtig?
date-unreadable = { $why ->
    [impossible] Dieses Datum gibt es nicht. Welches meinst du?
    [past] Das ist schon vorbei. Welchen Termin meinst du?
    [too_far] Das ist über zwei Jahre hin. Welchen Termin meinst du?
    [too_long] Das ist zu lang für einen Termin. Schreib zum Beispiel „Freitag 15 Uhr“.
   *[other] Das verstehe ich nicht als Termin. Schreib zum Beispiel „Freitag 15 Uhr“ oder „Ende nächster Woche“.
}

proposed-by-me = **{ $title }** liegt jetzt bei { $va }. Wunschtermin: { $due }. Ich sage dir, was { $va } dazu meint.
accepted-by-me = **{ $title }** ist jetzt bei dir. Wunschtermin: { $due }.
declined-by-me = Du hast **{ $title }** abgelehnt. { $client } weiß Bescheid.
withdrawn-by-me = Du hast **{ $title }** zurückgezogen. { $va } weiß Bescheid.
reopened-by-me = **{ $title }** ist { $va } wieder vorgeschlagen.
redated-by-me = Du hast für **{ $title }** vorgeschlagen: { $suggested }.
agreed-by-me = **{ $title }** ist jetzt gewünscht bis: { $due }.
kept-by-me = Für **{ $title }** bleibt es, wie es war. Wunschtermin: { $due }.
edited-by-me = Das Briefing zu **{ $title }** ist geändert. Wunschtermin: { $due }.

news-proposed = { $client } hat **{ $title }** vorgeschlagen; die Karte steht darüber.
news-waiting = { $client } hat **{ $title }** vorgeschlagen. Wunschtermin: { $due }.
news-accepted = { $va } hat **{ $title }** zugesagt. Du hörst, wenn etwas unklar ist.
news-declined = { $va } kann **{ $title }** nicht übernehmen.
news-withdrawn = { $client } hat **{ $title }** zurückgezogen. Du musst nichts mehr tun.
news-reopened = { $client } schlägt **{ $title }** noch einmal vor. Wunschtermin: { $due }.
news-redated = Für **{ $title }** gibt es einen anderen Terminvorschlag: { $suggested }. Passt das?
news-agreed = Für **{ $title }** ist vereinbart: { $due }.
news-kept = Für **{ $title }** bleibt es, wie es war. Wunschtermin: { $due }.
news-edited = { $client } hat das Briefing zu **{ $title }** geändert. Wunschtermin: { $due }.

button-task-accept = Zusagen
button-task-ask = Rückfrage
button-task-redate = Anderer Termin
button-task-decline = Ablehnen
button-task-more = Mehr
button-task-edit = Briefing ändern
button-task-withdraw = Zurückziehen
button-task-reopen = Neu vorschlagen
button-task-agree = Passt
button-task-keep = Termin behalten
button-draft-send = Senden
button-draft-open = Weiter
button-more = Mehr

new-needs-engagement = Um eine Aufgabe zu übergeben, brauchst du jemanden, der sie übernimmt. Das richtest du mit { TYPED("start") } ein.
not-together = Du und { $name } arbeitet hier noch nicht zusammen. Das richtest du mit { TYPED("start") } ein.
no-date-suggested = Bei **{ $title }** wartet gerade kein anderer Termin auf deine Antwort.
stands-otherwise = { $state ->
    [proposed] **{ $title }** ist { $va } vorgeschlagen und wartet auf Antwort. Es hat sich nichts geändert.
    [accepted] { $va } hat **{ $title }** schon zugesagt. Es hat sich nichts geändert.
    [in_review] **{ $title }** liegt bei { $client } zur Prüfung. Es hat sich nichts geändert.
    [done] **{ $title }** ist erledigt. Es hat sich nichts geändert.
    [declined] { $va } hat **{ $title }** schon abgelehnt. Es hat sich nichts geändert.
   *[withdrawn] { $client } hat **{ $title }** zurückgezogen. Es hat sich nichts geändert.
}
