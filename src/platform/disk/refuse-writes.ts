import { ProblemError } from '../errors.ts';
import { diskFull } from '../faults/fault-problems.ts';
import type { HttpApp } from '../http/routes.ts';
import type { DiskWatch } from './watch-disk.ts';

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses writes with `disk-full` (503) before their body is read, while the disk is low. Signing in goes on: a session
 * is a few hundred bytes, and somebody has to come in and look.
 */
export function refuseWritesWhenLow(app: HttpApp, disk: DiskWatch): void {
  app.addHook('onRequest', async (request) => {
    if (!disk.state().low || reads.has(request.method)) return;
    if (!request.url.startsWith('/api/auth/')) throw new ProblemError(diskFull);
  });
}
