button-task-submit = Abgeben
button-task-good = Passt
button-task-enough = Reicht so
button-task-change = Bitte anpassen
button-task-thank = Danke sagen
