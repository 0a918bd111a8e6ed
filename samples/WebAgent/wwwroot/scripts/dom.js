// Elements from plain text, and from nothing else.

/** An element with a class, attributes and children; texts stay texts. */
export function element(name, { className, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** A heading that only those hear who do not see. */
export const spokenHeading = text => element('h2', { className: 'hidden-text' }, text);
