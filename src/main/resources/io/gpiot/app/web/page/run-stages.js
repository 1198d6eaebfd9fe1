// The plan, and for each sub-task its specification, its candidates, and what became of them.
import { change, filePath, text } from './api.js';
import { action, h, say } from './dom.js';
import { editor } from './editor.js';
import { python } from './highlight.js';

const PROGRAM = /^candidates\/(\d\d)\/(\d\d)\.py$/;

function later(work) {
  const place = h('div', {}, h('p', { class: 'quiet small' }, 'Loading…'));
  work().then(element => place.replaceChildren(element), error => place.replaceChildren(
    h('p', { class: 'quiet small' }, error.status === 404 ? 'It is made anew.' : error.message)));
  return place;
}

/** A details element whose content is fetched when it is first opened. */
function opened(title, work, open = false) {
  const place = h('div');
  const details = h('details', { open, ontoggle: () => {
    if (details.open && !place.hasChildNodes()) {
      place.append(later(work));
    }
  } }, h('summary', {}, title), place);
  return details;
}

/** @param context { id, run, files, progress, resting, goOn, reload } */
export function planSection(context) {
  const file = context.files.find(one => one.name === 'subtasks.md');
  if (!file) {
    return null;
  }
  return h('section', { class: 'sheet' }, h('h2', {}, 'Sub-tasks'),
    later(async () => editor(context, 'subtasks.md', await text(filePath(context.id, 'subtasks.md')))));
}

function candidates(context, number) {
  const found = context.files.map(file => PROGRAM.exec(file.name)).filter(match => match && Number(match[1]) === number);
  const judged = context.progress.judged.get(number) ?? new Map();
  return found.map(match => ({ file: match[0], index: Number(match[2]), judged: judged.get(Number(match[2])) }));
}

function candidatePicker(context, number, all, chosen) {
  const place = h('div');
  const buttons = all.map(one => {
    const mark = one.judged ? (one.judged.held ? ' ✓' : ' ✗') : '';
    return h('button', { type: 'button', 'aria-pressed': 'false', class: one.judged ? (one.judged.held ? 'good' : 'bad') : null,
      title: one.judged?.summary ?? 'not run yet', onclick: event => show(one, event.currentTarget) }, 'No. ' + one.index + mark);
  });

  async function show(one, button) {
    buttons.forEach(other => other.setAttribute('aria-pressed', String(other === button)));
    const code = await text(filePath(context.id, one.file));
    place.replaceChildren(
      h('p', { class: 'small ' + (one.judged?.held ? 'good' : 'quiet') }, one.judged?.summary ?? 'not run yet'),
      python(code),
      context.resting && h('div', { class: 'row', 'data-actions': '' },
        action('Use this program and go on', async () => {
          await change('PUT', `/api/runs/${context.id}/choices/${number}`, { candidate: one.index });
          await context.goOn();
        }),
        action('Edit it', () => place.replaceChildren(editor(context, chosen, code, true)))));
  }

  const first = all.find(one => one.judged?.held) ?? all[0];
  show(first, buttons[all.indexOf(first)]).catch(error => say(error.message));
  return h('div', {}, h('div', { class: 'candidates', role: 'group', 'aria-label': 'Candidates' }, buttons), place);
}

function task(context, number, specification) {
  const decided = context.progress.decided.get(number);
  const chosen = 'chosen/' + String(number).padStart(2, '0') + '.py';
  const mine = context.files.find(file => file.name === chosen);
  const all = candidates(context, number);
  const name = decided?.name || specification?.name.replace(/^specifications\/\d\d_(.*)\.md$/, '$1').replaceAll('_', ' ') || 'the whole problem';
  return h('section', { class: 'sheet' },
    h('div', { class: 'row apart' }, h('h2', {}, number + '. ' + name),
      decided && h('span', { class: 'badge ' + (decided.solved ? 'good' : 'bad') }, decided.solved ? 'solved' : 'not solved')),
    decided && h('p', { class: 'quiet small' }, decided.summary),
    specification && opened('Specification', async () => editor(context, specification.name, await text(filePath(context.id, specification.name)))),
    mine && opened('Program that you chose', async () => h('div', {},
      editor(context, chosen, await text(filePath(context.id, chosen))),
      context.resting && action('Leave the choice to GPIoT again', async () => {
        await change('DELETE', `/api/runs/${context.id}/choices/${number}`);
        await context.reload(true);
      }))),
    all.length > 0 && opened(all.length + (all.length === 1 ? ' candidate' : ' candidates'), async () => candidatePicker(context, number, all, chosen), false));
}

/** @return [{ name, signature, make }] by sub-task */
export function taskSections(context) {
  const numbers = new Set(context.progress.decided.keys());
  const specifications = new Map();
  for (const file of context.files) {
    const match = /^(?:specifications|candidates)\/(\d\d)/.exec(file.name);
    if (match) {
      numbers.add(Number(match[1]));
    }
    if (/^specifications\/\d\d_.*\.md$/.test(file.name)) {
      specifications.set(Number(match[1]), file);
    }
  }
  return [...numbers].sort((one, other) => one - other).map(number => ({
    name: 'task-' + number,
    signature: JSON.stringify([specifications.get(number), context.progress.decided.get(number),
      [...(context.progress.judged.get(number) ?? new Map()).values()],
      context.files.filter(file => file.name.includes('/' + String(number).padStart(2, '0')))]),
    make: () => task(context, number, specifications.get(number)),
  }));
}
