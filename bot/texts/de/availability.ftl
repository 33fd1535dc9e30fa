# Was jemand über die eigenen Tage sagt.

command-availability = erreichbarkeit zeiten
command-availability-does = Arbeitszeiten, Feiertage und Abwesenheiten sehen und mitteilen
command-availability-example = erreichbarkeit Di und jeden zweiten Do 9–13
command-away = abwesend urlaub
command-away-does = sagen, wann du nicht da bist
command-away-example = abwesend erst wieder ab dem 3.12.

availability-title = Deine Tage, wie du sie mir gesagt hast
availability-holidays = Feiertage: { $region }
availability-next = Der nächste: { $day }
holidays-none = keine eingestellt
availability-with = Mit { $name }: { $hours }

form-hours = Deine Zeiten
input-hours-where = Wo
input-hours-where-hint = Auch „jeden zweiten Do 9–13“. „keine“: gar keine. Leer bei einer Person: wie überall.
hours-everywhere = Überall
hours-kept = Deine Arbeitszeiten: { $hours }
hours-kept-with = Deine Arbeitszeiten mit { $name }: { $hours }
hours-kept-as-everywhere = Mit { $name } gilt, was überall gilt: { $hours }
hours-none = Dann klingelt bei dir nichts, was fragt oder erinnert. Du findest alles mit { TYPED("tasks") }.
hours-none-with = Dann klingelt bei dir aus der Arbeit mit { $name } nichts, was fragt oder erinnert. Du findest alles mit { TYPED("tasks") }.
shared-next = { $name } und du arbeitet das nächste Mal gleichzeitig: { $here }.
shared-now = { $name } und du arbeitet gerade beide, bis { $here }.
shared-now-both = { $name } und du arbeitet gerade beide, bis { $here } (bei { $name } { $there }).
shared-none = { $name } und du arbeitet in den nächsten zwei Wochen nie gleichzeitig.
button-away-open = Ich bin nicht da
button-holidays-open = Feiertage
button-hours-open = Meine Zeiten
button-availability-open = Meine Tage
button-away-cancel = Zurücknehmen

form-away = Nicht da
input-first = Erster Tag
input-last = Letzter Tag
input-last-hint = Leer: nur dieser eine Tag. „offen“: bis auf Weiteres.
input-day-example = 24. Dezember, nächsten Montag
input-note-away = Ein Wort dazu, wenn du magst
input-note-away-hint = Wer betroffen ist, liest es. Einen Grund brauchst du nicht zu nennen.
input-only = Nur für
input-only-hint = Niemand gewählt: für alle.
send-away = Mitteilen
day-unreadable = Diesen Tag kann ich nicht lesen. Versuch es mit „24. Dezember“ oder „Montag“.
day-over = Dieser Tag ist schon vorbei.
day-over-this-year = Dieser Tag ist schon vorbei. Meinst du nächstes Jahr? Dann schreib das Jahr dazu.
away-whole-days = Hier zählen ganze Tage. Für ein paar Stunden brauchst du nichts einzutragen.
last-before-first = Der letzte Tag liegt vor dem ersten.
away-day = { $first }
away-span = { $first } bis { $last }
away-open-ended = ab { $first }, bis auf Weiteres
away-kept = Notiert, nicht da: { $span }. Wer betroffen ist, hört es von mir.
away-known = Schon notiert, nicht da: { $span }. Niemand hört es ein zweites Mal.
away-known-longer = Sind es doch weniger Tage? Dann nimm das zurück und sag mir die neuen.
away-look = Das fällt hinein:
away-checkins = { $count ->
    [one] Ein Check-in fällt aus; der nächste kommt { $next }.
   *[other] { $count } Check-ins fallen aus; der nächste kommt { $next }.
}
away-no-checkins = Check-ins gibt es erst wieder, wenn du zurück bist.
away-falls = **{ $title }** – { $due }
away-cancelled = Zurückgenommen: { $span }.
away-told = { $name } ist nicht da: { $first } bis { $last }.
away-told-day = { $name } ist am { $first } nicht da.
away-told-open = { $name } ist ab { $first } nicht da, bis auf Weiteres.
away-back = { $name } ist doch da: { $span }.
away-from = ab { $first }
away-taken-back = { $name } ist doch da.
away-changed = { $name } hat diese Tage geändert.
away-only = { $span } (nur für { $names })
away-open-word = offen
handover-asked = { $va } ist nicht da: { $span }. **{ $title }** (Wunschtermin: { $due }) wäre in anderen Händen besser aufgehoben. Du kannst den Termin verschieben, die Aufgabe zurückziehen und jemand anderem übergeben, oder es so lassen.
handover-by-me = Ich sage { $client }, dass **{ $title }** in anderen Händen besser aufgehoben wäre. Bis du mehr hörst, bleibt es bei dir.
left-by-me = **{ $title }** bleibt wie vereinbart. Wunschtermin: { $due }.
button-away-handover = Weitergeben
button-away-leave = So lassen

form-holidays = Feiertage
input-region = Wo feierst du?
input-region-example = Hamburg, Wien, Kalifornien, Portugal
input-region-hint = An diesen Tagen bin ich still. Leer oder „keine“: keine.
region-unknown = Diesen Ort kenne ich nicht. Versuch es mit einem Land, einem Bundesland oder einem Kanton.
region-which = Welchen Ort meinst du mit „{ $words }“?

back-title = { $count ->
    [one] Schön, dass du wieder da bist. Eine Sache hat gewartet:
   *[other] Schön, dass du wieder da bist. { $count } Sachen haben gewartet:
}
back-why = Das kam, während du nicht da warst; du bekommst es einmal, zusammen.
