import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FastifyReply } from 'fastify';
import type { ImportResult } from '../../../../contract/imports.ts';
import type { DryRunView } from '../../../../contract/uploads.ts';
import { dryRun } from '../dry/dry-run.ts';
import type { ImportProgress, ImportRequest } from '../import-request.ts';
import type { ImportTools } from '../import-run.ts';
import { rejectViews } from '../reject-views.ts';
import { beginStream, send } from '../stream-events.ts';

/** Not more often than a screen can use. */
const LEAST_MS = 200;

const SHOWN = 200;

/** Runs dry, with its progress as server-sent events; whoever hangs up ends it. */
export async function streamDryRun(
  tools: ImportTools,
  request: ImportRequest,
  reply: FastifyReply,
): Promise<void> {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  beginStream(reply);
  let last = 0;
  const onProgress = ({ bytes, bytesDone, result }: ImportProgress) => {
    if (performance.now() - last < LEAST_MS) return;
    last = performance.now();
    send(reply, 'progress', { ...result, reject_file: null, bytes, bytes_done: bytesDone });
  };
  try {
    const done = await dryRun(tools, { ...request, signal: gone.signal, onProgress });
    if (done.ok) send(reply, 'end', await withRejects(done.value));
    else send(reply, 'problem', done.problem);
  } finally {
    reply.raw.end();
  }
}

/** The first rejects in place of their file, which is not kept. */
async function withRejects(result: ImportResult): Promise<DryRunView> {
  if (result.reject_file === null) return { ...result, rejects: [] };
  const file = await open(result.reject_file);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(256 * 1024), position: 0 });
    const { views } = rejectViews(buffer.subarray(0, bytesRead), { from: 0, most: SHOWN });
    return { ...result, reject_file: null, rejects: views };
  } finally {
    await file.close();
    await rm(dirname(result.reject_file), { recursive: true, force: true });
  }
}
