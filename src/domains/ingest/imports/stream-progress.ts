import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { ImportView } from '../../../contract/imports.ts';
import type { ImportsAtWork } from './at-work.ts';
import { beginStream, send } from './stream-events.ts';

/** Not more often than a screen can use. */
const LEAST_MS = 200;

const POLL_MS = 1000;
const RUNS = new Set(['running', 'undoing']);

interface Stream {
  /** Hijacked: written by hand. */
  readonly reply: FastifyReply;
  readonly works: ImportsAtWork;
  readonly importId: number;
  /** The import as it stands in the store. */
  readonly show: () => Promise<ImportView>;
}

/** Server-sent events: `progress` while the import runs in this process, then one `end`. */
export async function streamProgress({ reply, works, importId, show }: Stream): Promise<void> {
  const { raw } = reply;
  beginStream(reply);
  let last = 0;
  const following = works.follow(importId, ({ bytes, bytesDone, result }) => {
    if (performance.now() - last < LEAST_MS && last > 0) return;
    last = performance.now();
    const { reject_file: _ours, ...counts } = result;
    send(reply, 'progress', { ...counts, bytes, bytes_done: bytesDone });
  });
  if (following === undefined) await poll(reply, show);
  else {
    await Promise.race([following.done.catch(() => undefined), gone(reply)]);
    following.stop();
  }
  if (!raw.destroyed) send(reply, 'end', await show());
  raw.end();
}

/** An import that a command of the terminal runs is not among the works: its row tells how far it is. */
async function poll(reply: FastifyReply, show: Stream['show']): Promise<void> {
  const left = gone(reply);
  for (let view = await show(); RUNS.has(view.state) && !reply.raw.destroyed; view = await show()) {
    send(reply, 'progress', view);
    await Promise.race([pause(POLL_MS, undefined, { ref: false }), left]);
  }
}

function gone(reply: FastifyReply): Promise<void> {
  return new Promise((resolve) => reply.raw.once('close', resolve));
}
