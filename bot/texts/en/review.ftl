button-task-submit = Submit
button-task-good = Looks good
button-task-enough = Good enough
button-task-change = Please change
button-task-thank = Say thanks
