// A place for files: chosen, or dropped, folders with all below them.
import { h, say } from './dom.js';

function read(reader) {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

/** @return [{ name, file }]; names are relative, with slashes */
async function walk(entry, path) {
  const name = path + entry.name;
  if (entry.isFile) {
    return [{ name, file: await new Promise((resolve, reject) => entry.file(resolve, reject)) }];
  }
  const reader = entry.createReader();
  const found = [];
  for (let some = await read(reader); some.length > 0; some = await read(reader)) {
    for (const one of some.filter(each => !each.name.startsWith('.'))) {
      found.push(...await walk(one, name + '/'));
    }
  }
  return found;
}

/** @param hear gets what was chosen, each time */
export function dropZone(id, hear, accept = null) {
  const input = h('input', { type: 'file', id, class: 'unseen', multiple: true, accept, 'aria-label': 'Choose files', onchange: () => {
    hear([...input.files].map(file => ({ name: file.name, file })));
    input.value = '';
  } });
  const zone = h('div', { class: 'drop',
    ondragover: event => {
      event.preventDefault();
      zone.classList.add('over');
    },
    ondragleave: () => zone.classList.remove('over'),
    ondrop: async event => {
      event.preventDefault();
      zone.classList.remove('over');
      const files = [...event.dataTransfer.files]; // read at once: both lists are empty after the first pause
      const entries = [...event.dataTransfer.items].map(item => item.webkitGetAsEntry?.()).filter(entry => entry);
      try {
        hear(entries.length === 0 ? files.map(file => ({ name: file.name, file }))
          : (await Promise.all(entries.map(entry => walk(entry, '')))).flat());
      } catch {
        say('These files cannot be read.');
      }
    } },
  h('span', { class: 'quiet' }, 'Drop files or a folder here, or '), input, h('label', { class: 'button', for: id }, 'choose files'));
  return zone;
}
