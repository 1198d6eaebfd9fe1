// Benchmarks that were run, and their figures.
import { download, get } from './api.js';
import { figure, moment } from './amounts.js';
import { action, h } from './dom.js';

export async function showBenches(place) {
  const { benches } = await get('/api/benches');
  place.append(h('h1', {}, 'Benchmarks'));
  if (benches.length === 0) {
    place.append(h('p', { class: 'quiet' }, 'No benchmark in the folder of results. ', h('code', {}, './gpiot bench'), ' runs one.'));
    return;
  }
  place.append(h('div', { class: 'sheet' }, h('table', { class: 'stack' },
    h('thead', {}, h('tr', {}, h('th', {}, 'Result'), h('th', {}, 'Suite'), h('th', {}, 'Model'), h('th', {}, 'Started'))),
    h('tbody', {}, benches.map(one => h('tr', {},
      h('td', {}, h('a', { href: '#/benches/' + encodeURIComponent(one.name) }, one.name)),
      h('td', { 'data-label': 'Suite' }, one.suite),
      h('td', { 'data-label': 'Model' }, one.model + (one.adapter ? ' with an adapter' : '')),
      h('td', { 'data-label': 'Started' }, one.started ? moment(one.started) : '–')))))));
}

function interval({ mean, low, high, count }) {
  return [h('td', { class: 'number', 'data-label': 'Mean' }, figure(mean)),
    h('td', { class: 'number', 'data-label': 'Interval' }, figure(low) + ' – ' + figure(high)),
    h('td', { class: 'number', 'data-label': 'Tasks' }, String(count))];
}

const HEADS = ['Mean', 'Interval', 'Tasks'].map(head => h('th', { class: 'number' }, head));

function groups(title, found) {
  const entries = Object.entries(found ?? {});
  return entries.length === 0 ? null : h('section', { class: 'sheet' }, h('h2', {}, title),
    h('table', { class: 'stack' }, h('thead', {}, h('tr', {}, h('th', {}, ''), HEADS.map(head => head.cloneNode(true)))),
      h('tbody', {}, entries.map(([name, value]) => h('tr', {}, h('td', {}, name), interval(value))))));
}

export async function showBench(place, name) {
  const path = '/api/benches/' + encodeURIComponent(name);
  const summary = await get(path);
  const outcomes = Object.entries(summary.outcomes ?? {}).filter(([, count]) => count > 0);
  place.append(
    h('div', { class: 'row apart field' }, h('h1', {}, name), action('Whole report', () => download(path + '/report', name + '.html'))),
    h('section', { class: 'sheet' }, h('h2', {}, 'Measures'),
      h('table', { class: 'stack' }, h('thead', {}, h('tr', {}, h('th', {}, 'Measure'), HEADS.map(head => head.cloneNode(true)), h('th', { class: 'number' }, 'Paper'))),
        h('tbody', {}, summary.measures.map(one => h('tr', {}, h('td', {}, one.name), interval(one.interval),
          h('td', { class: 'number', 'data-label': 'Paper' }, one.paper || '–')))))),
    h('section', { class: 'sheet' }, h('h2', {}, 'Outcomes'),
      h('table', {}, h('tbody', {}, outcomes.map(([kind, count]) => h('tr', {}, h('td', {}, kind.toLowerCase()), h('td', { class: 'number' }, String(count))))))));
  place.append(...[groups('By domain', summary.domains), groups('By level', summary.levels)].filter(one => one));
}
