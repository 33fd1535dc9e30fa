// The playground's page: sends what people do, and draws a column anew when something has changed.

const columns = [...document.querySelectorAll('.column')];
const status = document.getElementById('status');
const state = new Map(columns.map((column) => [column, { thread: '', drawn: 0 }]));

async function post(path, data) {
  try {
    const response = await fetch(`/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(data),
    });
    status.textContent = response.ok ? '' : document.body.dataset.failed;
    return response.ok;
  } catch {
    status.textContent = document.body.dataset.stopped;
    return false;
  }
}

// Columns

const who = (column) => column.dataset.who;
const logs = (column) => [...column.querySelectorAll('[data-log]')];

function channelOf(column) {
  const kept = sessionStorage.getItem(`channel-${who(column)}`);
  const names = logs(column).map((log) => log.dataset.log);
  return names.includes(kept) ? kept : names[0];
}

function show(column, { toEnd }) {
  const open = channelOf(column);
  for (const log of logs(column)) {
    log.hidden = log.dataset.log !== open;
    if (!log.hidden && toEnd) log.scrollTop = log.scrollHeight;
  }
  for (const tab of column.querySelectorAll('[data-channel]')) {
    if (tab.dataset.channel === open) tab.setAttribute('aria-current', 'true');
    else tab.removeAttribute('aria-current');
  }
}

function read(column) {
  const log = logs(column).find((each) => !each.hidden);
  const tab = [...column.querySelectorAll('[data-channel]')].find((each) => each.dataset.channel === log?.dataset.log);
  if (!log || log.dataset.unread === '0') return;
  log.dataset.unread = '0';
  tab?.querySelector('.badge')?.remove();
  post('read', { who: who(column), channel: log.dataset.log });
}

// The same button or input as before, if it is still there after drawing: the keyboard stays where it was.
function placeOf(element) {
  for (const name of ['data-press', 'data-channel', 'data-thread', 'data-log', 'name']) {
    const value = element?.getAttribute(name);
    if (value) return `[${name}="${CSS.escape(value)}"]`;
  }
  return null;
}

async function draw(column) {
  const mine = (state.get(column).drawn += 1);
  const response = await fetch(`/people/${encodeURIComponent(who(column))}`);
  if (!response.ok || mine !== state.get(column).drawn) return;
  const { html, now } = await response.json();
  document.getElementById('now').textContent = now;

  const view = column.querySelector('.view');
  const fresh = document.createElement('div');
  fresh.innerHTML = html;
  const before = logs(column).find((log) => !log.hidden);
  const top = before?.scrollTop ?? 0;
  const atEnd = !before || before.scrollHeight - before.clientHeight - top < 60;
  const focused = view.contains(document.activeElement) ? placeOf(document.activeElement) : null;
  const open = view.querySelector('dialog');
  const opening = fresh.querySelector('dialog');
  const same = open && opening && open.dataset.form === opening.dataset.form;
  if (same) opening.replaceWith(open); // what is being typed stays
  view.replaceChildren(...fresh.childNodes);
  show(column, { toEnd: atEnd });
  if (!atEnd) logs(column).find((log) => !log.hidden).scrollTop = top;
  if (opening && !same) (opening.querySelector('[aria-invalid]') ?? opening.querySelector('input, select, textarea'))?.focus();
  else if (open && !opening) column.querySelector('.composer input').focus();
  else if (focused) view.querySelector(focused)?.focus({ preventScroll: true });
}

function reply(column, thread, about) {
  state.get(column).thread = thread;
  const under = column.querySelector('.under');
  under.hidden = !thread;
  under.querySelector('span').textContent = about;
  column.querySelector('.composer input').focus();
}

for (const column of columns) {
  show(column, { toEnd: true });

  column.addEventListener('click', (event) => {
    const at = (selector) => event.target.closest(selector);
    const tab = at('[data-channel]');
    const press = at('[data-press]');
    const thread = at('[data-thread]');
    if (tab) {
      sessionStorage.setItem(`channel-${who(column)}`, tab.dataset.channel);
      if (state.get(column).thread) reply(column, '', '');
      show(column, { toEnd: true });
    } else if (press) {
      press.disabled = true;
      post('press', { who: who(column), channel: channelOf(column), id: press.dataset.press });
    } else if (thread) {
      reply(column, thread.dataset.thread, thread.dataset.about);
    } else if (at('[data-close]')) {
      post('close', { who: who(column) });
    } else if (at('[data-leave]')) {
      reply(column, '', '');
    }
    read(column);
  });

  column.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    if (event.target.closest('dialog')) post('close', { who: who(column) });
    else if (state.get(column).thread) reply(column, '', '');
  });

  column.addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = event.target;
    if (form.matches('.composer')) {
      const input = form.elements.text;
      const text = input.value;
      if (!text.trim()) return;
      input.value = '';
      const { thread } = state.get(column);
      const sent = await post('write', { who: who(column), channel: channelOf(column), text, thread });
      if (sent) read(column);
      else input.value = text;
    } else {
      const values = {};
      for (const put of form.querySelectorAll('[name]')) values[put.name] ??= '';
      for (const [name, value] of new FormData(form)) values[name] = values[name] ? `${values[name]},${value}` : value;
      await post('submit', { who: who(column), values });
    }
  });
}

// The clock, people, channels

document.querySelector('.clock').addEventListener('click', async (event) => {
  const button = event.target.closest('[data-clock]');
  if (!button) return;
  button.disabled = true;
  await post('clock', { to: button.dataset.clock });
  button.disabled = false;
});

for (const form of document.querySelectorAll('[data-post]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (await post(form.dataset.post, Object.fromEntries(new FormData(form)))) location.reload();
  });
}

const changes = new EventSource('/events');
changes.onmessage = () => columns.forEach(draw);
changes.onopen = () => { status.textContent = ''; };
changes.onerror = () => { status.textContent = document.body.dataset.stopped; };
