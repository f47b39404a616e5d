import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../test/world.ts';
import { peopleFilter } from '../contract/people.ts';
import { registerMirrors } from '../mirrors.ts';
import { findShop } from '../platform/auth/index.ts';
import { withShop } from '../platform/db/postgres.ts';
import { findCommand } from './commands.ts';
import { commandHelp } from './help.ts';
import { commandRunner } from './serve-commands.ts';

/** What HTTP can do with customers and their traits, the command line can as well. */

let world: World;

beforeAll(async () => {
  world = await openWorld();
  registerMirrors(world.platform);
  const call = (n: number, traits: object) =>
    JSON.stringify({
      ...{ type: 'identify', userId: `u${n}`, timestamp: '2024-01-01T00:00:00Z' },
      traits: { phone: '13900139000', ...traits },
    });
  const calls = Array.from({ length: 21 }, (_, n) => call(n, n === 0 ? { name: '王小明', pet: '旺财' } : {}));
  await writeFile(join(world.platform.config.dataDir, 'calls.jsonl'), `${calls.join('\n')}\n`);
  await said('import', 'calls.jsonl', '--preset', 'segment-jsonl');
});
afterAll(() => world?.close());

async function said(...words: string[]): Promise<{ code: number; text: string; failure: string }> {
  const argv = [...words, '--shop', 'hz'];
  let [text, failure] = ['', ''];
  const hear = (frame: { type: string; text?: string; problem?: { code: string } }) => {
    if (frame.type === 'stdout') text += frame.text;
    if (frame.type === 'problem') failure = frame.problem!.code;
  };
  const run = { type: 'run', argv, cwd: world.platform.config.dataDir, language: 'en', user: 'mei' } as const;
  const code = await commandRunner(world.platform)(run, hear, new AbortController().signal);
  return { code, text, failure };
}

const json = async (...words: string[]) => JSON.parse((await said(...words, '--json')).text);

async function acts(): Promise<unknown[]> {
  const { shopId } = (await findShop(world.platform.db, 'hz'))!;
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql`select act, actor, reason from compliance.audit_log order by 1`.execute(tx),
  );
  return rows;
}

describe('traits', () => {
  it('nobody declared are listed, added, and then kept, searched and masked', async () => {
    const calls = ['import', 'calls.jsonl', '--preset', 'segment-jsonl'];
    expect(await json('traits', 'undeclared')).toMatchObject({ traits: [{ name: 'pet', seen: 1 }] });
    const added = ['traits', 'add', 'pet', '--type', 'text', '--class', 'personal', '--search', 'none'];
    expect(await json(...added, '--mask', 'name')).toMatchObject({
      name: 'pet',
      mask: 'name',
      search: 'none',
    });
    expect((await said(...added)).failure).toBe('trait-exists');
    expect(await json('traits', 'undeclared')).toEqual({ traits: [] });
    expect(await json(...calls)).toMatchObject({ accepted: 1, undeclared_traits: {} });
    expect((await json('customers', 'list', '--search', '旺财')).customers).toEqual([]);
    expect(await json('traits', 'change', 'pet', '--search', 'text')).toMatchObject({ search: 'text' });
    const [found] = (await json('customers', 'list', '--search', '旺财')).customers;
    expect((await json('customers', 'list', '--trait', 'pet=旺财')).customers).toEqual([found]);
    const { traits } = await json('customers', 'show', String(found.customer_id));
    expect(traits).toContainEqual(expect.objectContaining({ name: 'pet', value: '旺*' }));
    expect((await said('traits', 'list')).text).toMatch(/^pet +pet +text +personal +name +text/m);
  });

  it('are called otherwise in one language or both, retired, hidden, and back again', async () => {
    const change = (...to: string[]) => json('traits', 'change', ...to);
    expect(await change('pet', '--label-zh', '宠物')).toMatchObject({ label: { zh: '宠物', en: 'pet' } });
    expect(await change('pet', '--label-en', 'Pet')).toMatchObject({ label: { zh: '宠物', en: 'Pet' } });
    expect(await change('pet', '--retire')).toMatchObject({ retired_at: expect.any(String) });
    const calls = await json('import', 'calls.jsonl', '--preset', 'segment-jsonl');
    expect(calls).toMatchObject({ unfit_traits: { pet: 1 } });
    expect(await change('pet', '--restore')).toMatchObject({ retired_at: null });
    expect(await change('tier', '--label-en', 'Level', '--hide')).toMatchObject({
      ...{ built_in: true, label: { zh: '会员等级', en: 'Level' }, hidden_at: expect.any(String) },
    });
    expect((await said('traits', 'list')).text).toMatch(/^tier +Level .*\d{4}-\d\d-\d\d$/m);
    expect(await change('tier', '--show')).toMatchObject({ label: { en: 'Level' }, hidden_at: null });
    expect((await said('traits', 'change', 'tier', '--retire')).failure).toBe('built-in-trait');
    expect((await said('traits', 'change', 'nothing', '--hide')).failure).toBe('no-such-trait');
    expect((await said('traits', 'change', 'pet')).failure).toBe('wrong-usage');
  });
});

describe('customers', () => {
  it('are seen in clear only with a reason, which is recorded', async () => {
    const unmask = ['customers', 'unmask', '1', '--fields', 'name'];
    expect((await said(...unmask)).code).toBe(2);
    expect((await said(...unmask, '--reason', 'x')).failure).toBe('reason-missing');
    const seen = await json(...unmask, '--reason', 'parcel came back');
    expect(seen).toEqual({ values: [{ field: 'name', value: '王小明' }] });
    expect(await acts()).toContainEqual({
      ...{ act: 'customers.unmask', actor: 'cli:mei', reason: 'parcel came back' },
    });
  });

  it('are filtered and sorted as over HTTP: every filter of the list is an option, and what is none is told', async () => {
    const help = commandHelp((await findCommand(['customers', 'list']))!.command, 'en');
    for (const name of Object.keys(peopleFilter)) expect(help).toContain(`--${name.replaceAll('_', '-')} `);
    const consent = ['--purpose', 'marketing', '--channel', 'sms', '--source', 'agent'];
    expect((await said('consents', 'record', '2', '--state', 'granted', ...consent)).failure).toBe('');
    const granted = await json('customers', 'list', '--consent', 'marketing:sms:granted');
    expect(granted.customers.map((it: { customer_id: number }) => it.customer_id)).toEqual([2]);
    const lists = [
      'customers',
      'list',
      '--bought',
      'no',
      '--orders-to',
      '0',
      '--sort',
      'newest',
      '--limit',
      '2',
    ];
    const first = await json(...lists, '--order', 'asc');
    const second = await json(...lists, '--order', 'asc', '--cursor', first.next_cursor);
    expect([...first.customers, ...second.customers].map((it) => it.customer_id)).toEqual([1, 2, 3, 4]);
    expect((await said(...lists, '--cursor', first.next_cursor)).failure).toBe('invalid-input');
    expect((await said('customers', 'list', '--consent', 'marketing:fax:granted')).code).toBe(2);
    expect((await said('customers', 'list', '--rfm-group', 'important-value')).text).toMatch(/^id/);
  });

  it('joined by a shared phone are let out, undone, split', async () => {
    const [value] = (await json('quarantine', 'list')).quarantined;
    const person = String(value.person_id);
    expect(value).toMatchObject({ kind: 'phone', value: '139****9000', named_with: 21 });
    const release = ['quarantine', 'release', person];
    expect((await json(...release, '--preview')).customer_ids).toHaveLength(22);
    expect((await said(...release)).failure).toBe('reason-missing');
    const merged = await json(...release, '--reason', 'a family');
    expect(merged).toMatchObject({ customer_id: 1, edge_ids: { length: 21 } });
    const split = await json('customers', 'split', '1', '--persons', '3', '--reason', 'not theirs');
    expect(split).toEqual({ customer_ids: [1, 3] });
    const rest = (await json('customers', 'show', '1')).person_ids;
    expect([rest.length, rest.includes(3)]).toEqual([21, false]);
    const edges = merged.edge_ids.slice(-1).map(String);
    expect((await json('customers', 'unmerge', ...edges)).customer_ids).toHaveLength(2);
    expect((await said('quarantine', 'release', person, '--keep', '--reason', 'no more')).failure).toBe(
      'not-quarantined',
    );
  });
});
