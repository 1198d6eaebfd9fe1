// A run's state in a word, and what its events say so far.
import { h } from './dom.js';

export const STAGES = {
  INSPECT: 'Look at data',
  DECOMPOSE: 'Sub-tasks',
  SPECIFY: 'Specifications',
  GENERATE: 'Programs',
  EXECUTE: 'Run them',
  DOCUMENT: 'Document',
  COMPOSE: 'Compose',
};

export function rests(run) {
  return run.state !== 'QUEUED' && run.state !== 'RUNNING';
}

export function badge(run) {
  const [word, kind] = {
    QUEUED: ['waiting', 'warn'],
    RUNNING: ['running', 'warn'],
    FAILED: ['failed', 'bad'],
    CANCELLED: ['cancelled', 'bad'],
    INTERRUPTED: ['interrupted', 'bad'],
  }[run.state] ?? (run.outcome?.planned ? ['planned', 'good']
    : run.outcome?.answered ? [run.outcome.complete ? 'solved' : 'answered', 'good'] : ['not solved', 'bad']);
  return h('span', { class: 'badge ' + kind }, word);
}

/** What the last attempt's events came to. One that waits to go on shows nothing of the attempt before. */
export class Progress {
  constructor() {
    this.clear();
  }

  clear() {
    this.stages = {};
    this.decided = new Map();
    this.before = this.before ?? new Map(); // earlier attempts' verdicts: not all are found anew
    this.judged?.forEach((all, subTask) => this.before.set(subTask, new Map([...this.before.get(subTask) ?? [], ...all])));
    this.judged = new Map();
    this.repaired = [];
  }

  hear({ kind, detail }) {
    if (kind === 'State' && detail.state === 'QUEUED') {
      this.clear();
    } else if (kind === 'State' && detail.state !== 'RUNNING') {
      Object.values(this.stages).filter(stage => stage.how === 'running').forEach(stage => Object.assign(stage, { how: 'stopped', note: 'stopped' }));
    } else if (kind === 'StageStarted') {
      this.stages[detail.stage] = { how: 'running', note: '' };
    } else if (kind === 'StageKept') {
      this.stages[detail.stage] = { how: detail.edited ? 'edited' : 'kept', note: detail.edited ? 'as edited' : 'kept' };
    } else if (kind === 'StageFinished') {
      const tokens = detail.tokens ? ', ' + detail.tokens + ' tokens' : '';
      this.stages[detail.stage] = { how: 'finished', note: detail.seconds.toFixed(1) + ' s' + tokens };
    } else if (kind === 'Writing' && this.stages[detail.stage]) {
      this.stages[detail.stage].note = `${detail.tokens} tokens, ${detail.answersDone}/${detail.answers}`;
    } else if (kind === 'Judged') {
      const all = this.judged.get(detail.subTask) ?? new Map();
      this.judged.set(detail.subTask, all.set(detail.candidate, detail));
    } else if (kind === 'Repaired') {
      this.repaired.push(detail.what);
    } else if (kind === 'Decided') {
      this.decided.set(detail.subTask, detail);
    }
  }
}

export function stageList(progress) {
  return h('ol', { class: 'stages', 'aria-label': 'Stages' }, Object.entries(STAGES).map(([stage, label]) => {
    const at = progress.stages[stage] ?? { how: 'pending', note: '' };
    return h('li', { class: at.how, 'aria-current': at.how === 'running' ? 'step' : null }, label, h('span', { class: 'dot' }, at.note || (at.how === 'running' ? 'running' : ' ')));
  }));
}
