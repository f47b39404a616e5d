import { exitCodes } from './invoke.ts';

/** A terminal and the launcher both pass on the same Ctrl-C; the second copy comes within milliseconds. */
const sameMs = 1000;

/**
 * Aborts at the first Ctrl-C (or SIGTERM, SIGHUP), so that work can end cleanly. Who presses again, a second later or
 * more, does not want to wait: the process ends at once.
 */
export function interruption(process: NodeJS.Process): AbortSignal {
  const controller = new AbortController();
  let firstAt: number | undefined;
  const interrupt = (): void => {
    const now = performance.now();
    if (firstAt !== undefined && now - firstAt > sameMs) process.exit(exitCodes.interrupted);
    firstAt ??= now;
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  return controller.signal;
}
