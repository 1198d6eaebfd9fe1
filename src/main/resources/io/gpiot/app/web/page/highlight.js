// Python in colours: enough to read by, not a parser.
import { h } from './dom.js';

const KEYWORDS = new Set(('False None True and as assert async await break class continue def del elif else except finally for'
  + ' from global if import in is lambda nonlocal not or pass raise return try while with yield').split(' '));

const TOKEN = new RegExp([
  '(?<comment>#[^\\n]*)',
  '(?<string>[rbfuRBFU]{0,2}(?:"""[\\s\\S]*?(?:"""|$)|\'\'\'[\\s\\S]*?(?:\'\'\'|$)|"(?:\\\\.|[^"\\\\\\n])*"?|\'(?:\\\\.|[^\'\\\\\\n])*\'?))',
  '(?<number>\\b(?:0[xX][\\da-fA-F_]+|\\d[\\d_]*(?:\\.[\\d_]*)?(?:[eE][+-]?\\d+)?j?)\\b)',
  '(?<decorator>@[\\w.]+)',
  '(?<word>[A-Za-z_]\\w*)',
].join('|'), 'g');

function kind(match, code, before) {
  const { comment, string, number, decorator, word } = match.groups;
  if (comment) return 'comment';
  if (string) return 'string';
  if (number) return 'number';
  if (decorator) return 'name';
  if (KEYWORDS.has(word)) return 'keyword';
  return /\b(?:def|class)\s+$/.test(code.slice(Math.max(0, before - 12), before)) ? 'name' : '';
}

export function python(code) {
  const place = h('code');
  let last = 0;
  for (const match of code.matchAll(TOKEN)) {
    const colour = kind(match, code, match.index);
    if (colour) {
      place.append(code.slice(last, match.index), h('span', { class: 'code-' + colour }, match[0]));
      last = match.index + match[0].length;
    }
  }
  place.append(code.slice(last));
  // reachable, because it may be wider than the screen
  return h('pre', { tabindex: '0', role: 'region', 'aria-label': 'Python program' }, place);
}
