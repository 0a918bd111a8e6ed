/** Asks before something is done that cannot be undone. Escape, and a click elsewhere, mean no. */
export class Confirmation {
  constructor(dialog, what) {
    this.dialog = dialog;
    this.what = what;
    dialog.addEventListener('click', event => {
      const button = event.target.closest('button');
      if (button || event.target === dialog) {
        dialog.close(button?.value ?? '');
      }
    });
  }

  /** Resolves to whether it is to be done. */
  ask(what) {
    this.what.textContent = what;
    this.dialog.returnValue = '';
    this.dialog.showModal();
    return new Promise(done => this.dialog.addEventListener('close', () => done(this.dialog.returnValue === 'yes'), { once: true }));
  }
}
