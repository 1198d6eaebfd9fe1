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

/** Longer than the server is ever silent. */
const SILENCE = 30000;

function shown(signal) {
  return new Promise(resume => {
    const look = () => {
      if (!document.hidden || signal.aborted) {
        document.removeEventListener('visibilitychange', look);
        resume();
      }
    };
    document.addEventListener('visibilitychange', look);
    signal.addEventListener('abort', look);
    look();
  });
}

/** Hears one stream from a position on. @return whether the run has ended */
async function hearStream(run, position, hear, signal, alive) {
  const answer = await send('GET', '/api/runs/' + run + '/events', { extra: { 'Last-Event-ID': String(position) }, signal });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ''; ;) {
    alive();
    const { value, done } = await reader.read();
    if (done) {
      return false;
    }
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      if (block.startsWith('event: end')) {
        return true;
      }
      const data = block.split('\n').find(line => line.startsWith('data: '));
      if (data) {
        hear(JSON.parse(data.slice(6)));
      }
    }
  }
}

/**
 * Hears a run's events until it ends or the signal is given; comes back after a lost connection where it was. A hidden tab
 * holds no connection: a browser has only six for one server. EventSource cannot send a key, so the stream is read by hand.
 *
 * @param lost told true when the connection is gone, false when it is there again
 */
export async function follow(run, hear, signal, lost) {
  let position = 0;
  while (!signal.aborted) {
    await shown(signal);
    const stream = new AbortController();
    const stop = () => stream.abort();
    const hide = () => document.hidden && stop();
    let timer;
    const alive = () => {
      lost(false);
      clearTimeout(timer);
      timer = setTimeout(stop, SILENCE);
    };
    signal.addEventListener('abort', stop);
    document.addEventListener('visibilitychange', hide);
    try {
      const ended = await hearStream(run, position, event => {
        position = event.position;
        hear(event);
      }, stream.signal, alive);
      if (ended) {
        return;
      }
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      if (error instanceof Refusal && error.status >= 400 && error.status < 500) {
        throw error; // such as a run that was deleted elsewhere
      }
      lost(!document.hidden);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      document.removeEventListener('visibilitychange', hide);
    }
    await new Promise(resume => setTimeout(resume, 1000));
  }
}
