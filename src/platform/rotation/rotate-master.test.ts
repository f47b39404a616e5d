import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { fake } from '../../../test/fake-kms.ts';
import { otherId } from '../../../test/other-kms.ts';
import { openShop, ownerEmail, Person, password, signInOwner, totp } from '../../../test/people.ts';
import {
  bringKey,
  keyText,
  type Machine,
  type Machines,
  makeMachines,
  startFirst,
  startSecond,
  stopMachine,
} from '../../../test/two-machines.ts';
import { backUp } from '../backup/back-up.ts';
import type { Config } from '../config.ts';
import { readRootKeys } from '../crypto/root-key.ts';
import { openPool } from '../db/pool.ts';
import { withShop } from '../db/postgres.ts';
import { appRole, rolePassword, urlAs } from '../db/roles.ts';
import { orThrow } from '../errors.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { rotateMaster, rotationSteps } from './rotate-master.ts';

const kms = (name: string) => join(import.meta.dirname, '../../../test', `${name}-kms.ts`);
const place = (shopId: number) => ({ shopId, table: 'customers.traits', column: 'value_sealed', rowId: '1' });
const { signal } = new AbortController();

/** Somebody signed in before the first rotation, with two-factor, and a sealed value of a shop. */
interface Before {
  readonly cookies: Record<string, string>;
  readonly totpSecret: string;
  readonly shopId: number;
  readonly sealed: Buffer;
}

async function fill({ platform, app }: Machine): Promise<Before> {
  const owner = await signInOwner(platform, app);
  const { shopId } = await openShop(platform, 'first');
  await openShop(platform, 'second');
  const enabled = (await owner.ask('POST', '/api/auth/two-factor/enable', { password })).json();
  const totpSecret = new URL(enabled.totpURI).searchParams.get('secret')!;
  await owner.ask('POST', '/api/auth/two-factor/verify-totp', { code: totp(totpSecret, new Date()) });
  const keys = await platform.keyring.forShop(shopId);
  return { cookies: owner.cookies, totpSecret, shopId, sealed: keys.seal(place(shopId), '王小明') };
}

/** What a shopper's or clerk's request leans on, asked of both machines in turn; throws where one is refused. */
async function askAll(machines: readonly Machine[], before: Before, round: number): Promise<void> {
  const [one, other] = round % 2 === 0 ? machines : [...machines].reverse();
  const { platform, app } = one!;
  const person = Object.assign(new Person(app), {
    cookies: before.cookies,
    remoteAddress: `10.1.${round >> 8}.${round & 255}`,
  });
  const me = await person.ask('GET', '/api/me');
  if (me.statusCode !== 200) throw new Error(`A session was refused with ${me.statusCode}`);
  const cursor = writeCursor({ platform, shopId: 1, list: 'x' }, [round]);
  orThrow(readCursor({ platform: other!.platform, shopId: 1, list: 'x' }, cursor));
  const keys = await platform.keyring.forShop(before.shopId);
  if (keys.open(place(before.shopId), before.sealed) !== '王小明') throw new Error('Opened something else');
  await comeInAnew(one!);
  if (round % 5 === 0) await openAShop(one!, other!, round);
}

/** A shop's first keys are wrapped by one machine and opened by the other. */
async function openAShop({ platform }: Machine, other: Machine, round: number): Promise<void> {
  const { shopId } = await openShop(platform, `made-${round}-${Date.now()}`);
  const sealed = (await platform.keyring.forShop(shopId)).seal(place(shopId), 'x');
  if ((await other.platform.keyring.forShop(shopId)).open(place(shopId), sealed) !== 'x')
    throw new Error('Opened something else');
}

/** Connections that were open go on; what a changed password would shut out is one that is opened now. */
async function comeInAnew({ config, platform }: Machine): Promise<void> {
  const urls = () =>
    platform.masterKeys.all.map(({ secretKey }) =>
      urlAs(config.postgresUrl!, appRole, rolePassword(secretKey, appRole)),
    );
  const fresh = openPool(urls, { max: 1 });
  await sql`select 1`.execute(fresh);
  await fresh.destroy();
  await (await platform.openOwner()).end();
}

/** Asks without a pause until it is stopped; answers how often, and throws the first refusal. */
function startLoad(machines: readonly Machine[], before: Before) {
  let going = true;
  const running = (async () => {
    let round = 0;
    for (; going; round += 1) await askAll(machines, before, round);
    return round;
  })();
  running.catch(() => {});
  return async () => {
    going = false;
    return running;
  };
}

async function start(machines: Machines, more: Record<string, string> = {}): Promise<[Machine, Machine]> {
  const first = await startFirst(await machines.config('first', more));
  const config = await machines.config('second', more);
  if (!(await stat(config.masterKeyFile).catch(() => undefined))) {
    await bringKey(first.config, config);
    await bringKey(first.config, await machines.config('third', more));
  }
  return [first, await startSecond(config, first)];
}

const stopAll = async ([first, second]: readonly Machine[]) => {
  await stopMachine(second!);
  await stopMachine(first!);
};

const isNext = (name: string): boolean => name.endsWith('.next');

/** Everything is under the new key: data keys, two-factor, passwords, every machine's key file; the old one is no longer good. */
async function expectGoneOver(machines: readonly Machine[], before: Before, was: string): Promise<string> {
  const { masterId } = machines[0]!.platform.masterKeys.current.kms;
  expect(masterId).not.toBe(was);
  for (const { platform, config, app } of machines) {
    // The end of a rotation is called out; each drops the old key when it hears, and then puts its key file right.
    await expect.poll(() => platform.masterKeys.all.map(({ kms }) => kms.masterId)).toEqual([masterId]);
    await expect.poll(async () => (await readRootKeys(config))[0]!.kms.masterId).toBe(masterId);
    await expect.poll(async () => (await readdir(config.dataDir)).filter(isNext)).toEqual([]);
    const person = new Person(app);
    await person.signIn(ownerEmail, password);
    const code = totp(before.totpSecret, new Date());
    expect((await person.ask('POST', '/api/auth/two-factor/verify-totp', { code })).statusCode).toBe(200);
  }
  const { db } = machines[0]!.platform;
  const { rows } = await sql<{ shopId: number }>`select shop_id as "shopId" from platform.shops`.execute(db);
  for (const { shopId } of rows) {
    const ids = await withShop(db, shopId, (tx) =>
      sql<{ id: string }>`select distinct master_id as id from platform.data_keys`.execute(tx),
    );
    for (const { id } of ids.rows) expect(id).toBe(masterId);
  }
  return masterId;
}

/** An archive is opened by one key, and two wrap. */
async function expectNoBackup({ platform, config }: Machine): Promise<void> {
  const path = join(config.dataDir, 'half-way.shuke');
  const refused = await backUp(platform, { path, program: 'test', signal });
  expect(refused).toMatchObject({ ok: false, problem: { code: 'master-key-changing' } });
  await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
}

async function expectShutOut(config: Config, secretKey: Buffer): Promise<void> {
  const pool = openPool(urlAs(config.postgresUrl!, appRole, rolePassword(secretKey, appRole)), { max: 1 });
  await expect(sql`select 1`.execute(pool)).rejects.toMatchObject({ code: '28P01' });
  await pool.destroy();
}

async function passTerms({ platform }: Machine): Promise<void> {
  const owner = await platform.openOwner();
  await owner.query(`update platform.former_secrets set until = now() - interval '1 day'
    where master_id = (select former_master_id from platform.installation)`);
  await owner.end();
}

test('from file to file, to a KMS, to another KMS and back: killed at every step and gone on from, while two machines answer everything', {
  timeout: 200_000,
}, async () => {
  const machines = await makeMachines();
  onTestFinished(() => machines.close());
  let running = await start(machines);
  const before = await fill(running[0]);

  // File to file.
  const old = running[0].platform.masterKeys.current;
  const file = await keyText(running[0].config);
  const killed = rotationSteps.map((step) => machines.rotator(step));
  const last = machines.rotator(undefined);
  let stopLoad = startLoad(running, before);
  for (const rotator of killed) expect(await rotator.run()).toBe('SIGKILL');
  expect(await last.run()).toBe(null);
  expect(await stopLoad()).toBeGreaterThan(10);
  let id = await expectGoneOver(running, before, old.kms.masterId);
  await expectShutOut(running[0].config, old.secretKey);
  for (const { config } of running) {
    expect(await keyText(config)).not.toBe(file);
    expect((await stat(config.masterKeyFile)).mode & 0o777).toBe(0o600);
    const kept = `${config.masterKeyFile}.old-${old.kms.masterId.split(':')[1]}`;
    expect(await keyText({ ...config, masterKeyFile: kept })).toBe(file);
  }

  // Into a KMS: the processes are started anew with it named, and go on with the file until the rotation.
  const moves: readonly { at: string; env: Record<string, string>; id: RegExp; text: RegExp }[] = [
    {
      at: 'shop',
      env: { SHUKE_KMS: kms('fake') },
      id: /^kms:fake\/key-1:[0-9a-f]{16}$/,
      text: /^kms fake\/key-1 /,
    },
    {
      at: 'switched',
      env: { SHUKE_KMS: kms('other'), SHUKE_KMS_FORMER: kms('fake') },
      id: new RegExp(`^kms:${otherId}:[0-9a-f]{16}$`),
      text: new RegExp(`^kms ${otherId} `),
    },
    { at: 'announced', env: { SHUKE_KMS_FORMER: kms('other') }, id: /^file:/, text: /^[\w+/]{43}=$/ },
  ];
  for (const move of moves) {
    await stopAll(running);
    running = await start(machines, move.env);
    stopLoad = startLoad(running, before);
    // That of a machine that was not there while the others went over is brought by hand.
    await bringKey(running[0].config, await machines.config('third', move.env));
    const cutOff = machines.rotator(move.at, move.env);
    expect(await cutOff.run()).toBe('SIGKILL');
    expect(await stopLoad()).toBeGreaterThan(0);
    if (move.at === 'announced') await expectNoBackup(running[0]);
    // Half way, everything starts and is asked, and so long after that the secrets of before are past their term.
    if (move.at === 'switched') {
      await passTerms(running[0]);
      await stopAll(running);
      running = await start(machines, move.env);
    }
    stopLoad = startLoad(running, before);
    const told: number[][] = [];
    const onProgress = (done: number, total: number) => void told.push([done, total]);
    await rotateMaster({ platform: running[1].platform, signal, onProgress });
    if (move.at !== 'switched') expect(told.at(-1)![0]).toBe(told.at(-1)![1]);
    expect(await stopLoad()).toBeGreaterThan(0);
    id = await expectGoneOver(running, before, id);
    expect(id).toMatch(move.id);
    for (const { config } of running) expect((await keyText(config)).trim()).toMatch(move.text);
  }
  expect(fake.wrapped.some((it) => it.purpose === 'secrets')).toBe(true);
  await stopAll(running);
});
