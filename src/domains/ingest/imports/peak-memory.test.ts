import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openWorld } from '../../../../test/world.ts';
import { backendOf } from './backend-of.ts';
import { watchMemory } from './peak-memory.ts';

/** Bytes that a child holds, written to so that the system has to give them. */
const HELD = 200e6;

test.skipIf(process.platform !== 'linux')('counts this process and its children', async () => {
  const alone = watchMemory(undefined);
  await alone.stop();
  const code = `const held = Buffer.alloc(${HELD}, 1); process.send('ready'); setInterval(() => held[0], 1000)`;
  const child = fork('-e', [code], { execArgv: [] });
  await once(child, 'message');
  const both = watchMemory(undefined);
  await both.stop();
  child.kill();
  expect(both.peakMb() - alone.peakMb()).toBeGreaterThan((HELD / 1e6) * 0.9);
});

test.skipIf(process.platform !== 'linux')(
  'counts PostgreSQL with its backends, what they share once',
  async () => {
    const world = await openWorld();
    try {
      const backend = (await backendOf(world))!;
      const [without, watched] = [watchMemory(undefined), watchMemory(backend)];
      await Promise.all([without.stop(), watched.stop()]);
      const more = watched.peakMb() - without.peakMb();
      const status = await readFile(`/proc/${backend}/status`, 'utf8');
      const resident = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) / 1000;
      // A dozen processes, each with what it shares among them: summed as resident they would be some 200 MB.
      expect(more).toBeGreaterThan(resident / 4);
      expect(more).toBeLessThan(150);
    } finally {
      await world.close();
    }
  },
);
