import type { Writable } from 'node:stream';
import { type Progress, roomIn } from '../platform/control/frames.ts';
import type { Language, Output } from './command.ts';
import { sayProblem } from './say-problem.ts';

export interface Terminal {
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly language: Language;
}

/** Ten times a second is as often as an eye follows a bar. */
const redrawMs = 100;

/** Output to a terminal: results to stdout, everything else to stderr; a bar only where somebody looks at it. */
export function terminalOutput({ stdout, stderr, language }: Terminal): Output {
  const bar = stderr.isTTY === true ? makeBar(stderr) : undefined;
  return {
    stdout: (text) => {
      bar?.clear();
      stdout.write(text);
    },
    flow: async (text) => {
      bar?.clear();
      if (!stdout.write(text)) await roomIn(stdout);
    },
    stderr: (text) => {
      bar?.clear();
      stderr.write(text);
    },
    progress: (progress) => bar?.draw(progress),
    problem: (problem) => {
      bar?.clear();
      stderr.write(sayProblem(problem, language));
    },
  };
}

/** One line that is drawn over itself, and is gone before anything else is written. */
function makeBar(stderr: Terminal['stderr']) {
  let drawnAt = Number.NEGATIVE_INFINITY;
  let label = '';
  return {
    draw(progress: Progress): void {
      const now = performance.now();
      const isEnd = progress.done === progress.total;
      if (!isEnd && progress.label === label && now - drawnAt < redrawMs) return;
      drawnAt = now;
      label = progress.label;
      // 0 where nobody told the terminal how wide it is, as under `script` and in some containers.
      stderr.write(`\r\x1b[2K${barLine(progress, stderr.columns || 80)}`);
    },
    clear(): void {
      if (label === '') return;
      label = '';
      stderr.write('\r\x1b[2K');
    },
  };
}

/** `label [####----]  45% 1,234/2,742`, or without a bar where the total is unknown. */
export function barLine({ label, done, total }: Progress, columns: number): string {
  const count = (value: number): string => value.toLocaleString('en-US');
  if (total === undefined || total === 0) return `${label} ${count(done)}`.slice(0, columns - 1);
  const share = Math.min(1, done / total);
  const numbers = `${String(Math.floor(share * 100)).padStart(3)}% ${count(done)}/${count(total)}`;
  const width = Math.max(0, Math.min(40, columns - label.length - numbers.length - 6));
  const full = Math.round(share * width);
  return `${label} [${'#'.repeat(full)}${'-'.repeat(width - full)}] ${numbers}`.slice(0, columns - 1);
}
