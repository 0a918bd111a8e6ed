/** The box that the customer writes in. What was written stays there until the server has stored it. */
export class Composer {
  constructor(form, send) {
    this.box = form.querySelector('textarea');
    this.button = form.querySelector('[type=submit]');
    this.problem = form.querySelector('[role=alert]');
    this.send = send;
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.submit(this.box.value);
    });
    this.box.addEventListener('keydown', event => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
  }

  focus() {
    this.box.focus();
  }

  async submit(text) {
    if (!text.trim() || this.box.readOnly) {
      return;
    }
    this.box.value = text;
    this.#sending(true);
    try {
      await this.send(text.trim());
      this.box.value = '';
    } catch (error) {
      this.problem.textContent = error.message;
    }
    this.#sending(false);
    this.focus();
  }

  #sending(busy) {
    this.box.readOnly = busy;
    this.button.textContent = busy ? 'Sending' : 'Send';
    if (busy) {
      this.problem.textContent = '';
    }
  }
}
