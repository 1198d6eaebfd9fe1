// A stage's file: shown, and where the run rests also changed; then the run goes on from it.
import { change, filePath } from './api.js';
import { action, h } from './dom.js';
import { python } from './highlight.js';

function shown(name, text) {
  return name.endsWith('.py') ? python(text) : h('pre', { class: 'wrap' }, text);
}

/**
 * @param context { id, resting, goOn, reload }
 * @param at whether it begins with the text open for changes
 */
export function editor(context, name, text, at = false) {
  const place = h('div');

  function show() {
    place.replaceChildren(shown(name, text), context.resting ? h('div', { class: 'row', 'data-actions': '' }, action('Edit', edit)) : '');
  }

  function edit() {
    const field = h('textarea', { class: 'code', spellcheck: 'false', 'data-editing': '', 'aria-label': name,
      rows: Math.min(30, text.split('\n').length + 2) });
    field.value = text;
    const save = async () => {
      await change('PUT', filePath(context.id, name), { text: field.value });
      text = field.value;
      show();
    };
    place.replaceChildren(field, h('div', { class: 'row', 'data-actions': '' },
      action('Save and go on', async () => {
        await save();
        await context.goOn();
      }, 'main'),
      action('Save', async () => {
        await save();
        await context.reload(true);
      }),
      action('Leave it as it was', show)));
    field.focus();
  }

  at ? edit() : show();
  return place;
}
