import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { keyManagementOf } from './key-management.ts';
import { readMasterKey } from './master-key.ts';

const made: string[] = [];
const freshFile = () => {
  const dir = mkdtempSync(join(tmpdir(), 'shuke-key-'));
  made.push(dir);
  return join(dir, 'below', 'master.key');
};
afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true });
});

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
