import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import type { Problem } from '../errors.ts';

/** How far a long piece of work is. Without `total` nobody knows how long it will take. */
export interface Progress {
  readonly label: string;
  readonly done: number;
  readonly total?: number;
}

/** What a client asks: run this command as if here, or stop it. */
export type Request =
  | {
      readonly type: 'run';
      readonly argv: readonly string[];
      readonly cwd: string;
      readonly language: 'zh' | 'en';
      /** Account of the machine that typed it. */
      readonly user?: string | undefined;
    }
  | { readonly type: 'cancel' };

/** What the server streams back; `exit` is the last. */
export type Frame =
  | ({ readonly type: 'progress' } & Progress)
  | { readonly type: 'stdout'; readonly text: string }
  | { readonly type: 'stderr'; readonly text: string }
  | { readonly type: 'problem'; readonly problem: Problem }
  | { readonly type: 'exit'; readonly code: number };

/** Newline-delimited JSON: a text with line ends in it stays one line. False when the other side is slow to take it. */
export function send(socket: Socket, message: Request | Frame): boolean {
  return !socket.writable || socket.write(`${JSON.stringify(message)}\n`);
}

/**
 * Resolves when a stream has room for more, or was closed. Whoever writes without end waits for it, or memory fills
 * while the reader is slow.
 */
export async function roomIn(stream: Writable): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const events = ['drain', 'close'] as const;
  for (const event of events) stream.once(event, resolve);
  await promise;
  for (const event of events) stream.off(event, resolve);
}

/** The messages of a connection, one by one, until the other side ends it. */
export async function* receive<Message>(socket: Socket): AsyncGenerator<Message> {
  socket.setEncoding('utf8');
  let rest = '';
  for await (const chunk of socket as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as Message;
  }
}
