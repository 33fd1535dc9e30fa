# Wie oft jemand unterbrochen werden darf.

command-quiet = ruhe unterbrechungen
command-quiet-does = wählen, wie oft ich dich unterbreche
command-quiet-example = ruhe

form-quiet = Unterbrechungen
input-daily = Erinnerungen am Tag, höchstens
input-digest = Wann soll der Rest gesammelt kommen?
input-digest-hint = Was warten konnte, kommt einmal am Tag in einer Nachricht.
quiet-number = { $number ->
    [one] eine
   *[other] { $number }
}
input-rings = Was darf außerhalb der Arbeitszeit klingeln?
input-rings-hint = Wählst du nichts, klingelt nichts. An freien Tagen ist immer Ruhe.
rings-questions = Rückfragen, die auf dich warten
rings-dates = Erinnerungen an Termine
clock-unreadable = Diese Uhrzeit kann ich nicht lesen. Versuch es mit „16 Uhr“ oder „16:30“.
quiet-kept = { $number ->
    [one] Höchstens eine Erinnerung am Tag; alles Weitere kommt gesammelt um { $time }.
   *[other] Höchstens { $number } Erinnerungen am Tag; alles Weitere kommt gesammelt um { $time }.
}

quiet-rings = Auch außerhalb deiner Arbeitszeit darf klingeln: { $kinds }

digest-title = { $count ->
    [one] Eine Sache, die bis jetzt warten konnte
   *[other] { $count } Sachen, die bis jetzt warten konnten
}
late-title = { $count ->
    [one] Eine Sache aus der Zeit, in der ich nicht da war
   *[other] { $count } Sachen aus der Zeit, in der ich nicht da war
}
late-why = Das kommt zusammen, damit es dich nur einmal unterbricht.
digest-with = **{ $name }** · { $said }
digest-more = { $count ->
    [one] … und noch eine.
   *[other] … und noch { $count }.
}
button-digest-rest = Weitere zeigen
digest-rest = Auch das konnte warten:
digest-over = Davon wartet nichts mehr.
digest-why = Das kommt einmal am Tag, zu der Zeit, die du gewählt hast.

button-snooze-open = Später
button-less-open = Weniger davon
less-title = Wie oft möchtest du Erinnerungen dieser Art?
less-here = Nur hier
less-everywhere = Überall
wish-rarer = Einmal die Woche
wish-digest = Nur gesammelt
wish-never = Nie
wish-usual = Wie sonst auch
less-kept = { $wish ->
    [rarer] Dann höchstens einmal die Woche; alles Weitere wartet auf die Sammelnachricht.
    [digest] Dann nur noch gesammelt.
    [usual] Dann wieder wie sonst auch.
   *[never] Dann kommt so etwas nicht mehr.
}

snooze-title = Wann soll es wiederkommen?
snooze-today = Heute
snooze-after = An einem anderen Tag
snooze-minutes = In 20 Minuten
snooze-hour = In einer Stunde
snooze-afternoon = Heute Nachmittag
snooze-tomorrow = Morgen um neun
snooze-workday = Nächster Arbeitstag
snooze-back = Wenn ich zurück bin
snooze-answered = Nach der Antwort
snoozed-back = Es kommt einmal wieder, sobald du zurück bist.
snoozed-answered = Es kommt einmal wieder, sobald die Rückfrage beantwortet ist.
snoozed = Es kommt einmal wieder: { $at }.
snooze-over = Dieser Zeitpunkt passt nicht mehr. Such dir bitte einen anderen aus.
snooze-none = Dafür bleibt keine Zeit mehr: Vorher ist es vorbei.
snooze-once = Das ist schon einmal wiedergekommen; ein drittes Mal kommt es nicht.
button-quiet-open = Unterbrechungen
