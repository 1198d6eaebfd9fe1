// Models and adapters.
import { get } from './api.js';
import { bytes } from './amounts.js';
import { h } from './dom.js';

export async function showModels(place) {
  const { served, models, adapters, memory } = await get('/api/models');
  place.append(
    h('h1', {}, 'Models and adapters'),
    h('section', { class: 'sheet' }, h('h2', {}, 'Served now'),
      h('p', {}, h('strong', {}, served.id), `, ${served.context.toLocaleString()} tokens of context, `, served.adapter ? 'with an adapter' : 'without an adapter'),
      h('p', { class: 'quiet small' }, 'SHA-256 ', served.sha256),
      served.adapter && h('p', { class: 'quiet small' }, 'Adapter ', served.adapter)),
    h('section', { class: 'sheet' }, h('h2', {}, 'Known models'),
      h('table', { class: 'stack' },
        h('thead', {}, h('tr', {}, h('th', {}, 'Model'), h('th', {}, 'Here'), h('th', {}, 'Licence'), h('th', { class: 'number' }, 'Size'), h('th', { class: 'number' }, 'Memory'))),
        h('tbody', {}, models.map(model => h('tr', {},
          h('td', {}, model.name, ' ', model.usual && h('span', { class: 'badge quiet' }, 'default'), h('div', { class: 'quiet small' }, model.id)),
          h('td', { 'data-label': 'Here' }, model.installed ? 'yes' : 'no'),
          h('td', { 'data-label': 'Licence' }, model.licence),
          h('td', { class: 'number', 'data-label': 'Size' }, bytes(model.bytes)),
          h('td', { class: 'number', 'data-label': 'Memory' }, bytes(model.memoryBytes)))))),
      h('p', { class: 'quiet small' }, `Memory is an estimate for 4,096 tokens and 8 answers at once; this machine has ${bytes(memory.total)}, ${bytes(memory.available)} of it available now.`),
      h('p', { class: 'quiet small' }, 'To fetch a model: ', h('code', {}, './gpiot models pull ID'), '. To serve another: ', h('code', {}, './gpiot serve --model ID'), '.')),
    h('section', { class: 'sheet' }, h('h2', {}, 'Adapters'),
      adapters.length === 0 ? h('p', { class: 'quiet' }, 'None yet: ', h('code', {}, './gpiot tune recipes/pect.yaml'), ' makes one.')
        : h('table', { class: 'stack' },
          h('thead', {}, h('tr', {}, h('th', {}, 'Tuning'), h('th', {}, 'Rank'), h('th', {}, 'This model'), h('th', {}, 'Served'))),
          h('tbody', {}, adapters.map(one => h('tr', {},
            h('td', {}, h('a', { href: '#/tunings/' + encodeURIComponent(one.name) }, one.name)),
            h('td', { 'data-label': 'Rank' }, String(one.rank)),
            h('td', { 'data-label': 'This model' }, one.fits ? 'fits' : 'another base'),
            h('td', { 'data-label': 'Served' }, one.loaded ? 'yes' : 'no')))))));
}
