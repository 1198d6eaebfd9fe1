// The caller's runs, the latest first.
import { get } from './api.js';
import { moment, seconds } from './amounts.js';
import { h } from './dom.js';
import { badge } from './run-state.js';

function line(run) {
  const text = run.order.requirement;
  return h('tr', {},
    h('td', {}, h('a', { href: '#/runs/' + run.id }, text.length > 140 ? text.slice(0, 139) + '…' : text)),
    h('td', {}, badge(run)),
    h('td', { 'data-label': 'Asked' }, moment(run.queued)),
    h('td', { class: 'number', 'data-label': 'Took' }, run.outcome ? seconds(run.outcome.seconds) : '–'));
}

export async function showHistory(place) {
  const { runs } = await get('/api/runs');
  place.append(h('h1', {}, 'History'));
  if (runs.length === 0) {
    place.append(h('p', { class: 'quiet' }, 'No runs yet. ', h('a', { href: '#/new' }, 'Start one.')));
    return;
  }
  place.append(h('div', { class: 'sheet' }, h('table', { class: 'stack' },
    h('thead', {}, h('tr', {}, h('th', {}, 'Requirement'), h('th', {}, 'State'), h('th', {}, 'Asked'), h('th', { class: 'number' }, 'Took'))),
    h('tbody', {}, runs.map(line)))));
}
