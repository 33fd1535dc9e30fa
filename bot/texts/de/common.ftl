# Sätze, die jeder Teil brauchen kann.

input-missing = Hier fehlt noch etwas.
input-too-long = Das sind { $length } Zeichen; { $limit } passen hier hinein.
input-no-choice = Bitte wähl eine der Möglichkeiten.

not-yours = Das gehört hier nicht zu dir, oder es ist nicht mehr da. Es hat sich nichts geändert.
only-the-other = Das entscheidet { $name }. Es hat sich nichts geändert.
unknown-button = Diesen Knopf kenne ich nicht mehr. Es hat sich nichts geändert – { TYPED("tasks") } zeigt, wie es steht.
arrived-already = Das war schon da; es zählt einmal.
draft-gone = Diese Eingabe habe ich nicht mehr: Angefangenes hebe ich 24 Stunden auf.
our-fault = Das hat nicht geklappt, der Fehler liegt bei mir. Deine Eingabe ist gespeichert. (Kennung { $name })
out-of-order = Ich komme gerade nicht an mein Gedächtnis. Bitte versuch es in einer Minute noch einmal; es hat sich nichts geändert.

undelivered-room = Im Kanal { $room } kann ich nicht mehr schreiben. Bitte sieh nach, ob ich noch im Kanal bin und dort schreiben darf; über die Aufgabenliste geht es inzwischen weiter.
undelivered-closed = Ich habe etwas für dich, kann dir aber keine Direktnachricht schicken. Öffne sie bitte, damit das Nächste ankommt; was wartet, zeigt deine Aufgabenliste.
undelivered-direct = Ich kann { $name } keine Direktnachricht schicken. Sag { $name } bitte Bescheid, dass hier etwas wartet.
undelivered-mine = Etwas, das ich dir sagen wollte, ist nicht durchgekommen; der Fehler liegt bei mir. Deine Aufgabenliste zeigt, wie es steht.
late-at = Das hätte am { $at } kommen sollen; da war ich nicht da.
late-since = Das Erste davon hätte am { $at } kommen sollen; da war ich nicht da.

form-problems = Etwas passt noch nicht; deine Eingabe ist gespeichert.
form-problem = **{ $label }** { $problem }
button-draft-again = Noch einmal

choose-task = Um welche Aufgabe geht es?
choose-rest = { $number ->
    [one] … und eine weitere; sie hat den Knopf auf ihrer eigenen Karte.
   *[other] … und { $number } weitere; sie haben den Knopf auf ihren eigenen Karten.
}
form-late = Das hat bei mir zu lange gedauert, das Formular geht nicht mehr auf. Bitte versuch es noch einmal.

about-baton = Aufgaben übergeben, Rückfragen klären, Danke sagen.

# Die Teile von Befehlen, wo die Plattform für jeden ein Feld hat: klein geschrieben, höchstens 32 Zeichen.

option-title = titel
option-title-does = Worum geht es?
option-due = bis
option-due-does = Bis wann gewünscht? In deinen Worten: Freitag 15 Uhr, morgen Mittag
option-person = person
option-person-does = Für wen?
option-task = aufgabe
option-task-does = Welche Aufgabe?
option-what = was
option-what-does = jetzt, auslassen, oder pause mit einem Tag: pause Montag
option-text = text
option-text-does = Deine Worte
option-code = code
option-code-does = Der Code, der am anderen Ort gezeigt wurde
option-zone = zeitzone
option-zone-does = Stadt oder Zeitzone, zum Beispiel Lissabon
option-hours = stunden
option-hours-does = In deinen Worten: Di und jeden zweiten Do 9–13
option-days = tage
option-days-does = In deinen Worten: erst wieder ab dem 3.12., 24.12. bis 2.1.
group-task = aufgabe
group-task-does = Aufgaben: übergeben, nachfragen, abgeben, prüfen
subcommand-tasks = liste
