import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { sql } from 'kysely';
import { pino } from 'pino';
import { expect, inject, onTestFinished, test } from 'vitest';
import { type Config, readConfig } from './config.ts';
import { orThrow } from './errors.ts';
import { openPlatform } from './open-platform.ts';
import type { Platform } from './platform.ts';
import { rotateMaster } from './rotate-master.ts';

const log = pino({ level: 'silent' });
const child = join(import.meta.dirname, '../../test/rotate-master-child.ts');
const place = (shopId: number) => ({ shopId, table: 'customers.traits', column: 'value_sealed', rowId: '1' });

async function freshConfig(): Promise<Config> {
  const dataDir = await mkdtemp(join(inject('engines').folder, 'rotate-'));
  await chmod(dataDir, 0o711);
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return orThrow(readConfig({ SHUKE_DATA: dataDir }));
}

const open = async (config: Config) => orThrow(await openPlatform(config, { log }));

async function inPlatform<T>(config: Config, work: (platform: Platform) => Promise<T>): Promise<T> {
  const platform = await open(config);
  try {
    return await work(platform);
  } finally {
    await platform.close();
  }
}

/** Two shops with a sealed value each, and somebody with two-factor. */
const fill = async (platform: Platform) => {
  const sealed = new Map<number, Buffer>();
  for (const slug of ['one', 'two']) {
    const { rows } = await sql<{ shopId: number }>`
      insert into platform.shops (slug, name, currency, time_zone)
      values (${slug}, ${slug}, 'CNY', 'Asia/Shanghai') returning shop_id as "shopId"`.execute(platform.db);
    const { shopId } = rows[0]!;
    sealed.set(shopId, (await platform.keyring.forShop(shopId)).seal(place(shopId), `王小明 ${slug}`));
  }
  const data = await symmetricEncrypt({ key: platform.secret('better-auth'), data: 'TOTP' });
  await sql`insert into auth."user" ("id", "name", "email", "emailVerified", "updatedAt")
    values ('u', 'u', 'u@example.com', true, now())`.execute(platform.authDb);
  await sql`insert into auth."twoFactor" ("id", "secret", "backupCodes", "userId")
    values ('t', ${data}, ${data}, 'u')`.execute(platform.authDb);
  return sealed;
};

/** Rotates in a process of its own that is killed by force at this step. */
async function killAt(config: Config, step: string): Promise<void> {
  const env = { ...process.env, SHUKE_DATA: config.dataDir };
  const rotating = fork(child, [step], { env, execArgv: [] });
  const exited = once(rotating, 'exit');
  rotating.on('message', () => rotating.kill('SIGKILL'));
  expect((await exited)[1]).toBe('SIGKILL');
}

test('killed at every step, the rotation is finished by the next run, and everything opens under the new key', {
  timeout: 180_000,
}, async () => {
  const config = await freshConfig();
  const { masterKeyFile } = config;
  const sealed = await inPlatform(config, fill);
  const before = await readFile(masterKeyFile, 'utf8');
  for (const step of ['made', 'shop', 'two-factor', 'kept']) {
    await killAt(config, step);
    expect(await readFile(masterKeyFile, 'utf8')).toBe(before);
    expect(await openPlatform(config, { log })).toMatchObject({
      ok: false,
      problem: { code: 'master-rotation-unfinished' },
    });
  }
  const done = await rotateMaster({ config, log });
  expect(done).toMatchObject({ shops: 2, keys: 0, twoFactor: 0 });
  expect(await readFile(done.oldKeyFile, 'utf8')).toBe(before);
  expect(await readFile(masterKeyFile, 'utf8')).not.toBe(before);
  expect((await stat(masterKeyFile)).mode & 0o777).toBe(0o600);
  expect((await readdir(config.dataDir)).filter((it) => it.endsWith('.next'))).toEqual([]);
  await expectOpens(config, sealed);
  // One that nothing cuts off starts from the key of that one.
  expect(await rotateMaster({ config, log })).toMatchObject({ shops: 2, keys: 4, twoFactor: 1 });
  await expectOpens(config, sealed);
});

/** Sealed values and two-factor secrets are read under the key that lies there now. */
const expectOpens = (config: Config, sealed: ReadonlyMap<number, Buffer>): Promise<void> =>
  inPlatform(config, async ({ keyring, authDb, secret, kms }) => {
    for (const [shopId, bytes] of sealed)
      expect((await keyring.forShop(shopId)).open(place(shopId), bytes)).toContain('王小明');
    const { rows } = await sql<{ secret: string; backupCodes: string }>`
      select "secret", "backupCodes" from auth."twoFactor"`.execute(authDb);
    for (const data of Object.values(rows[0]!))
      expect(await symmetricDecrypt({ key: secret('better-auth'), data })).toBe('TOTP');
    expect(kms.masterId).toMatch(/^file:[0-9a-f]{16}$/);
  });
