import { Turn } from './turn.js';

const nearEnd = 120;

/** The conversation that is open: takes events in their order, each of them once. */
export class Transcript {
  #turns = new Map();
  #current = null;

  constructor(node, announce, decide) {
    this.node = node;
    this.announce = announce;
    this.decide = decide;
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

  /** The turn that a call was made in: a call that waits for a decision is run in a later one. */
  #turnOf(call) {
    return [...this.#turns.values()].findLast(turn => turn.has(call));
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
        const begun = new Turn(what.text, this.announce, this.decide);
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
        this.#turnOf(what.call)?.tool(what.call);
        break;
      case 'result':
        this.#turnOf(what.call)?.result(what);
        break;
      case 'question':
        this.#turnOf(what.call)?.question(what);
        break;
      case 'decision':
        this.#turnOf(what.call)?.decision(what);
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
