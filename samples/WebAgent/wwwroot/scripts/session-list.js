import { listQuestions, listSessions } from './api.js';
import { element } from './dom.js';

const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** The owner's conversations, the latest first. */
export class SessionList {
  #continuation = null;

  constructor(list, older, remove) {
    this.list = list;
    this.older = older;
    this.remove = remove;
    older.addEventListener('click', () => this.#load(this.#continuation));
  }

  /** Reads the list anew. */
  refresh() {
    return this.#load(null);
  }

  /** Marks the conversation that is open. */
  mark(id) {
    this.current = id;
    for (const link of this.list.querySelectorAll('a')) {
      if (link.hash === `#${id}`) {
        link.setAttribute('aria-current', 'page');
      } else {
        link.removeAttribute('aria-current');
      }
    }
  }

  async #load(continuation) {
    const [page, waiting] = await Promise.all([listSessions(continuation), listQuestions()]);
    const lines = page.sessions.filter(session => session.title).map(session => this.#line(session, waiting.includes(session.id)));
    if (continuation) {
      this.list.append(...lines);
    } else {
      this.list.replaceChildren(...lines);
    }
    this.#continuation = page.continuation;
    this.older.hidden = !page.continuation;
    this.mark(this.current);
  }

  #line({ id, title, updatedAt }, waits) {
    const remove = element('button', { type: 'button', 'aria-label': `Delete: ${title}` }, '\u00d7');
    remove.addEventListener('click', () => this.remove(id, title));
    return element('li', {},
      element('a', { href: `#${id}` }, element('span', {}, title), ...(waits ? [element('strong', {}, 'Waits for you')] : []),
        element('time', { datetime: updatedAt }, when.format(new Date(updatedAt)))),
      remove);
  }
}
