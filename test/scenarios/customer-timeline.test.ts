import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { findPreset, runImport } from '../../src/domains/ingest/index.ts';
import { orThrow } from '../../src/platform/errors.ts';
import type { HttpApp } from '../../src/platform/http/routes.ts';
import { openShop, type Person, signInOwner } from '../people.ts';
import { openWorld, type World } from '../world.ts';

/** One customer's story over the real application: behaviour of two persons, merged into one timeline and parted again. */

let world: World;
let app: HttpApp;
let owner: Person;

beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
  await openShop(world.platform, 'story');
  owner = await signInOwner(world.platform, app);
  const path = join(world.platform.config.dataDir, 'calls.jsonl');
  writeFileSync(path, `${calls.map((it) => JSON.stringify(it)).join('\n')}\n`);
  const request = { shopId: 1, path, source: findPreset('segment-jsonl')!, startedBy: 'cli' };
  const tools = { platform: world.platform, mirror: world.platform.mirror };
  expect(orThrow(await runImport(tools, request))).toMatchObject({ rows: 40, accepted: 40, events: 40 });
});

afterAll(async () => {
  await app?.close();
  await world?.close();
});

/** Two people by turns; every fourth call of both has one time, and the calls lie in the file as they came: late. */
const calls = Array.from({ length: 40 }, (_, n) => ({
  ...{ type: 'track', event: `Event ${n}`, userId: n % 2 === 0 ? 'ann' : 'bob', messageId: `m${n}` },
  timestamp: new Date(Date.UTC(2025, 10, 11) + ((n * 7) % 10) * 3_600_000).toISOString(),
}));

interface Entry {
  readonly at: string;
  readonly key: string;
  readonly type: string;
  readonly data: { readonly name?: string };
}

async function timeline(customer: number, limit: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let cursor = ''; ; ) {
    const url = `/api/shops/story/customers/${customer}/timeline?types=event&limit=${limit}${cursor}`;
    const page = (await owner.ask('GET', url)).json();
    entries.push(...page.entries);
    if (page.next_cursor === null) return entries;
    cursor = `&cursor=${encodeURIComponent(page.next_cursor)}`;
  }
}

const names = (entries: readonly Entry[]) => entries.map((it) => it.data.name).sort();
const namesOf = (user?: string) =>
  calls
    .filter((it) => user === undefined || it.userId === user)
    .map((it) => it.event)
    .sort();

it('each has their own, the merged one has both in order of time, and parted each has their own again', async () => {
  expect(names(await timeline(1, 50))).toEqual(namesOf('ann'));
  const merge = { customer_ids: [1, 2], reason: 'one account' };
  const { edge_ids } = (await owner.ask('POST', '/api/shops/story/customers/merge', merge)).json();
  const whole = await timeline(1, 50);
  expect(names(whole)).toEqual(namesOf());
  expect(whole.map((it) => it.at)).toEqual(
    whole
      .map((it) => it.at)
      .toSorted()
      .toReversed(),
  );
  for (const limit of [1, 7, 20]) expect(await timeline(1, limit)).toEqual(whole);
  const unmerge = { edge_ids, reason: 'not one after all' };
  expect((await owner.ask('POST', '/api/shops/story/customers/unmerge', unmerge)).statusCode).toBe(200);
  expect(names(await timeline(1, 50))).toEqual(namesOf('ann'));
  expect(names(await timeline(2, 50))).toEqual(namesOf('bob'));
});
