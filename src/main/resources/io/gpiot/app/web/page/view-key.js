// Asks for the API key where the server wants one.
import { hasKey, setKey } from './api.js';
import { h, say } from './dom.js';

export function showKey(place, again) {
  const field = h('input', { type: 'password', id: 'key', autocomplete: 'off', required: true });
  place.replaceChildren(h('form', { class: 'sheet', onsubmit: event => {
    event.preventDefault();
    const key = field.value.trim();
    if (!/^[\x21-\x7e]+$/.test(key)) {
      say('A key has letters, digits and signs only, without blanks: copy it once more.');
      return;
    }
    setKey(key);
    again();
  } },
  h('h1', {}, 'API key'),
  hasKey() && h('p', { class: 'bad', role: 'alert' }, 'This key is not one of the server\'s.'),
  h('p', { class: 'quiet' }, 'This server wants its key. It is kept in this tab until you close it.'),
  h('div', { class: 'field' }, h('label', { for: 'key' }, 'Key'), field),
  h('button', { class: 'main' }, 'Go on')));
  field.focus();
}
