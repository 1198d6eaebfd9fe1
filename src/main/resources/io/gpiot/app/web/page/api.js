// The server's API. The key, where one is needed, stays in this tab only.

const KEY = 'gpiot-key';

export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export function setKey(key) {
  sessionStorage.setItem(KEY, key);
}

export function hasKey() {
  return sessionStorage.getItem(KEY) !== null;
}

function headers(more = {}) {
  const key = sessionStorage.getItem(KEY);
  return key ? { ...more, Authorization: 'Bearer ' + key } : more;
}

async function send(method, path, { json, form, extra, signal } = {}) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      signal,
      headers: headers(json === undefined ? extra : { 'Content-Type': 'application/json' }),
      body: json === undefined ? form : JSON.stringify(json),
    });
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new Refusal(0, 'the server does not answer; is it still running?');
  }
  if (!answer.ok) {
    let message = 'the server answered ' + answer.status;
    try {
      message = (await answer.json()).error.message;
    } catch { /* not one of our answers, such as a proxy's */ }
    throw new Refusal(answer.status, message);
  }
  return answer;
}

export async function get(path, options) {
  return (await send('GET', path, options)).json();
}

export async function text(path) {
  return (await send('GET', path)).text();
}

export async function blob(path) {
  return (await send('GET', path)).blob();
}

export async function change(method, path, json = {}) {
  return (await send(method, path, { json })).json();
}

export async function upload(path, form) {
  return (await send('POST', path, { form })).json();
}

export async function download(path, name) {
  const url = URL.createObjectURL(await blob(path));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/** A file's path in a URL: its slashes stay. */
export function filePath(run, name) {
  return '/api/runs/' + run + '/files/' + name.split('/').map(encodeURIComponent).join('/');
}

/**
 * Hears a run's events until it ends or the signal is given; comes back after a lost connection where it was.
 * EventSource cannot send a key, so the stream is read by hand.
 */
export async function follow(run, hear, signal) {
  let position = 0;
  while (!signal.aborted) {
    try {
      const answer = await send('GET', '/api/runs/' + run + '/events', {
        extra: { 'Last-Event-ID': String(position) },
        signal,
      });
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (;;) {
        const { value, done } = await reader.read();
        if (done) {
          break;
        }
        const blocks = (rest + value).split('\n\n');
        rest = blocks.pop();
        for (const block of blocks) {
          if (block.startsWith('event: end')) {
            return;
          }
          const data = block.split('\n').find(line => line.startsWith('data: '));
          if (data) {
            const event = JSON.parse(data.slice(6));
            position = event.position;
            hear(event);
          }
        }
      }
    } catch (error) {
      if (signal.aborted || error instanceof Refusal && error.status >= 400 && error.status < 500) {
        return;
      }
    }
    await new Promise(resume => setTimeout(resume, 1000));
  }
}
