# Was in den nächsten vier Wochen käme.

command-preview = vorschau
command-preview-does = sehen, was ich dir in den nächsten vier Wochen schicken würde
command-preview-example = vorschau

ahead-title = Das käme von mir: { $first } bis { $last }
ahead-day = **{ $day }**
ahead-line = { $time } · { $what } – { $why }
ahead-away = du bist nicht da
ahead-away-only = nur für { $names } bist du nicht da
ahead-holiday = Feiertag
ahead-clocks-forward = die Uhren werden vorgestellt
ahead-clocks-back = die Uhren werden zurückgestellt
ahead-more = { $count ->
    [one] … und noch etwas.
   *[other] … und noch { $count } Nachrichten.
}
ahead-nothing = Nichts, so wie es jetzt aussieht.
ahead-waits = Das ist schon geschrieben und wartet auf den passenden Moment.
ahead-again = Du hast das bis dahin aufgeschoben.
ahead-why = So sieht es aus, wenn sich nichts ändert. Was andere bis dahin tun, kommt dazu.
button-preview-earlier = Woche davor
button-preview-later = Woche danach
