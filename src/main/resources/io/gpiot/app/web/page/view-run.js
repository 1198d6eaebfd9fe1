// One run: how far it is, what each stage made, and what its owner may change.
import { change, download, filePath, follow, get } from './api.js';
import { bytes, moment } from './amounts.js';
import { action, h, problem, say } from './dom.js';
import { badge, Progress, rests, stageList } from './run-state.js';
import { planSection, taskSections } from './run-stages.js';
import { resultSection } from './run-result.js';

const label = details => details.firstChild.textContent.replace(/\d/g, '');

/** What was unfolded stays so, and who is at a button stays there. */
function replace(old, element) {
  const unfolded = new Set([...old.querySelectorAll('details[open]')].map(label));
  const name = one => one.getAttribute('aria-label') ?? one.textContent;
  const at = old.contains(document.activeElement) ? name(document.activeElement) : null;
  old.replaceWith(element);
  element.querySelectorAll('details').forEach(one => {
    if (unfolded.has(label(one))) {
      one.open = true;
    }
  });
  if (at !== null) {
    [...element.querySelectorAll('button, summary')].find(one => name(one) === at)?.focus();
  }
}

/** Sections are made anew only when what they show has changed: an open editor or a chosen candidate stays. */
class Sections {
  constructor(place) {
    this.place = place;
    this.shown = new Map();
  }

  put(name, signature, make) {
    const old = this.shown.get(name);
    if (old?.signature === signature || old?.element.querySelector?.('[data-editing]')) {
      return;
    }
    const element = make() ?? h('div', { hidden: true });
    old ? replace(old.element, element) : this.place.append(element);
    this.shown.set(name, { signature, element });
  }

  keepOnly(names) {
    for (const [name, { element }] of this.shown) {
      if (!names.includes(name)) {
        element.remove();
        this.shown.delete(name);
      }
    }
  }
}

export async function showRun(place, id, signal) {
  const progress = new Progress();
  const places = ['top', 'tasks', 'foot'].map(() => h('div'));
  place.append(...places);
  const [sections, tasks, foot] = places.map(one => new Sections(one));
  let known = await get('/api/runs/' + id);

  const seen = new Map();
  const goOn = async (planOnly = false) => {
    known.run = await change('POST', `/api/runs/${id}/resume`, { planOnly });
    say('It goes on from what is there.');
    draw();
    listen();
  };

  function head() {
    const run = known.run;
    const has = name => known.files.some(file => file.name === name);
    return h('section', {},
      h('div', { class: 'row apart' }, h('p', { class: 'quiet small' }, 'Run ' + id + ', ' + moment(run.queued)), badge(run)),
      h('h1', {}, run.order.requirement.length > 300 ? run.order.requirement.slice(0, 299) + '…' : run.order.requirement),
      run.message && h('div', { class: 'sheet error', role: 'alert' }, run.message),
      h('div', { class: 'row field' },
        !rests(run) && action('Cancel', async () => {
          known.run = await change('POST', `/api/runs/${id}/cancel`);
          say('It stops as soon as it can.');
          draw();
        }),
        rests(run) && action(run.outcome?.planned ? 'Write the programs' : 'Go on', () => goOn(run.order.planOnly && !run.outcome?.planned), run.outcome?.answered ? '' : 'main'),
        known.files.length > 0 && action('Download all (zip)', () => download(`/api/runs/${id}/zip`, `run-${id}.zip`)),
        has('notebook.ipynb') && action('Notebook', () => download(filePath(id, 'notebook.ipynb'), `run-${id}.ipynb`)),
        has('report.html') && action('Report', () => download(filePath(id, 'report.html'), `run-${id}.html`)),
        rests(run) && action('Delete', async () => {
          if (confirm('Delete this run and its files?')) {
            await change('DELETE', '/api/runs/' + id);
            location.hash = '#/runs';
          }
        }, 'danger')));
  }

  function files() {
    return h('details', { class: 'sheet' }, h('summary', {}, `All ${known.files.length} files`),
      h('ul', { class: 'files' }, known.files.map(file => h('li', {},
        h('span', { class: 'grow' }, file.name, ' ', h('span', { class: 'quiet small' }, bytes(file.bytes))),
        action('Download', () => download(filePath(id, file.name), file.name.split('/').at(-1)), '', 'Download ' + file.name)))));
  }

  function draw() {
    const run = known.run;
    const resting = rests(run);
    const names = JSON.stringify(known.files);
    const context = { id, run, files: known.files, progress, resting, seen, goOn, reload };
    // its last event's number changes every second: who presses a button then would miss it
    sections.put('head', JSON.stringify([{ ...run, lastEvent: 0 }, known.files.length]), head);
    sections.put('stages', JSON.stringify(progress.stages), () => h('section', { class: 'sheet' }, stageList(progress)));
    sections.put('result', JSON.stringify([run.outcome, names, resting]), () => resultSection(context));
    sections.put('plan', JSON.stringify([known.files.find(file => file.name === 'subtasks.md'), resting, known.edits]), () => planSection(context));
    const found = taskSections(context);
    tasks.keepOnly(found.map(one => one.name));
    found.forEach(({ name, signature, make }) => tasks.put(name, signature + resting + known.edits, make));
    foot.put('files', names, () => known.files.length > 0 ? files() : null);
  }

  async function reload(edited = false) {
    known = { ...await get('/api/runs/' + id), edits: (known.edits ?? 0) + (edited ? 1 : 0) };
    draw();
  }

  let waiting = false;
  function soon(delay = 250) {
    if (!waiting) {
      waiting = true;
      setTimeout(async () => {
        waiting = false;
        if (!signal.aborted) {
          await reload().catch(error => error.status === 0 || error.status >= 500 ? soon(3000) : gone(error));
        }
      }, delay);
    }
  }

  /** Deleted elsewhere, or the key is another now. */
  function gone(error) {
    place.replaceChildren(problem(error), h('p', {}, h('a', { href: '#/runs' }, 'To the history')));
  }

  const lostLine = h('p', { class: 'sheet error', role: 'alert', hidden: true }, 'The connection to the server is lost; trying again…');
  place.prepend(lostLine);

  async function listen() {
    try {
      await follow(id, event => {
        progress.hear(event);
        soon();
      }, signal, lost => { lostLine.hidden = !lost; });
    } catch (error) {
      gone(error);
      return;
    }
    if (!signal.aborted) {
      soon();
    }
  }

  draw();
  listen();
}
