// What the page asks of the server. Each change has an id that the page makes up, so a request that got no answer is sent again
// until there is one: the server takes it once.

const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

/** A random id, also where the page is not served over https. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

async function send(method, path, body) {
  for (let wait = 250; ; wait = Math.min(2 * wait, 2000)) {
    try {
      const answer = await fetch(path, {
        method,
        headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      if (answer.status < 500) {
        return answer;
      }
    } catch {
      // No server. It comes back.
    }
    await pause(wait);
  }
}

async function demand(method, path, body) {
  const answer = await send(method, path, body);
  if (!answer.ok) {
    throw new Error(answer.status === 404 ? 'There is no such conversation.' : `The server refused that (${answer.status}).`);
  }
  return answer;
}

export const createSession = id => demand('PUT', `/api/sessions/${id}`);
export const deleteSession = async id => {
  const answer = await send('DELETE', `/api/sessions/${id}`);
  if (!answer.ok && answer.status !== 404) {   // not there: a request that got no answer was taken
    throw new Error(`The server refused that (${answer.status}).`);
  }
};
export const say = (id, key, text) => demand('PUT', `/api/sessions/${id}/inputs/${key}`, { text });
export const stop = (id, receipt) => demand('DELETE', `/api/sessions/${id}/inputs/${receipt}`);

export const decide = (id, request, call, approved) => demand('PUT', `/api/sessions/${id}/decisions/${encodeURIComponent(request)}`, { call, approved });
export const listQuestions = async () => (await demand('GET', '/api/questions')).json();

export async function listSessions(continuation) {
  const answer = await demand('GET', `/api/sessions${continuation ? `?continuation=${encodeURIComponent(continuation)}` : ''}`);
  return answer.json();
}
