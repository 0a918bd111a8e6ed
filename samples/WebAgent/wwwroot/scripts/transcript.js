import { Turn } from './turn.js';

const nearEnd = 120;

/** The conversation that is open: takes events in their order, each of them once. */
export class Transcript {
  #turns = new Map();
  #current = null;

  constructor(node, announce) {
    this.node = node;
    this.announce = announce;
  }

  clear() {
    this.#turns.clear();
    this.#current = null;
    this.node.replaceChildren();
  }

  /** The receipt of the input that is not settled and was accepted first. */
  get running() {
    return [...this.#turns].find(([, turn]) => turn.open)?.[0];
  }

  take(kind, what) {
    const atEnd = window.innerHeight + window.scrollY > document.documentElement.scrollHeight - nearEnd;
    this.#apply(kind, what);
    if (atEnd || kind === 'input') {
      window.scrollTo(0, document.documentElement.scrollHeight);
    }
  }

  #apply(kind, what) {
    const turn = this.#turns.get(what.receipt);
    switch (kind) {
      case 'input': {
        const begun = new Turn(what.text, this.announce);
        this.#turns.set(what.receipt, begun);
        this.node.append(begun.node);
        break;
      }
      case 'started':
        this.#current = turn;
        turn?.started(what.attempt);
        break;
      case 'part':
        this.#current?.part(what);
        break;
      case 'ended':
        this.#current?.ended(what.how);
        break;
      case 'tool':
        this.#current?.tool(what.call);
        break;
      case 'result':
        this.#current?.result(what);
        break;
      case 'stopping':
        turn?.stopping();
        break;
      case 'settled':
        turn?.settled(what.how, what.error);
        break;
    }
  }
}
