# Rückfragen und Antworten.

command-ask = frage rückfrage
command-ask-does = eine Rückfrage zu einer Aufgabe stellen
command-ask-example = frage
command-answer = antwort
command-answer-does = die Frage beantworten, die auf dich wartet
command-answer-example = antwort
ask-nothing = Gerade ist keine Aufgabe offen, zu der du fragen könntest.
answer-nothing = Auf dich wartet keine Frage.

form-ask = Rückfrage stellen
form-answer = Antworten
input-question = Was möchtest du wissen?
input-answer = Deine Antwort
send-ask = Fragen
send-answer = Antworten
about-task = Zu **{ $title }**
question-quoted = „{ $text }“

question-asked = { $name } fragt zu **{ $title }**:
question-how = Antworte einfach im Thread oder über den Knopf.
question-answered = { $name } hat geantwortet.
question-yours = Deine Frage: { $text }
news-answered = { $name } hat auf deine Frage zu **{ $title }** geantwortet:

asked-by-me = Deine Frage ist unterwegs zu { $name }; wenn dort gerade nicht gearbeitet wird, wartet sie so lange.
answered-by-me = Deine Antwort ist unterwegs zu { $name }.
answered-already = Diese Frage zu **{ $title }** ist schon beantwortet. Wenn es noch etwas zu sagen gibt, schreib es in den Thread.
asked-by-yourself = Das hast du selbst gefragt; die Antwort kommt von { $name }.
which-question = Mehrere Fragen warten auf dich. Nimm bitte den Knopf unter der Frage, die du meinst.

button-question-answer = Antworten
