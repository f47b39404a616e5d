import { fork } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
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
