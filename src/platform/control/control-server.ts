import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { type Frame, type Request, receive, roomIn, send } from './frames.ts';
import { withShortPath } from './socket.ts';

export type Run = Extract<Request, { type: 'run' }>;

/** Runs one command and never throws; the number is its exit code. `signal` aborts when the client cancels or goes. */
export type Runner = (run: Run, emit: Emit, signal: AbortSignal) => Promise<number>;

/** Sends a frame to the client; where it answers a promise, that resolves when there is room for more. */
export type Emit = (frame: Frame) => unknown;

export interface ControlServer {
  /** Cancels what runs, waits for it, and stops listening. */
  close(): Promise<void>;
}

/** Listens on the socket (mode 0600) for commands of this machine's owner. Call only as the directory's owner. */
export async function openControl(path: string, runner: Runner): Promise<ControlServer> {
  const running = new Set<Promise<void>>();
  const sockets = new Set<Socket>();
  const stopping = new AbortController();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const work = answer(socket, runner, stopping.signal).finally(() => running.delete(work));
    running.add(work);
  });
  await rm(path, { force: true });
  await withShortPath(path, (short) => listenPrivately(server, short));
  await chmod(path, 0o600);
  return {
    async close() {
      stopping.abort();
      await Promise.all(running);
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(path, { force: true });
    },
  };
}

/** The mask holds from the first moment: between bind and chmod the socket would be everybody's. */
function listenPrivately(server: Server, path: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  const before = process.umask(0o177);
  try {
    server.listen(path, resolve);
  } finally {
    process.umask(before);
  }
  return promise;
}

async function answer(socket: Socket, runner: Runner, stopping: AbortSignal): Promise<void> {
  const cancel = new AbortController();
  const { promise: begun, resolve: begin } = Promise.withResolvers<Run | undefined>();
  socket.on('error', () => cancel.abort());
  stopping.addEventListener('abort', () => begin(undefined), { once: true });
  void hear(socket, { begin, cancel });
  const run = await begun;
  if (run !== undefined) {
    const signal = AbortSignal.any([cancel.signal, stopping]);
    const code = await runner(run, (frame) => emit(socket, frame), signal);
    send(socket, { type: 'exit', code });
  }
  socket.end();
}

/** Only what is printed comes without end. */
async function emit(socket: Socket, frame: Frame): Promise<void> {
  if (!send(socket, frame) && frame.type === 'stdout') await roomIn(socket);
}

interface Hearing {
  begin(run: Run | undefined): void;
  readonly cancel: AbortController;
}

/** Hears the connection to its end: the first request begins, `cancel` or a lost client aborts. */
async function hear(socket: Socket, { begin, cancel }: Hearing): Promise<void> {
  try {
    for await (const request of receive<Request>(socket)) {
      if (request.type === 'run') begin(request);
      else cancel.abort();
    }
  } catch {
    // A broken line or connection: whoever sent it is gone or is no Shuke.
  }
  cancel.abort();
  begin(undefined);
}
