import { createSession, decide, deleteSession, newId, say, stop } from './api.js';
import { Composer } from './composer.js';
import { Confirmation } from './confirmation.js';
import { follow } from './follow.js';
import { SessionList } from './session-list.js';
import { Transcript } from './transcript.js';

const byId = id => document.getElementById(id);
const states = { idle: 'Ready', live: 'Live', lost: 'Reconnecting', gone: 'Not found' };
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let current = null;       // the session that is open
let unfollow = () => { };

const announce = text => { byId('announcer').textContent = text; };
const list = new SessionList(byId('list'), byId('older'), remove);
const transcript = new Transcript(byId('transcript'), announce, (request, call, approved) => {
  decide(current, request, call, approved).catch(error => { byId('problem').textContent = error.message; });
});
const confirmation = new Confirmation(byId('deletion'), byId('deletion-what'));
const composer = new Composer(byId('composer'), send);

function connection(state) {
  if (byId('connection').dataset.state !== state) {
    byId('connection').dataset.state = state;
    byId('connection').textContent = states[state];
  }
}

/** Shows a session from its first entry on, or the beginning of a new one. */
function show(id) {
  unfollow();
  unfollow = () => { };
  current = id;
  transcript.clear();
  byId('welcome').hidden = id !== null;
  byId('stop').hidden = true;
  list.mark(id);
  openMenu(false);
  connection('idle');
  if (id !== null) {
    unfollow = follow(id, {
      live: () => connection('live'),
      lost: () => connection('lost'),
      gone: () => connection('gone'),
      entry(kind, what) {
        transcript.take(kind, what);
        byId('stop').hidden = !transcript.running;
        if (kind === 'settled') {
          list.refresh();
        }
      },
    });
  }
}

async function send(text) {
  if (current === null) {
    const id = newId();
    await createSession(id);
    history.pushState(null, '', `#${id}`);
    show(id);
  }
  await say(current, newId(), text);
  list.refresh();
}

async function remove(id, title) {
  if (!await confirmation.ask(title)) {
    return;
  }
  const open = id === current;
  if (open) {
    unfollow();   // else it would look for what is gone
  }
  try {
    await deleteSession(id);
  } catch (error) {
    byId('problem').textContent = error.message;
    if (open) {
      show(id);
    }
    return;
  }
  if (open) {
    history.replaceState(null, '', '#new');   // the way back leads past it
    show(null);
  }
  await list.refresh();
  announce('Deleted.');
  (open ? byId('message') : byId('begin')).focus();
}

function openMenu(open) {
  byId('sessions').toggleAttribute('data-open', open);
  byId('menu').setAttribute('aria-expanded', open);
}

function fromAddress() {
  const id = location.hash.slice(1);
  show(isId.test(id) ? id : null);
}

window.addEventListener('hashchange', () => {
  fromAddress();
  composer.focus();
});
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();   // the address says which conversation is open
  composer.focus();
});
byId('menu').addEventListener('click', () => openMenu(byId('menu').getAttribute('aria-expanded') === 'false'));
byId('sessions').addEventListener('click', event => {
  if (event.target.closest('a')) {
    openMenu(false);
  }
});
byId('sessions').addEventListener('keydown', event => {
  if (event.key === 'Escape' && byId('menu').getAttribute('aria-expanded') === 'true') {
    openMenu(false);
    byId('menu').focus();
  }
});
byId('stop').addEventListener('click', () => stop(current, transcript.running));
byId('suggestions').addEventListener('click', event => {
  if (event.target.matches('button')) {
    composer.submit(event.target.textContent);
  }
});

fromAddress();
list.refresh();
