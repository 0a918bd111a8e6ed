// Follows a session. The browser reconnects by itself and tells the id of the last event that it has; where it gives up, this goes on.

const kinds = ['input', 'started', 'part', 'ended', 'tool', 'result', 'question', 'decision', 'stopping', 'settled', 'other'];
const retryAfter = 1000;

/**
 * @param {string} id The session.
 * @param {{ entry(kind: string, what: object): void, live(): void, lost(): void, gone(): void }} on What to do.
 * @returns {() => void} Ends the following.
 */
export function follow(id, on) {
  const path = `/api/sessions/${id}/events`;
  let next = 0;
  let source;
  let ended = false;

  function connect() {
    source = new EventSource(path);
    source.addEventListener('connected', () => on.live());
    for (const kind of kinds) {
      source.addEventListener(kind, event => take(kind, event));
    }
    source.onerror = () => {
      on.lost();
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(again, retryAfter);
      }
    };
  }

  // An entry is shown once, whatever the wire repeats.
  function take(kind, event) {
    const entry = Number(event.lastEventId);
    if (entry === next) {
      next++;
      on.entry(kind, JSON.parse(event.data));
    }
  }

  async function again() {
    if (ended) {
      return;
    }
    const probe = new AbortController();
    const status = await fetch(path, { signal: probe.signal }).then(answer => answer.status, () => 0);
    probe.abort();
    if (ended) {
      return;
    }
    if (status === 404) {
      on.gone();
    } else if (status === 200) {
      connect();
    } else {
      setTimeout(again, retryAfter);
    }
  }

  connect();
  return () => {
    ended = true;
    source.close();
  };
}
