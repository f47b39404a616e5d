import type { Client, Submittable } from 'pg';

/**
 * PostgreSQL's COPY over a connection of `pg`: rows as lines of text, in neither direction more in memory than a few
 * buffers. Lines end with \n; a line end inside a value is written \n by PostgreSQL, so any line boundary is a row's.
 */

/** What pg's connection offers to a query of its own kind; its types leave it out. */
interface CopyConnection {
  readonly stream: { pause(): void; resume(): void };
  query(text: string): void;
  sendCopyFromChunk(chunk: Uint8Array): void;
  endCopyFrom(): void;
  sendCopyFail(why: string): void;
}

interface Ended {
  resolve(rows: number): void;
  reject(error: Error): void;
}

/** What pg calls while the query is the connection's current one. The copy is over when the server is ready again. */
function copyQuery(text: string, { resolve, reject }: Ended, handlers: object): Submittable {
  let rows = 0;
  let failure: Error | undefined;
  return {
    submit: (connection: unknown) => (connection as CopyConnection).query(text),
    handleCommandComplete: (said: { text: string }) => {
      rows = Number(said.text.split(' ').at(-1));
    },
    handleError: (error: Error) => {
      failure = error;
      // Only behind a failed statement the server says that it is ready again; a lost connection says nothing more.
      if ((error as { severity?: string }).severity !== 'ERROR') reject(error);
    },
    handleReadyForQuery: () => (failure === undefined ? resolve(rows) : reject(failure)),
    handleRowDescription: () => {},
    ...handlers,
  } as Submittable;
}

/** Bytes handed on at once. */
const handful = 512 * 1024;
/** Handfuls that wait before the connection is told to pause. */
const mostWaiting = 4;

/**
 * The rows of `COPY ... TO STDOUT`, some hundred kilobytes at a time. Reading to the end makes the connection free
 * again; a reader that leaves before ends it (the server would go on sending).
 */
export async function* copyOut(client: Client, text: string): AsyncGenerator<Buffer> {
  const ended = Promise.withResolvers<number>();
  const queue = makeQueue();
  ended.promise.then(queue.end, queue.end);
  client.query(
    copyQuery(text, ended, {
      handleCopyData: ({ chunk }: { chunk: Buffer }, { stream }: CopyConnection) => queue.add(chunk, stream),
    }),
  );
  let whole = false;
  try {
    yield* queue.handfuls();
    whole = true;
  } finally {
    if (!whole) await client.end();
  }
  await ended.promise;
}

function makeQueue() {
  const waiting: Buffer[] = [];
  let [filling, filled] = [Buffer.allocUnsafe(handful), 0];
  let paused: CopyConnection['stream'] | undefined;
  let ended = false;
  let wake = (): void => {};
  const hand = () => {
    if (filled > 0) waiting.push(filling.subarray(0, filled));
    [filling, filled] = [Buffer.allocUnsafe(handful), 0];
    wake();
  };
  return {
    /** Copied, because the parser writes over its buffer. */
    add(chunk: Buffer, stream: CopyConnection['stream']): void {
      if (filled + chunk.length > filling.length) hand();
      if (chunk.length > filling.length) filling = Buffer.allocUnsafe(chunk.length);
      filled += chunk.copy(filling, filled);
      if (waiting.length < mostWaiting) return;
      paused = stream;
      stream.pause();
    },
    end(): void {
      ended = true;
      hand();
    },
    async *handfuls(): AsyncGenerator<Buffer> {
      while (!ended || waiting.length > 0) {
        const next = waiting.shift();
        if (next !== undefined) yield next;
        else {
          paused?.resume();
          await new Promise<void>((resolve) => {
            wake = resolve;
            if (ended || waiting.length > 0) resolve();
          });
        }
      }
    },
  };
}

/** Runs `COPY ... FROM STDIN` with these lines; how many rows PostgreSQL took. A failure leaves the connection usable. */
export function copyIn(client: Client, text: string, lines: Uint8Array): Promise<number> {
  const ended = Promise.withResolvers<number>();
  client.query(
    copyQuery(text, ended, {
      handleCopyInResponse: (connection: CopyConnection) => {
        connection.sendCopyFromChunk(lines);
        connection.endCopyFrom();
      },
    }),
  );
  return ended.promise;
}
