// Asks for a requirement and data, and starts a run.
import { get, upload } from './api.js';
import { bytes } from './amounts.js';
import { h, say } from './dom.js';
import { dropZone } from './drop.js';

function number(id, label, value, least, most, step = 1) {
  return h('div', {}, h('label', { for: id }, label),
    h('input', { type: 'number', id, value, min: least, max: most, step }));
}

/** What was filled in stays until a run was made of it. */
const kept = { files: new Map(), values: new Map() };

export async function showNew(place, name, signal) {
  await get('/v1/models'); // where a key is needed, it is asked for before anything is written
  const requirement = h('textarea', { id: 'requirement', required: true, rows: 5,
    placeholder: 'Detect the heartbeats in the ECG and give the heart rate in beats per minute over time.' });
  const result = h('textarea', { id: 'result', class: 'code', rows: 3,
    placeholder: 'rate (numpy.ndarray): heart rate in beats per minute, one value per beat' });
  result.style.minHeight = '4.5rem';
  const planOnly = h('input', { type: 'checkbox', id: 'plan' });
  const list = h('ul', { class: 'files', 'aria-label': 'Chosen files' });
  const { files, values } = kept;
  const start = h('button', { class: 'main' }, 'Start the run');

  function showFiles() {
    list.replaceChildren(...[...files].map(([name, file]) => h('li', {},
      h('span', { class: 'grow' }, name, ' ', h('span', { class: 'quiet small' }, bytes(file.size))),
      h('button', { type: 'button', 'aria-label': 'Remove ' + name, onclick: () => {
        files.delete(name);
        showFiles();
      } }, 'Remove'))));
  }

  const value = id => Number(place.querySelector('#' + id).value);

  async function submit(event) {
    event.preventDefault();
    if (files.size === 0) {
      say('Give at least one data file: the programs are run on it.');
      return;
    }
    const form = new FormData();
    form.append('order', JSON.stringify({
      requirement: requirement.value,
      result: result.value.split('\n').map(line => line.trim()).filter(line => line),
      planOnly: planOnly.checked,
      candidates: value('candidates'),
      rounds: value('rounds'),
      temperature: value('temperature'),
      seed: value('seed'),
    }));
    files.forEach((file, name) => form.append('files', file, name));
    start.disabled = true;
    start.textContent = 'Sending…';
    try {
      const run = await upload('/api/runs', form);
      files.clear();
      values.clear();
      if (!signal.aborted) {
        location.hash = '#/runs/' + run.id;
      }
    } catch (error) {
      say(error.message);
      start.disabled = false;
      start.textContent = 'Start the run';
    }
  }

  place.append(
    h('h1', {}, 'What should the programs do?'),
    h('p', { class: 'quiet' }, 'Small models on this machine plan the work, write Python programs, and run them on your data.'),
    h('form', { onsubmit: submit },
      h('div', { class: 'sheet' },
        h('div', { class: 'field' }, h('label', { for: 'requirement' }, 'Requirement'), requirement),
        h('div', { class: 'field' }, h('h2', {}, 'Data'),
          dropZone('files', found => {
            found.forEach(({ name, file }) => files.set(name, file));
            showFiles();
          }), list),
        h('details', {}, h('summary', {}, 'Result and settings'),
          h('div', {},
            h('div', { class: 'field' },
              h('label', { for: 'result' }, 'What the last program must return'),
              h('p', { class: 'quiet small' }, 'One value a line, as name (type): meaning. Leave it empty to let the models decide.'),
              result),
            h('div', { class: 'fields field' },
              number('candidates', 'Candidates', 8, 1, 64),
              number('rounds', 'Rounds', 2, 1, 20),
              number('temperature', 'Temperature', 0.7, 0, 2, 'any'),
              number('seed', 'Seed', 1, 0, 1000000000)),
            h('label', { class: 'plain', for: 'plan' }, planOnly, 'Stop after the plan, so that I can edit it first')))),
      start));
  const fields = place.querySelectorAll('textarea, input[type=number], input[type=checkbox]');
  const property = field => field.type === 'checkbox' ? 'checked' : 'value';
  fields.forEach(field => {
    if (values.has(field.id)) {
      field[property(field)] = values.get(field.id);
    }
    field.addEventListener('input', () => values.set(field.id, field[property(field)]));
  });
  // a wrong number in there could not be shown
  place.querySelector('details').addEventListener('invalid', event => { event.currentTarget.open = true; }, true);
  showFiles();
}
