# Questions and answers.

command-ask = ask
command-ask-does = ask a question about a task
command-ask-example = ask
command-answer = answer
command-answer-does = answer the question that waits for you
command-answer-example = answer
ask-nothing = No task is open that you could ask about.
answer-nothing = No question waits for you.

form-ask = Ask a question
form-answer = Answer
input-question = What would you like to know?
input-answer = Your answer
send-ask = Ask
send-answer = Answer
about-task = About **{ $title }**
question-quoted = “{ $text }”

question-asked = { $name } asks about **{ $title }**:
question-how = Simply reply in the thread, or use the button.
question-answered = { $name } has answered.
question-yours = Your question: { $text }
news-answered = { $name } has answered your question about **{ $title }**:

asked-by-me = Your question is on its way to { $name }; if it is not working time there, it waits until then.
answered-by-me = Your answer is on its way to { $name }.
answered-already = That question about **{ $title }** is answered already. If there is more to say, reply in the thread.
asked-by-yourself = You asked that yourself; { $name } is the one to answer.
which-question = Several questions wait for you. Please use the Answer button below the one you mean.

button-question-answer = Answer
