import { element } from './dom.js';

const words = { look_up_order: 'Look up order', open_refund: 'Open refund for', cancel_order: 'Cancel order' };
const money = new Set(['amount', 'paid', 'refunded']);
const states = {
  asked: 'Asked for', running: 'Running', completed: 'Done', refused: 'Refused', unknown: 'Outcome unknown', notRun: 'Not run',
  waiting: 'Waits for you', approved: 'Approved', rejected: 'Rejected', passedOver: 'Not approved', failed: 'Failed',
};

/** A call of a tool: one line that opens to its arguments and its result. */
export class ToolCall {
  constructor({ name, arguments: given }) {
    const order = given?.order_id;
    this.title = [words[name] ?? name.replaceAll('_', ' '), order].filter(Boolean).join(' ');
    this.state = element('span', { className: 'state' });
    this.facts = element('div', { className: 'facts' }, ...facts('Asked with', given ?? {}));
    this.node = element('details', { className: 'call' },
      element('summary', {},
        element('span', { className: 'what' }, `${words[name] ?? name.replaceAll('_', ' ')} `, ...(order ? [element('b', {}, order)] : [])),
        this.state),
      this.facts);
    this.become('asked');
  }

  become(state) {
    this.node.dataset.state = state;
    this.state.textContent = states[state];
  }

  /** Asks whether the call may run. What is shown above the question is what runs. */
  ask(decide) {
    this.become('waiting');
    const choice = (text, className, approved) => {
      const button = element('button', { type: 'button', className }, text);
      button.addEventListener('click', () => {
        this.decision.querySelectorAll('button').forEach(other => { other.disabled = true; });
        decide(approved);
      });
      return button;
    };
    this.decision = element('div', { className: 'choices', role: 'group', 'aria-label': this.title }, choice('Reject', 'quiet', false), choice('Approve', '', true));
    this.facts.append(this.decision);
    this.node.open = true;
  }

  decided(how) {
    if (how !== 'refused') {
      this.decision?.remove();
      this.node.open = false;
      this.become(how);
    }
  }

  /** @param {string} how What is known of the outcome. */
  answer(how, result) {
    this.become(how === 'completed' && result?.error ? 'refused' : how);
    this.facts.append(...facts(how === 'completed' ? 'Answered' : 'What the model is told', result ?? {}));
  }
}

function facts(title, values) {
  const pairs = typeof values === 'object' ? Object.entries(values) : [['answer', values]];
  return [
    element('h3', {}, title),
    element('dl', {}, ...pairs.flatMap(([name, value]) => [
      element('dt', {}, name.replaceAll('_', ' ')),
      element('dd', {}, inWords(name, value)),
    ])),
  ];
}

// The shop's amounts are in EUR, and 39.90 has two decimals.
function inWords(name, value) {
  if (typeof value === 'number' && money.has(name)) {
    return `${value.toFixed(2)} EUR`;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
