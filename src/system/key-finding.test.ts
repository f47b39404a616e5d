import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { fake } from '../../test/fake-kms.ts';
import { readConfig } from '../platform/config.ts';
import { readRootKey } from '../platform/crypto/root-key.ts';
import { orThrow } from '../platform/errors.ts';
import { keyFinding } from './key-finding.ts';

const kms = (name: string) => join(import.meta.dirname, '../../test', `${name}-kms.ts`);
const made: string[] = [];
afterEach(async () => {
  fake.away = false;
  for (const folder of made.splice(0)) await rm(folder, { recursive: true });
});

/** An installation whose key was made with the first settings, looked at with the second. */
async function lookedAt(env: Record<string, string>, now: Record<string, string>) {
  const dataDir = await mkdtemp(join(tmpdir(), 'shuke-finding-'));
  made.push(dataDir);
  const configOf = (more: Record<string, string>) => orThrow(readConfig({ SHUKE_DATA: dataDir, ...more }));
  await readRootKey(configOf(env));
  return keyFinding(configOf(now));
}

const inFake = { SHUKE_KMS: kms('fake') };
const toOther = { SHUKE_KMS: kms('other'), SHUKE_KMS_FORMER: kms('fake') };

it.each([
  ['in its file', {}, {}],
  ['in its KMS', inFake, inFake],
  ['in its file, with a KMS it has left', {}, { SHUKE_KMS_FORMER: kms('fake') }],
])('is content with a key %s', async (_where, env, now) => {
  expect((await lookedAt(env, now)).ok).toBe(true);
});

it.each([
  ['from its file into a KMS', {}, inFake],
  ['from one KMS to another', inFake, toOther],
  ['back into a file', inFake, { SHUKE_KMS_FORMER: kms('fake') }],
])('reminds of a move %s', async (_where, env, now) => {
  const { ok, advice } = await lookedAt(env, now);
  expect({ ok, advice: advice?.en }).toEqual({ ok: false, advice: expect.stringContaining('rotate-master') });
});
