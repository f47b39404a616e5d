import { readdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askAt, eventsOf } from '../../../../test/browser-request.ts';
import { uciFile } from '../../../../test/import-fixture.ts';
import { hire, openShop, type Person, signInOwner } from '../../../../test/people.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { buildApp } from '../../../app.ts';
import type { ImportView } from '../../../contract/imports.ts';
import type { HttpApp } from '../../../platform/http/routes.ts';

let world: World;
let app: HttpApp;
let owner: Person;
let base: string;
beforeAll(async () => {
  world = await openWorld();
  app = await buildApp(world.platform);
  await app.listen({ host: '127.0.0.1', port: 0 });
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  owner = await signInOwner(world.platform, app);
});
afterAll(async () => {
  await app?.close();
  await world?.close();
});

const ask = (person: Person, path: string, init: RequestInit = {}): Promise<Response> =>
  askAt(base, person, path, init);

function form(content: string, fields: Record<string, string>): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set('file', new Blob([content]), '../../订单.csv');
  return body;
}

const upload = (shop: string, content: string, fields: Record<string, string>): Promise<Response> =>
  ask(owner, `/api/shops/${shop}/imports`, { method: 'POST', body: form(content, fields) });

/** Follows the import to its end. */
async function finished(shop: string, answer: Response): Promise<ImportView> {
  expect(answer.status).toBe(202);
  const { id } = (await answer.json()) as ImportView;
  const events = await eventsOf(await ask(owner, `/api/shops/${shop}/imports/${id}/progress`));
  expect(events.at(-1)!.event).toBe('end');
  return events.at(-1)!.data as unknown as ImportView;
}

const rows = [{ invoice: '1', quantity: 2 }, { invoice: '2' }];

test('upload, follow, list, fetch rejects, take back', async () => {
  await openShop(world.platform, 'whole');
  const content = uciFile(rows).concat('3,A,X,one,2011-01-01 08:00:00,1.00,1.0,France\n');
  const view = await finished('whole', await upload('whole', content, { preset: 'uci-online-retail' }));
  expect(view).toMatchObject({
    state: 'done',
    file_name: '订单.csv',
    preset: 'uci-online-retail',
    rows: 3,
    accepted: 2,
    rejected: 1,
    amount_minor: { GBP: 300 },
    problem: null,
  });
  const list = await (await ask(owner, '/api/shops/whole/imports?limit=1')).json();
  expect(list).toMatchObject({ imports: [{ id: view.id }], next_cursor: null });
  const rejects = await (await ask(owner, `/api/shops/whole/imports/${view.id}/rejects`)).text();
  expect(rejects).toContain('4,Quantity,one,not-a-whole-number');
  const undone = await ask(owner, `/api/shops/whole/imports/${view.id}`, { method: 'DELETE' });
  expect([undone.status, await undone.json()]).toMatchObject([200, { state: 'undone' }]);
  expect(await readdir(join(world.platform.config.dataDir, 'imports', 'uploads'))).toEqual([]);
});

test('while an import runs its followers see it grow, row by row and byte by byte, to the end', async () => {
  await openShop(world.platform, 'long');
  const many = Array.from({ length: 12_000 }, (_, n) => ({ invoice: String(n + 1) }));
  const answer = await upload('long', uciFile(many), { preset: 'uci-online-retail' });
  const { id } = (await answer.json()) as ImportView;
  const events = await eventsOf(await ask(owner, `/api/shops/long/imports/${id}/progress`));
  const frames = events.slice(0, -1);
  expect(new Set(frames.map((it) => it.event))).toEqual(new Set(['progress']));
  const rowsSeen = frames.map((it) => it.data.rows as number);
  const bytesSeen = frames.map((it) => it.data.bytes_done as number);
  expect(rowsSeen.length).toBeGreaterThan(1);
  expect(rowsSeen).toEqual(rowsSeen.toSorted((a, b) => a - b));
  expect(bytesSeen).toEqual(bytesSeen.toSorted((a, b) => a - b));
  expect(rowsSeen.at(-1)).toBeGreaterThan(rowsSeen[0]!);
  expect(bytesSeen.at(-1)).toBeLessThanOrEqual(frames.at(-1)!.data.bytes as number);
  expect(events.at(-1)).toMatchObject({ event: 'end', data: { state: 'done', rows: 12_000 } });
});

test('a dry run answers at once and leaves nothing behind', async () => {
  await openShop(world.platform, 'dry');
  const answer = await upload('dry', uciFile(rows), { preset: 'uci-online-retail', dry_run: 'true' });
  expect([answer.status, await answer.json()]).toMatchObject([200, { id: null, accepted: 2 }]);
  expect(await (await ask(owner, '/api/shops/dry/imports')).json()).toMatchObject({ imports: [] });
});

test('a mapping comes with the upload; what is wrong with it comes back', async () => {
  await openShop(world.platform, 'mapped');
  const mapping = {
    name: 'erp',
    of: 'spend',
    channel: 'douyin',
    fields: { campaign: 'c', day: 'd', amount: 'a' },
  };
  const content = 'c,d,a\n618,2024-06-18,100\n';
  const view = await finished(
    'mapped',
    await upload('mapped', content, { mapping: JSON.stringify(mapping) }),
  );
  expect(view).toMatchObject({ preset: 'erp', accepted: 1 });
  const wrong = await upload('mapped', content, {
    mapping: JSON.stringify({ ...mapping, fields: {}, nonsense: 1 }),
  });
  expect(wrong.status).toBe(422);
  const { code, issues } = (await wrong.json()) as { code: string; issues: { field: string }[] };
  expect(code).toBe('mapping-unusable');
  expect(issues.map((issue) => issue.field).sort()).toEqual([
    '/fields/amount',
    '/fields/campaign',
    '/fields/day',
    '/nonsense',
  ]);
});

test('a file that lacks columns, an unknown preset and a body without a file are told apart', async () => {
  await openShop(world.platform, 'wrong');
  const codes: unknown[] = [];
  for (const [content, fields] of [
    ['InvoiceNo,Quantity\n1,2\n', { preset: 'uci-online-retail' }],
    ['a\n', { preset: 'nonsense' }],
    [uciFile(rows), { preset: 'uci-online-retail', max_rejects: 'many' }],
  ] as const)
    codes.push(((await (await upload('wrong', content, fields)).json()) as { code: string }).code);
  const body = new FormData();
  body.set('preset', 'cdnow');
  const bare = await ask(owner, '/api/shops/wrong/imports', { method: 'POST', body });
  codes.push(((await bare.json()) as { code: string }).code);
  expect(codes).toEqual(['missing-columns', 'unknown-preset', 'invalid-input', 'no-file']);
});

test('who may read imports may not start or undo them', async () => {
  await openShop(world.platform, 'staffed');
  const view = await finished(
    'staffed',
    await upload('staffed', uciFile(rows), { preset: 'uci-online-retail' }),
  );
  const analyst = await hire(owner, { slug: 'staffed', role: 'analyst' });
  const path = '/api/shops/staffed/imports';
  const body = form(uciFile(rows), { preset: 'uci-online-retail' });
  const statuses = [
    (await ask(analyst, path)).status,
    (await ask(analyst, `${path}/${view.id}/progress`)).status,
    (await ask(analyst, path, { method: 'POST', body })).status,
    (await ask(analyst, `${path}/${view.id}`, { method: 'DELETE' })).status,
  ];
  expect(statuses).toEqual([200, 200, 403, 403]);
});

test('an upload sent again with its Idempotency-Key starts nothing; another file under that key is refused', async () => {
  await openShop(world.platform, 'retried');
  const fields = { preset: 'uci-online-retail' };
  const send = (content: string) =>
    ask(owner, '/api/shops/retried/imports', {
      ...{ method: 'POST', headers: { 'idempotency-key': 'u1' } },
      body: form(content, fields),
    });
  const first = await send(uciFile(rows));
  const view = await finished('retried', first.clone());
  const again = await send(uciFile(rows));
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([202, 'true']);
  expect(((await again.json()) as ImportView).id).toBe(view.id);
  const other = await send(uciFile([{ invoice: '9' }]));
  expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([
    422,
    'idempotency-key-reused',
  ]);
  const list = (await (await ask(owner, '/api/shops/retried/imports')).json()) as { imports: unknown[] };
  expect(list.imports).toHaveLength(1);
});
