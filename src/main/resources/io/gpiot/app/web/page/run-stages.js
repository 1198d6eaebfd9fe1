// The plan, and for each sub-task its specification, its candidates, and what became of them.
import { change, filePath, text } from './api.js';
import { action, h, say } from './dom.js';
import { editor } from './editor.js';
import { python } from './highlight.js';

const PROGRAM = /^candidates\/(\d\d)\/(\d{2,4})\.py$/;

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

/** @param context { id, run, files, progress, resting, seen, goOn, reload }; seen: the candidate that is looked at, by sub-task */
export function planSection(context) {
  const file = context.files.find(one => one.name === 'subtasks.md');
  if (!file) {
    return null;
  }
  return h('section', { class: 'sheet' }, h('h2', {}, 'Sub-tasks'),
    later(async () => editor(context, file, await text(filePath(context.id, file.name)))));
}

const two = number => String(number).padStart(2, '0');

/** What was found out about a candidate; an earlier attempt's word counts while its file is there. */
function verdict(context, number, index, file) {
  const { judged, before } = context.progress;
  return judged.get(number)?.get(index)
    ?? (context.files.some(one => one.name === file.replace(/py$/, 'json')) ? before.get(number)?.get(index) : undefined);
}

function candidates(context, number) {
  return context.files.map(file => PROGRAM.exec(file.name))
    .filter(match => match && Number(match[1]) === number)
    .map(match => ({ file: match[0], index: Number(match[2]), judged: verdict(context, number, Number(match[2]), match[0]) }))
    .sort((one, other) => one.index - other.index);
}

function candidatePicker(context, number, all, chosen) {
  const place = h('div');
  const buttons = all.map(one => {
    const mark = one.judged ? (one.judged.held ? ' ✓' : ' ✗') : '';
    return h('button', { type: 'button', 'aria-pressed': 'false', class: one.judged ? (one.judged.held ? 'good' : 'bad') : null,
      title: one.judged?.summary ?? 'not run yet', onclick: event => pick(one, event.currentTarget) }, 'No. ' + one.index + mark);
  });

  function pick(one, button) {
    if (place.querySelector('[data-editing]') && !confirm('Leave the program that you are changing?')) {
      return;
    }
    context.seen.set(number, one.index);
    show(one, button).catch(error => say(error.message));
  }

  async function show(one, button) {
    buttons.forEach(other => other.setAttribute('aria-pressed', String(other === button)));
    const code = await text(filePath(context.id, one.file));
    if (button.getAttribute('aria-pressed') !== 'true') {
      return; // another was asked for meanwhile
    }
    place.replaceChildren(
      h('p', { class: 'small ' + (one.judged?.held ? 'good' : 'quiet') }, one.judged?.summary ?? 'not run yet'),
      python(code),
      context.resting ? h('div', { class: 'row', 'data-actions': '' },
        action('Use this program and go on', async () => {
          await change('PUT', `/api/runs/${context.id}/choices/${number}`, { candidate: one.index });
          await context.goOn();
        }),
        action('Edit it', () => place.replaceChildren(editor(context, chosen, code, true)))) : '');
  }

  const first = all.find(one => one.index === context.seen.get(number)) ?? all.find(one => one.judged?.held) ?? all[0];
  show(first, buttons[all.indexOf(first)]).catch(error => say(error.message));
  return h('div', {}, h('div', { class: 'candidates', role: 'group', 'aria-label': 'Candidates' }, buttons), place);
}

function ownProgram(context, number, file) {
  const own = context.progress.judged.get(number)?.get(-1);
  return opened('Program that you chose', async () => h('div', {},
    own && h('p', { class: 'small ' + (own.held ? 'good' : 'bad') }, own.summary),
    editor(context, file, await text(filePath(context.id, file.name))),
    context.resting && action('Leave the choice to GPIoT again', async () => {
      await change('DELETE', `/api/runs/${context.id}/choices/${number}`);
      await context.reload(true);
    })));
}

function task(context, number, specification, asRun) {
  const decided = context.progress.decided.get(number);
  const chosen = 'chosen/' + two(number) + '.py';
  const mine = context.files.find(file => file.name === chosen);
  const all = candidates(context, number);
  const shown = specification ?? asRun;
  const name = decided?.name || shown?.name.replace(/^specifications\/\d\d_(.*?)(\.as-run)?\.md$/, '$1').replaceAll('_', ' ') || 'the whole problem';
  const repaired = context.progress.repaired.filter(what => what.startsWith(`sub-task ${number}:`));
  return h('section', { class: 'sheet' },
    h('div', { class: 'row apart' }, h('h2', {}, number + '. ' + name),
      decided && h('span', { class: 'badge ' + (decided.solved ? 'good' : 'bad') }, decided.solved ? 'solved' : 'not solved')),
    decided && h('p', { class: 'quiet small' }, decided.summary),
    repaired.map(what => h('p', { class: 'quiet small' }, what.replace(/^.*?: /, ''))),
    specification && opened('Specification', async () => editor(context, specification, await text(filePath(context.id, specification.name)))),
    asRun && opened('Specification as it was run', async () => editor(context, asRun, await text(filePath(context.id, asRun.name)))),
    mine && ownProgram(context, number, mine),
    all.length > 0 && opened(all.length + (all.length === 1 ? ' candidate' : ' candidates'), async () => candidatePicker(context, number, all, { name: chosen, editable: true }), false));
}

const AS_RUN = /\.as-run\.md$/;

/** @return [{ name, signature, make }] by sub-task: those that have a specification, or of which something became known */
export function taskSections(context) {
  const { progress } = context;
  const of = number => context.files.filter(file => new RegExp(`^(?:candidates/${two(number)}/|specifications/${two(number)}_|chosen/${two(number)}\\.py)`).test(file.name));
  const specifications = context.files.filter(file => /^specifications\/\d\d_.*\.md$/.test(file.name));
  const numbers = new Set([...progress.decided.keys(), ...progress.judged.keys(), ...specifications.map(file => Number(file.name.slice(15, 17)))]);
  return [...numbers].sort((one, other) => one - other).map(number => {
    const own = specifications.filter(file => Number(file.name.slice(15, 17)) === number);
    return {
      name: 'task-' + number,
      signature: JSON.stringify([progress.decided.get(number), [...(progress.judged.get(number) ?? new Map()).values()], progress.repaired.length, of(number)]),
      make: () => task(context, number, own.find(file => !AS_RUN.test(file.name)), own.find(file => AS_RUN.test(file.name))),
    };
  });
}
