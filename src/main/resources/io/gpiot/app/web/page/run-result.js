// What a run came to: its lines, plots, and the composed program.
import { blob, filePath, text } from './api.js';
import { h, say } from './dom.js';
import { python } from './highlight.js';

function plot(context, name) {
  const image = h('img', { alt: 'Plot ' + name });
  blob(filePath(context.id, name)).then(found => {
    image.src = URL.createObjectURL(found);
    image.onload = () => URL.revokeObjectURL(image.src);
  }, () => image.replaceWith(h('p', { class: 'quiet' }, 'This plot cannot be shown.')));
  return h('figure', {}, image, h('figcaption', { class: 'quiet small' }, name.split('/').at(-1)));
}

function program(context, name) {
  const place = h('div');
  const details = h('details', { ontoggle: async () => {
    if (details.open && !place.hasChildNodes()) {
      await text(filePath(context.id, name)).then(code => place.replaceChildren(python(code)), error => say(error.message));
    }
  } }, h('summary', {}, name), place);
  return details;
}

export function resultSection(context) {
  const { run, files, resting } = context;
  if (!resting || !run.outcome || run.outcome.planned) {
    return null;
  }
  const plots = files.filter(file => /^(results|scores)\/.*\.png$/.test(file.name));
  const programs = ['main.py', ...files.map(file => file.name).filter(name => /^step[^/]*\.py$/.test(name)), 'pipeline.py', 'loader.py']
    .filter(name => files.some(file => file.name === name));
  const figures = Object.entries(run.outcome.figures);
  return h('section', { class: 'sheet' }, h('h2', {}, 'Result'),
    h('ul', {}, run.outcome.lines.map(line => h('li', {}, line))),
    figures.length > 0 && h('table', {}, h('tbody', {}, figures.map(([name, value]) => h('tr', {}, h('td', {}, name), h('td', { class: 'number' }, String(value)))))),
    plots.length > 0 && h('div', { class: 'plots' }, plots.map(file => plot(context, file.name))),
    programs.map(name => program(context, name)));
}
