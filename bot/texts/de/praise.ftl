# Danke sagen.

command-praise = lob danke
command-praise-does = Danke sagen
command-praise-example = lob @anna Danke für die Ruhe am Freitag

form-praise = Danke sagen
input-praise = Deine Worte
input-praise-hint = Sie kommen genau so an, wie du sie schreibst.
input-praise-for = Wem?
input-where = Wo?
praise-where = { $where ->
    [room] Im Kanal
   *[direct] Als Direktnachricht
}
send-praise = Senden

praise-preview = An { $name }:
praise-preview-where = { $name } bekommt es als Direktnachricht.
praised-by-me = { $where ->
    [room] Dein Dank an { $name } steht im Kanal.
   *[direct] { $name } bekommt deinen Dank als Direktnachricht.
}
praise-needs-engagement = Für ein Danke brauchst du hier jemanden, mit dem du zusammenarbeitest. Das richtest du mit { TYPED("start") } ein.

praise-said = { $name } sagt Danke:
praise-task = { $name } sagt Danke für **{ $title }**:

nudge-facts = { $timing ->
    [early] { $days ->
        [1] { $va } war mit **{ $title }** einen Tag vor dem Termin fertig, in { nudge-rounds }.
        [2] { $va } war mit **{ $title }** zwei Tage vor dem Termin fertig, in { nudge-rounds }.
        [3] { $va } war mit **{ $title }** drei Tage vor dem Termin fertig, in { nudge-rounds }.
       *[other] { $va } war mit **{ $title }** { $days } Tage vor dem Termin fertig, in { nudge-rounds }.
    }
    [on_time] { $va } war mit **{ $title }** pünktlich fertig, in { nudge-rounds }.
   *[unsaid] { $va } ist mit **{ $title }** fertig, in { nudge-rounds }.
}
nudge-rounds = { $rounds ->
    [1] einer Runde
    [2] zwei Runden
    [3] drei Runden
   *[other] { $rounds } Runden
}
nudge-offer = Wenn du { $va } etwas dazu sagen magst:
nudge-thanked = Du hast Danke gesagt.
nudge-later = Jetzt nicht. Das ist in Ordnung.
nudge-off = Solche Erinnerungen kommen nicht mehr. Über { TYPED("settings") } schaltest du sie wieder ein.
nudge-why = Das kommt je Person höchstens einmal in der Woche: zwei Tage nachdem eine Aufgabe erledigt war, wenn seitdem niemand Danke gesagt hat.
nudge-later-by-me = In Ordnung. Danach frage ich nicht noch einmal.
nudge-off-by-me = Ich erinnere dich nicht mehr ans Danken. Wenn du das wieder möchtest: { TYPED("settings") }.

button-task-thank = Danke sagen
button-nudge-later = Jetzt nicht
button-nudge-off = Keine Erinnerungen

nudge-foreseen = { $va } ist mit { $title } fertig: ein Anlass, Danke zu sagen
