// Which view is shown. A view is a function (place, name, signal): it fills the place, and stops when the signal is given.
import { Refusal } from './api.js';
import { h, problem } from './dom.js';
import { showNew } from './view-new.js';
import { showRun } from './view-run.js';
import { showHistory } from './view-history.js';
import { showModels } from './view-models.js';
import { showKnowledge } from './view-knowledge.js';
import { showTunings, showTuning } from './view-tunings.js';
import { showBenches, showBench } from './view-benches.js';
import { showKey } from './view-key.js';

const VIEWS = {
  new: { title: 'New run', whole: showNew },
  runs: { title: 'History', whole: showHistory, one: showRun },
  models: { title: 'Models', whole: showModels },
  knowledge: { title: 'Knowledge', whole: showKnowledge },
  tunings: { title: 'Tuning', whole: showTunings, one: showTuning },
  benches: { title: 'Benchmarks', whole: showBenches, one: showBench },
};

const main = document.getElementById('main');
let leaving = new AbortController();
let visited = false;

async function show() {
  leaving.abort();
  leaving = new AbortController();
  const signal = leaving.signal;
  const [, section = 'new', name] = (location.hash || '#/new').split('/');
  const view = VIEWS[section] ?? VIEWS.new;
  document.title = view.title + ' - GPIoT';
  for (const link of document.querySelectorAll('#nav a')) {
    link.hash === '#/' + section ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
  }
  const place = h('div');
  main.replaceChildren(place);
  if (visited) {
    window.scrollTo(0, 0);
    main.focus();
  }
  visited = true;
  try {
    await (name && view.one ? view.one(place, decodeURIComponent(name), signal) : view.whole(place, undefined, signal));
  } catch (error) {
    if (signal.aborted) {
      return;
    }
    error instanceof Refusal && error.status === 401 ? showKey(place, show) : place.append(problem(error));
  }
}

document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault(); // its address is no view's
  main.focus();
});
// a file that misses its place must not replace the page
for (const kind of ['dragover', 'drop']) {
  window.addEventListener(kind, event => event.preventDefault());
}
window.addEventListener('hashchange', show);
show();
