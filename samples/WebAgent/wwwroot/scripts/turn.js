import { element, spokenHeading } from './dom.js';
import { ToolCall } from './tool-call.js';

// An input that decides about a call has no words.
const said = text => text ? [spokenHeading('You'), element('p', { className: 'said' }, text)] : [];

/** One input and what came of it. It is built from events alone, so it looks the same when they come again from the start. */
export class Turn {
  #calls = new Map();
  #words = null;
  #note;

  constructor(text, announce, decide) {
    this.announce = announce;
    this.decide = decide;
    this.open = true;
    this.#note = element('p', { className: 'note' }, 'Waiting');
    this.node = element('article', { className: 'turn' }, ...said(text), this.#note);
  }

  started(attempt) {
    if (attempt === 1) {
      this.#add(spokenHeading('Agent'));
      this.#say('Thinking');
    } else {
      this.#add(element('p', { className: 'note', 'data-kind': 'again' }, `The server was gone in the middle. The turn goes on, attempt ${attempt}.`));
      this.#say('Thinking');
      this.announce('The turn goes on.');
    }
  }

  part({ text, calls, how }) {
    if (text) {
      if (!this.#words) {
        this.#words = element('p', { className: 'words', 'data-open': '' });
        this.#add(this.#words);
      }
      this.#words.append(text);
      this.#say('');
    }
    for (const call of calls ?? []) {
      const shown = new ToolCall(call);
      this.#calls.set(call.id, shown);
      this.#add(shown.node);
      this.#say('');
    }
    if (how) {
      this.ended(how);
    }
  }

  ended(how) {
    if (this.#words) {
      delete this.#words.dataset.open;
      this.#words.dataset.how = how;
      if (how === 'complete') {
        this.announce(this.#words.textContent);
      }
      this.#words = null;
    }
  }

  has(call) {
    return this.#calls.has(call);
  }

  question({ call, request }) {
    const shown = this.#calls.get(call);
    shown.ask(approved => this.decide(request, call, approved));
    this.announce(`${shown.title}: waits for you`);
  }

  decision({ call, how }) {
    this.#calls.get(call).decided(how);
  }

  tool(call) {
    const shown = this.#calls.get(call);
    shown?.become('running');
    this.announce(`${shown?.title}: running`);
  }

  result({ call, how, result }) {
    this.#calls.get(call)?.answer(how, result);
    this.#say('Thinking');
  }

  stopping() {
    this.#say('Stopping');
  }

  settled(how, error) {
    this.open = false;
    this.#note.dataset.kind = how;
    this.#say(how === 'completed' ? '' : how === 'aborted' ? 'Stopped.' : error ?? 'There is no answer.');
    if (how !== 'completed') {
      this.announce(this.#note.textContent);
    }
  }

  #add(node) {
    this.#note.before(node);
  }

  #say(text) {
    this.#note.textContent = text;
    this.#note.hidden = text === '';
  }
}
