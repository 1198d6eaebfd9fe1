// What programs are written with: search, add, remove.
import { change, get, upload } from './api.js';
import { action, h, problem } from './dom.js';
import { dropZone } from './drop.js';

function passage(one) {
  const origin = one.kind === 'CARD' ? 'card, ' + (one.domain || one.source) : one.source + (one.page ? ', page ' + one.page : '');
  const text = one.text.replace(/^#+ .*\n/, ''); // a card's own title
  return h('div', { class: 'passage' }, h('h3', {}, one.title), h('div', { class: 'quiet small' }, origin),
    h('details', {}, h('summary', { class: 'small' }, text.replace(/\s+/g, ' ').slice(0, 150) + '…'), h('p', { class: 'small' }, text)));
}

export async function showKnowledge(place) {
  const query = h('input', { type: 'search', id: 'query', required: true, placeholder: 'remove baseline wander from an ECG' });
  const found = h('div', { 'aria-live': 'polite' });
  const sources = h('div', {}, h('p', { class: 'quiet' }, 'Loading…'));

  async function search(event) {
    event.preventDefault();
    found.replaceChildren(h('p', { class: 'quiet' }, 'Searching…'));
    try {
      const { passages } = await get('/api/knowledge/search?query=' + encodeURIComponent(query.value));
      found.replaceChildren(...passages.length > 0 ? passages.map(passage) : [h('p', { class: 'quiet' }, 'Nothing fits.')]);
    } catch (error) {
      found.replaceChildren(problem(error));
    }
  }

  async function list() {
    const { sources: all } = await get('/api/knowledge');
    sources.replaceChildren(h('table', { class: 'stack' },
      h('thead', {}, h('tr', {}, h('th', {}, 'Document'), h('th', {}, 'Kind'), h('th', { class: 'number' }, 'Passages'), h('th', {}, h('span', { class: 'quiet' }, '')))),
      h('tbody', {}, all.map(one => h('tr', {},
        h('td', {}, one.title, h('div', { class: 'quiet small' }, one.name)),
        h('td', { 'data-label': 'Kind' }, one.kind.toLowerCase()),
        h('td', { class: 'number', 'data-label': 'Passages' }, String(one.passages)),
        h('td', { class: 'number' }, one.own && action('Remove', async () => {
          if (confirm(`Take ${one.name} out of the knowledge of all who use this server?`)) {
            await change('DELETE', '/api/knowledge/' + encodeURIComponent(one.name));
            await list();
          }
        }, '', 'Remove ' + one.name)))))));
  }

  const added = h('ul', { class: 'files', 'aria-live': 'polite' });

  async function add(chosen) {
    const form = new FormData();
    chosen.forEach(({ name, file }) => form.append('files', file, name));
    added.replaceChildren(h('li', {}, 'Reading…'));
    try {
      const { outcomes } = await upload('/api/knowledge', form);
      added.replaceChildren(...outcomes.map(one => h('li', { class: one.outcome === 'refused' ? 'bad' : null },
        `${one.name}: ${one.outcome}` + (one.notes?.length ? ', ' + one.notes.join(', ') : ''))));
      await list();
    } catch (error) {
      added.replaceChildren(h('li', { class: 'bad' }, error.message));
    }
  }

  place.append(
    h('h1', {}, 'Knowledge'),
    h('p', { class: 'quiet' }, 'Expert cards, and documents that were added. The models read what fits a requirement before they write.'),
    h('form', { class: 'sheet', onsubmit: search, role: 'search' },
      h('label', { for: 'query' }, 'Search'),
      h('div', { class: 'row' }, h('div', { class: 'grow' }, query), h('button', { class: 'main' }, 'Search')), found),
    h('section', { class: 'sheet' }, h('h2', {}, 'Documents'), sources),
    h('section', { class: 'sheet' }, h('h2', {}, 'Add documents'),
      h('p', { class: 'quiet small' }, 'PDF, HTML, Markdown or text. All who use this server find them.'),
      dropZone('documents', add, '.pdf,.html,.htm,.md,.txt'), added));
  await list();
}
