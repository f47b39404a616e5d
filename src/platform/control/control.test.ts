import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runRemotely } from './control-client.ts';
import { openControl, type Runner } from './control-server.ts';
import type { Frame } from './frames.ts';
import { livingOwner, type Owner, takeOwnership } from './ownership.ts';
import { processMarker } from './process-marker.ts';
import { controlPath, isAnswered } from './socket.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'shuke-control-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const run = { type: 'run', argv: ['import', 'a.csv'], cwd: '/', language: 'zh' } as const;
const now = new Date('2026-11-21T12:00:00Z');
const taking = () => ({ dataDir, role: 'server' as const, address: 'http://127.0.0.1:7300', now });

async function ask(runner: Runner, signal = new AbortController().signal, path = controlPath(dataDir)) {
  const control = await openControl(path, runner);
  const frames: Frame[] = [];
  const code = await runRemotely(path, { run, emit: (frame) => frames.push(frame), signal });
  await control.close();
  return { code, frames };
}

test('a command runs in the server and streams back what it says, with its exit code', async () => {
  const { code, frames } = await ask(async (asked, emit) => {
    expect(asked).toEqual(run);
    emit({ type: 'progress', label: 'rows', done: 1, total: 2 });
    emit({ type: 'stdout', text: '{"多行":"a\\nb"}\n' });
    return 7;
  });
  expect(code).toBe(7);
  expect(frames).toEqual([
    { type: 'progress', label: 'rows', done: 1, total: 2 },
    { type: 'stdout', text: '{"多行":"a\\nb"}\n' },
  ]);
});

test('only the owner of the machine account may use the socket, and it is gone after the close', async () => {
  const control = await openControl(controlPath(dataDir), async () => 0);
  expect(((await stat(controlPath(dataDir))).mode & 0o777).toString(8)).toBe('600');
  expect(await isAnswered(controlPath(dataDir))).toBe(true);
  await control.close();
  expect(await readdir(dataDir)).toEqual([]);
  expect(
    await runRemotely(controlPath(dataDir), { run, emit: () => {}, signal: AbortSignal.abort() }),
  ).toBeUndefined();
});

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve())));

test('cancelling in the client cancels in the server, which still says how it ended', async () => {
  const cancel = new AbortController();
  const { code } = await ask(async (_asked, emit, signal) => {
    emit({ type: 'progress', label: 'rows', done: 1 });
    queueMicrotask(() => cancel.abort());
    await untilAborted(signal);
    return 1;
  }, cancel.signal);
  expect(code).toBe(1);
});

test('a client that goes away cancels its command', async () => {
  const cancelled = Promise.withResolvers<void>();
  const control = await openControl(controlPath(dataDir), async (_asked, emit, signal) => {
    emit({ type: 'progress', label: 'rows', done: 1 });
    await untilAborted(signal);
    cancelled.resolve();
    return 1;
  });
  const emit = () => {
    throw new Error('the terminal is gone');
  };
  await expect(
    runRemotely(controlPath(dataDir), { run, emit, signal: new AbortController().signal }),
  ).rejects.toThrow('the terminal is gone');
  await cancelled.promise;
  await control.close();
});

test('stopping the server cancels what runs and lets it end', async () => {
  const begun = Promise.withResolvers<void>();
  const control = await openControl(controlPath(dataDir), async (_asked, _emit, signal) => {
    begun.resolve();
    await untilAborted(signal);
    return 1;
  });
  const client = runRemotely(controlPath(dataDir), {
    run,
    emit: () => {},
    signal: new AbortController().signal,
  });
  await begun.promise;
  await control.close();
  expect(await client).toBe(1);
});

test('a socket whose path is longer than a system address holds works all the same', async () => {
  const deep = join(dataDir, 'd'.repeat(90), 'd'.repeat(90));
  const { ok } = await takeOwnership({ ...taking(), dataDir: deep });
  expect(ok).toBe(true);
  const { code } = await ask(async () => 3, undefined, controlPath(deep));
  expect(code).toBe(3);
});

test('a second server is refused by a sentence that names the first', async () => {
  const first = await takeOwnership(taking());
  expect(first.ok).toBe(true);
  const second = await takeOwnership({ ...taking(), address: 'http://127.0.0.1:7301' });
  expect(second).toMatchObject({ ok: false, problem: { code: 'data-directory-in-use' } });
  const said = second.ok ? '' : second.problem.message.en;
  for (const part of [dataDir, String(process.pid), 'http://127.0.0.1:7300', '2026-11-21T12:00:00.000Z'])
    expect(said).toContain(part);
  if (first.ok) await first.value.release();
  expect((await takeOwnership(taking())).ok).toBe(true);
});

/** A lock as a process would have left it. */
async function leaveLock(owner: Partial<Owner>): Promise<void> {
  const left = {
    role: 'server',
    pid: process.pid,
    process: 'x',
    address: 'a',
    since: 'b',
    id: 'c',
    ...owner,
  };
  await writeFile(join(dataDir, 'shuke.lock'), JSON.stringify(left));
}

test('the lock of a dead process is taken over', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  const marker = processMarker(child.pid!)!;
  await new Promise((resolve) => child.once('exit', resolve));
  await leaveLock({ pid: child.pid!, process: marker });
  expect(await livingOwner(dataDir)).toBeUndefined();
  expect((await takeOwnership(taking())).ok).toBe(true);
});

test('also when its number went to another living process, or the lock is torn', async () => {
  await leaveLock({ pid: process.pid, process: 'the boot before:123' });
  const taken = await takeOwnership(taking());
  expect(taken.ok).toBe(true);
  if (taken.ok) await taken.value.release();
  await writeFile(join(dataDir, 'shuke.lock'), '{"pid":');
  expect((await takeOwnership(taking())).ok).toBe(true);
});

test('a server of another container is known by its socket, whatever its number means here', async () => {
  await leaveLock({ pid: 999_999_999 });
  const control = await openControl(controlPath(dataDir), async () => 0);
  expect((await takeOwnership(taking())).ok).toBe(false);
  await control.close();
});

test('of many that find a dead lock at once, one wins', async () => {
  await leaveLock({ pid: 999_999_999 });
  const results = await Promise.all(Array.from({ length: 20 }, () => takeOwnership(taking())));
  expect(results.filter((it) => it.ok)).toHaveLength(1);
});
