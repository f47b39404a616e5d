import type { Emit } from '../platform/control/control-server.ts';
import type { Frame } from '../platform/control/frames.ts';
import type { Output } from './command.ts';

/** An output that sends everything to the terminal of a client. */
export const outputOver = (emit: Emit): Output => ({
  stdout: (text) => void emit({ type: 'stdout', text }),
  flow: async (text) => void (await emit({ type: 'stdout', text })),
  stderr: (text) => void emit({ type: 'stderr', text }),
  progress: (progress) => void emit({ type: 'progress', ...progress }),
  problem: (problem) => void emit({ type: 'problem', problem }),
});

/** The other end: what came in frames is said on this output, no faster than it takes it. */
export const framesTo =
  (output: Output) =>
  async (frame: Frame): Promise<void> => {
    if (frame.type === 'stdout') await output.flow(frame.text);
    else if (frame.type === 'stderr') output.stderr(frame.text);
    else if (frame.type === 'problem') output.problem(frame.problem);
    else if (frame.type === 'progress') output.progress(frame);
  };
