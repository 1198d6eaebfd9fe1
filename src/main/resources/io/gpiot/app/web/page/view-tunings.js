// Tunings and their curves; those of one under way grow.
import { get } from './api.js';
import { chart } from './chart.js';
import { h, say } from './dom.js';

const CHARTS = [
  ['Loss', ['loss', 'loss_path1', 'loss_path2', 'development_loss']],
  ['Development scores', ['development_score', 'development_pass@1', 'development_bleu', 'development_fcr']],
  ['Learning rate', ['rate']],
  ['Gradient norm', ['gradient_norm']],
  ['Tokens a second', ['tokens_per_second']],
];
const PAUSE = 5000;

export async function showTunings(place) {
  const { tunings } = await get('/api/tunings');
  place.append(h('h1', {}, 'Tuning'));
  if (tunings.length === 0) {
    place.append(h('p', { class: 'quiet' }, 'No tuning in the folder of results. ', h('code', {}, './gpiot tune recipes/pect.yaml'), ' starts one.'));
    return;
  }
  place.append(h('div', { class: 'sheet' }, h('table', { class: 'stack' },
    h('thead', {}, h('tr', {}, h('th', {}, 'Tuning'), h('th', {}, 'Base'), h('th', {}, 'State'), h('th', { class: 'number' }, 'Steps'))),
    h('tbody', {}, tunings.map(one => h('tr', {},
      h('td', {}, h('a', { href: '#/tunings/' + encodeURIComponent(one.name) }, one.name)),
      h('td', { 'data-label': 'Base' }, one.base || '–'),
      h('td', { 'data-label': 'State' }, one.done ? 'has an adapter' : 'no adapter yet'),
      h('td', { class: 'number', 'data-label': 'Steps' }, String(one.steps))))))));
}

export async function showTuning(place, name, signal) {
  const charts = h('div', { class: 'charts' });
  const summary = h('p', { class: 'quiet' });
  let lines = -1;
  place.append(h('h1', {}, name), summary, charts);

  async function draw() {
    const { metrics } = await get('/api/tunings/' + encodeURIComponent(name), { signal });
    if (metrics.length === lines) {
      return;
    }
    lines = metrics.length;
    summary.textContent = lines === 0 ? 'Nothing is written down yet.' : 'Step ' + metrics.at(-1).step;
    charts.replaceChildren(...CHARTS.map(([title, names]) => chart(title, names.map(one => ({
      name: one.replaceAll('_', ' '),
      points: metrics.filter(line => Number.isFinite(line[one])).map(line => [line.step, line[one]]),
    })))).filter(one => one));
  }

  await draw();
  (async () => {
    while (!signal.aborted) {
      await new Promise(resume => setTimeout(resume, PAUSE));
      if (!signal.aborted && !document.hidden) {
        await draw().catch(error => error.name === 'AbortError' || say(error.message));
      }
    }
  })();
}
