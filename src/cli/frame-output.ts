import type { Frame } from '../platform/control/frames.ts';
import type { Output } from './command.ts';

/** An output that sends everything to the terminal of a client. */
export const outputOver = (emit: (frame: Frame) => void): Output => ({
  stdout: (text) => emit({ type: 'stdout', text }),
  stderr: (text) => emit({ type: 'stderr', text }),
  progress: (progress) => emit({ type: 'progress', ...progress }),
  problem: (problem) => emit({ type: 'problem', problem }),
});

/** The other end: what came in frames is said on this output. */
export const framesTo =
  (output: Output) =>
  (frame: Frame): void => {
    if (frame.type === 'stdout') output.stdout(frame.text);
    else if (frame.type === 'stderr') output.stderr(frame.text);
    else if (frame.type === 'problem') output.problem(frame.problem);
    else if (frame.type === 'progress') output.progress(frame);
  };
