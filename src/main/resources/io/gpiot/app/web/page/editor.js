// A stage's file: shown, and where the run rests also changed; then the run goes on from it.
import { change, filePath } from './api.js';
import { action, h } from './dom.js';
import { python } from './highlight.js';

function shown(name, text) {
  return name.endsWith('.py') ? python(text) : h('pre', { class: 'wrap' }, text);
}

/**
 * @param context { id, resting, goOn, reload }
 * @param file { name, editable }
 * @param at whether it begins with the text open for changes
 */
export function editor(context, { name, editable }, text, at = false) {
  const place = h('div');

  function show() {
    const button = editable && context.resting ? action('Edit', edit) : null;
    place.replaceChildren(shown(name, text), button ? h('div', { class: 'row', 'data-actions': '' }, button) : '');
    return button;
  }

  function edit() {
    const field = h('textarea', { class: 'code', spellcheck: 'false', 'data-editing': '', 'aria-label': name,
      rows: Math.min(30, text.split('\n').length + 2) });
    field.value = text;
    const save = async () => {
      await change('PUT', filePath(context.id, name), { text: field.value });
      text = field.value;
      show()?.focus();
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
      action('Leave it as it was', async () => {
        show()?.focus();
        await context.reload(true); // what changed meanwhile was not drawn beside the open text
      })));
    field.focus();
  }

  at ? edit() : show();
  return place;
}
