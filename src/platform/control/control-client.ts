import { type Frame, type Request, receive, send } from './frames.ts';
import { dial } from './socket.ts';

export interface RemoteRun {
  readonly run: Extract<Request, { type: 'run' }>;
  /** Awaited before the next frame is read. */
  readonly emit: (frame: Frame) => unknown;
  /** Aborting asks the server to cancel; the exit code still comes from there. */
  readonly signal: AbortSignal;
}

/**
 * Runs a command in the live server behind the socket and hands its frames on; resolves with the exit code. Undefined
 * when no server listens. A server that goes away in the middle throws.
 */
export async function runRemotely(
  path: string,
  { run, emit, signal }: RemoteRun,
): Promise<number | undefined> {
  const socket = await dial(path);
  if (socket === undefined) return undefined;
  const cancel = () => send(socket, { type: 'cancel' });
  signal.addEventListener('abort', cancel, { once: true });
  try {
    send(socket, run);
    for await (const frame of receive<Frame>(socket)) {
      if (frame.type === 'exit') return frame.code;
      await emit(frame);
    }
    throw new Error('the server went away before the command was done');
  } finally {
    signal.removeEventListener('abort', cancel);
    socket.destroy();
  }
}
