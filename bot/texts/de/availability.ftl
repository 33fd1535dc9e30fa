# Was jemand über die eigenen Tage sagt.

command-availability = erreichbarkeit zeiten
command-availability-does = Arbeitszeiten, Feiertage und Abwesenheiten sehen und mitteilen
command-availability-example = erreichbarkeit
command-away = abwesend urlaub
command-away-does = sagen, wann du nicht da bist
command-away-example = abwesend

availability-title = Deine Tage, wie du sie mir gesagt hast
availability-holidays = Feiertage: { $region }
availability-next = Der nächste: { $day }
holidays-none = keine eingestellt
button-away-open = Ich bin nicht da
button-holidays-open = Feiertage
button-away-cancel = Zurücknehmen

form-away = Nicht da
input-first = Erster Tag
input-last = Letzter Tag
input-last-hint = Leer: nur dieser eine Tag. „offen“: bis auf Weiteres.
input-day-example = 24. Dezember, nächsten Montag
input-note-away = Ein Wort dazu, wenn du magst
send-away = Mitteilen
day-unreadable = Diesen Tag kann ich nicht lesen. Versuch es mit „24. Dezember“ oder „Montag“.
day-over = Dieser Tag ist schon vorbei.
last-before-first = Der letzte Tag liegt vor dem ersten.
away-day = { $first }
away-span = { $first } bis { $last }
away-open-ended = ab { $first }, bis auf Weiteres
away-kept = Notiert, nicht da: { $span }. Alle, mit denen du zusammenarbeitest, hören es von mir.
away-look = Das fällt hinein:
away-falls = **{ $title }** – { $due }
away-cancelled = Zurückgenommen: { $span }.
away-told = { $name } ist nicht da: { $first } bis { $last }.
away-told-open = { $name } ist ab { $first } nicht da, bis auf Weiteres.

form-holidays = Feiertage
input-region = Wo feierst du?
input-region-example = Hamburg, Wien, Portugal
input-region-hint = An diesen Tagen bin ich still. Leer: keine.
region-unknown = Diesen Ort kenne ich nicht. Versuch es mit einem Land, einem Bundesland oder einem Kanton.

back-title = { $count ->
    [one] Schön, dass du wieder da bist. Eine Sache konnte warten
   *[other] Schön, dass du wieder da bist. { $count } Sachen konnten warten
}
back-why = Das kam, während du nicht da warst; du bekommst es einmal, zusammen.
