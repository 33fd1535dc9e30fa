# Ein Ergebnis abgeben, und die Antwort darauf.

command-submit = abgeben
command-submit-does = ein Ergebnis abgeben
command-submit-example = abgeben
command-review = prüfen
command-review-does = sehen, welche Ergebnisse auf dich warten
command-review-example = prüfen

form-submit = Abgeben
form-change = Bitte anpassen
input-link = Wo ist es zu finden?
input-link-example = https://…
input-note = Eine Notiz dazu
input-note-hint = Ein Link, eine Notiz oder beides.
input-change = Was soll anders werden?
input-change-hint = Was du hier schreibst, kommt genau so an.
input-no-address = Das ist keine Webadresse. Schreib sie so: https://example.org/entwurf
submit-empty = Ein Link oder eine Notiz gehört dazu, damit es etwas anzusehen gibt.
send-submit = Abgeben
send-change = Senden

submit-nothing = Gerade liegt keine Aufgabe bei dir, die du abgeben könntest. { TYPED("tasks") } zeigt, wie es steht.
review-nothing = Auf dich wartet gerade kein Ergebnis. { TYPED("tasks") } zeigt, wie es steht.
review-waiting = { $number ->
    [one] Ein Ergebnis wartet auf dich.
   *[other] { $number } Ergebnisse warten auf dich.
}
review-rest = { $number ->
    [one] … und ein weiteres, sobald du eins davon beantwortet hast.
   *[other] … und { $number } weitere, sobald du einige davon beantwortet hast.
}
review-line = { $round ->
    [1] **{ $title }** – von { $va }
   *[other] **{ $title }** – von { $va }, Runde { $round }
}

submitted-by-me = **{ $title }** liegt jetzt bei { $client }. Ich sage dir, was { $client } dazu meint.
reviewed-by-me = { $verdict ->
    [good] **{ $title }** ist erledigt. { $va } weiß, dass es passt.
    [enough] **{ $title }** ist erledigt. { $va } weiß, dass es so reicht.
   *[change] **{ $title }** ist wieder bei { $va }, mit dem, was du geschrieben hast.
}

news-submitted = { $round ->
    [1] { $va } hat **{ $title }** abgegeben.
   *[other] { $va } hat **{ $title }** noch einmal abgegeben – Runde { $round }.
}
reviewed = { $verdict ->
    [good] { $client } sagt: Passt.
    [enough] { $client } sagt: Reicht so.
   *[change] { $client } wünscht sich noch etwas anders:
}
news-reviewed = { $verdict ->
    [good] { $client } sagt: **{ $title }** passt. Damit ist es erledigt.
    [enough] { $client } sagt: **{ $title }** reicht so. Damit ist es erledigt.
   *[change] { $client } wünscht sich bei **{ $title }** noch etwas anders:
}

result-newer = { $va } hat **{ $title }** inzwischen noch einmal abgegeben. Es hat sich nichts geändert; { TYPED("review") } zeigt das neueste Ergebnis.

button-task-submit = Abgeben
button-task-good = Passt
button-task-enough = Reicht so
button-task-change = Bitte anpassen
