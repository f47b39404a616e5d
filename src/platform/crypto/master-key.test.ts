import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fake } from '../../../test/fake-kms.ts';
import { replaceKeyFile } from './key-file.ts';
import { keyManagementOf } from './key-management.ts';
import { nextKeyFile, oldKeyFile } from './master-key.ts';
import { makeNextRoot, readRootKey, readRootKeys } from './root-key.ts';

const made: string[] = [];
const freshFile = () => {
  const dir = mkdtempSync(join(tmpdir(), 'shuke-key-'));
  made.push(dir);
  return join(dir, 'below', 'master.key');
};
afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true });
});

/** The key in clear of a file that is made where there is none. */
const readMasterKey = async (place: { masterKeyFile: string }) => (await readRootKey(place)).secretKey;

describe('the master key', () => {
  it('is made once, 32 bytes, readable by its owner only', async () => {
    const masterKeyFile = freshFile();
    const first = await readMasterKey({ masterKeyFile });
    expect(first).toHaveLength(32);
    expect(statSync(masterKeyFile).mode & 0o777).toBe(0o600);
    expect(await readMasterKey({ masterKeyFile })).toEqual(first);
  });

  it('is one, however many start at once', async () => {
    const masterKeyFile = freshFile();
    const keys = await Promise.all(Array.from({ length: 8 }, () => readMasterKey({ masterKeyFile })));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(readdirSync(join(masterKeyFile, '..'))).toEqual(['master.key']);
  });

  it('that is to come is found while it takes the place of the old, and no third one is made', async () => {
    const masterKeyFile = freshFile();
    const place = { masterKeyFile };
    for (let round = 0; round < 40; round += 1) {
      const was = await readRootKey(place);
      const { kms } = await makeNextRoot(place);
      const old = oldKeyFile(masterKeyFile, was.kms.masterId);
      const reading = Array.from({ length: 6 }, () => readRootKeys(place));
      await replaceKeyFile(masterKeyFile, { next: nextKeyFile(masterKeyFile), old });
      for (const roots of await Promise.all(reading))
        expect(roots.map((it) => it.kms.masterId)).toContain(kms.masterId);
      expect(await readRootKeys(place)).toHaveLength(1);
    }
  });

  it('is refused where others may read it, with the cure', async () => {
    const masterKeyFile = freshFile();
    await readMasterKey({ masterKeyFile });
    chmodSync(masterKeyFile, 0o640);
    await expect(readMasterKey({ masterKeyFile })).rejects.toMatchObject({
      problem: { code: 'master-key-mode', message: { en: expect.stringContaining('chmod 600') } },
    });
  });

  it('is refused where it is broken', async () => {
    const masterKeyFile = freshFile();
    await readMasterKey({ masterKeyFile });
    writeFileSync(masterKeyFile, 'c2hvcnQ=');
    await expect(readMasterKey({ masterKeyFile })).rejects.toMatchObject({
      problem: { code: 'master-key-broken' },
    });
  });
});

describe('wrapping', () => {
  const context = { shopId: 1, purpose: 'seal', version: 1 } as const;

  it('unwraps for the same shop, purpose and version only', async () => {
    const kms = keyManagementOf(Buffer.alloc(32, 3));
    const wrapped = await kms.wrap(context, Buffer.alloc(32, 9));
    expect(await kms.unwrap(context, wrapped)).toEqual(Buffer.alloc(32, 9));
    await expect(kms.unwrap({ ...context, shopId: 2 }, wrapped)).rejects.toThrow('master-key');
    await expect(kms.unwrap({ ...context, purpose: 'index' }, wrapped)).rejects.toThrow('master-key');
    await expect(kms.unwrap({ ...context, version: 2 }, wrapped)).rejects.toThrow('master-key');
  });

  it('does not unwrap with another master key', async () => {
    const wrapped = await keyManagementOf(Buffer.alloc(32, 3)).wrap(context, Buffer.alloc(32, 9));
    const other = keyManagementOf(Buffer.alloc(32, 4));
    await expect(other.unwrap(context, wrapped)).rejects.toThrow('master-key');
  });
});

describe('a KMS', () => {
  const kms = join(import.meta.dirname, '../../../test/fake-kms.ts');
  const refused = (code: string) => ({ problem: expect.objectContaining({ code }) });
  afterEach(() => Object.assign(fake, { id: 'fake/key-1', away: false, wrapped: [] }));

  it('keeps its key: the file holds our own secret wrapped, one however many start at once', async () => {
    const masterKeyFile = freshFile();
    const roots = await Promise.all(Array.from({ length: 4 }, () => readRootKey({ masterKeyFile, kms })));
    expect(new Set(roots.map(({ secretKey }) => secretKey.toString('hex'))).size).toBe(1);
    expect(new Set(roots.map((root) => root.kms.masterId)).size).toBe(1);
    expect(statSync(masterKeyFile).mode & 0o777).toBe(0o600);
    const text = readFileSync(masterKeyFile, 'utf8');
    expect(text).toMatch(/^kms fake\/key-1 /);
    expect(Buffer.from(text.split(' ')[2]!, 'base64').includes(roots[0]!.secretKey)).toBe(false);
    const context = { shopId: 3, purpose: 'seal', version: 1 } as const;
    const wrapped = await roots[0]!.kms.wrap(context, Buffer.alloc(32, 9));
    expect(await roots[1]!.kms.unwrap(context, wrapped)).toEqual(Buffer.alloc(32, 9));
    expect(fake.wrapped.filter((it) => it.purpose === 'secrets').length).toBeGreaterThan(0);
    const other = await readRootKey({ masterKeyFile: freshFile(), kms });
    expect(other.kms.masterId).not.toBe(roots[0]!.kms.masterId);
  });

  it('is refused where it is away, another, missing or broken', async () => {
    const masterKeyFile = freshFile();
    await readRootKey({ masterKeyFile, kms });
    await expect(readRootKey({ masterKeyFile })).rejects.toMatchObject(refused('kms-missing'));
    fake.id = 'fake/key-2';
    await expect(readRootKey({ masterKeyFile, kms })).rejects.toMatchObject(refused('kms-other'));
    Object.assign(fake, { id: 'fake/key-1', away: true });
    await expect(readRootKey({ masterKeyFile, kms })).rejects.toMatchObject({
      problem: { code: 'kms-failed', message: { en: expect.stringContaining('ETIMEDOUT') } },
    });
    fake.away = false;
    // A key in clear goes on being good, until a rotation takes it into the KMS.
    const inClear = freshFile();
    const { secretKey } = await readRootKey({ masterKeyFile: inClear });
    expect((await readRootKey({ masterKeyFile: inClear, kms })).secretKey).toEqual(secretKey);
    for (const broken of [join(import.meta.dirname, 'seal.ts'), '/nowhere/kms.mjs'])
      await expect(readRootKey({ masterKeyFile, kms: broken })).rejects.toMatchObject(refused('kms-failed'));
  });
});
