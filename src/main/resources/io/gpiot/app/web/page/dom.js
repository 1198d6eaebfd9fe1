// Elements out of plain values. Texts become text nodes, so nothing that a model or a file says is ever read as HTML.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** A line at the page's foot, also for screen readers; it goes by itself. */
export function say(text) {
  const place = document.getElementById('said');
  place.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { place.textContent = ''; }, 6000);
}

export function problem(error) {
  return h('div', { class: 'sheet error', role: 'alert' }, h('strong', {}, 'That did not work'), h('div', {}, error.message));
}

/** A button that does something on the server, and says so where that fails. */
export function action(label, work, kind = '', spoken = null) {
  let busy = false; // disabled, it would lose the keyboard's place
  const button = h('button', { type: 'button', class: kind || null, 'aria-label': spoken, onclick: async () => {
    if (busy) {
      return;
    }
    busy = true;
    button.setAttribute('aria-disabled', 'true');
    try {
      await work();
    } catch (error) {
      say(error.message);
    }
    busy = false;
    button.removeAttribute('aria-disabled');
  } }, label);
  return button;
}
