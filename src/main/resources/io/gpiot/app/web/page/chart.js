// Lines over steps, as SVG.
import { h, svg } from './dom.js';
import { figure } from './amounts.js';

const WIDTH = 520;
const HEIGHT = 260;
const LEFT = 52;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 30;

/** Round numbers between two ends, about so many. */
export function ticks(low, high, about) {
  const raw = (high - low) / about || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map(times => times * power).find(one => one >= raw * 0.999);
  const found = [];
  for (let at = Math.ceil(low / step - 1e-9) * step; at <= high + step * 1e-6; at += step) {
    found.push(Math.abs(at) < step * 1e-9 ? 0 : at);
  }
  return found;
}

function range(values) {
  let low = Math.min(...values);
  let high = Math.max(...values);
  if (low === high) {
    low -= Math.abs(low) * 0.1 || 1;
    high += Math.abs(high) * 0.1 || 1;
  }
  return [low, high];
}

/** @param series [{ name, points: [[x, y], ...] }], four at most */
export function chart(title, series) {
  const shown = series.filter(one => one.points.length > 0);
  if (shown.length === 0) {
    return null;
  }
  const [left, right] = range(shown.flatMap(one => one.points.map(point => point[0])));
  const [low, high] = range(shown.flatMap(one => one.points.map(point => point[1])));
  const x = value => LEFT + (value - left) / (right - left) * (WIDTH - LEFT - RIGHT);
  const y = value => HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM);
  const parts = [];
  for (const tick of ticks(low, high, 5)) {
    parts.push(svg('line', { class: 'axis', x1: LEFT, x2: WIDTH - RIGHT, y1: y(tick), y2: y(tick) }));
    parts.push(svg('text', { x: LEFT - 6, y: y(tick) + 4, 'text-anchor': 'end' }, figure(tick)));
  }
  for (const tick of ticks(left, right, 6)) {
    parts.push(svg('text', { x: x(tick), y: HEIGHT - BOTTOM + 16, 'text-anchor': 'middle' }, figure(tick)));
  }
  shown.forEach((one, index) => {
    const colour = 'series-' + (index + 1);
    if (one.points.length === 1) {
      const [px, py] = one.points[0];
      parts.push(svg('circle', { class: colour, cx: x(px), cy: y(py), r: 2.5, 'stroke-width': 2, fill: 'none' }));
    }
    parts.push(svg('polyline', { class: colour, points: one.points.map(([px, py]) => x(px).toFixed(1) + ',' + y(py).toFixed(1)).join(' ') }));
  });
  const last = shown.map(one => one.name + ' ' + figure(one.points.at(-1)[1])).join(', ');
  return h('section', { class: 'sheet' },
    h('h2', {}, title),
    svg('svg', { class: 'chart', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': `${title} over steps; last: ${last}` }, parts),
    h('div', { class: 'legend' }, shown.map((one, index) => h('span', {},
      svg('svg', { viewBox: '0 0 22 8', 'aria-hidden': 'true' }, svg('line', { class: 'series-' + (index + 1), x1: 0, x2: 22, y1: 4, y2: 4 })),
      one.name, ' ', h('span', { class: 'quiet' }, figure(one.points.at(-1)[1]))))));
}
