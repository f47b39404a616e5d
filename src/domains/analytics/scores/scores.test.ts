import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BothTopologies, bothTopologies } from '../../../../test/two-shards.ts';
import { openWorld, type TestShop, type World } from '../../../../test/world.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import { ProblemError, problem } from '../../../platform/errors.ts';
import { currentScores, scoresOfCustomers } from './current-scores.ts';
import { openFreshShops } from './fresh-shops.ts';
import { wishWhatIsDue } from './keep-scores.ts';
import type { ModelTask } from './model-task.ts';
import { scoreData } from './personal-data.ts';
import { runWaiting, wishForRun } from './run-model.ts';
import { readRuns } from './run-store.ts';
import { scoreJobs } from './score-jobs.ts';
import type { ModelWork, ScoreModel } from './score-model.ts';
import { readSettings, writeSettings } from './settings-store.ts';
import type { ScoreRow } from './write-scores.ts';

/** The store of scores under a model that says what it is told to: what is read, what is not, and what goes. */

let world: World;
let both: BothTopologies;
let shop: TestShop;
beforeAll(async () => {
  world = await openWorld();
  both = await bothTopologies(world.platform.clickhouse);
  shop = await world.shop();
  await world.platform.clickhouse.insert(
    'persons',
    [1, 2, 3, 4].map((person_id) => ({
      ...{ shop_id: shop.shopId, person_id, profiling_barred: Number(person_id === 4), version: 1 },
      ...{ first_seen_at: '2025-01-01', last_seen_at: '2025-01-01' },
    })),
  );
});
afterAll(() => world?.close());

const inShop = <T>(work: (tx: Tx) => Promise<T>) => withShop(world.platform.db, shop.shopId, work);

/** A score of everybody: the number of the customer plus `offset`. */
async function* everybody(offset: number): AsyncGenerator<ScoreRow[]> {
  for (const code of ['tested', 'tested-too'])
    yield [1, 2, 3, 4].map((customerId) => ({
      code,
      customerId,
      value: customerId + offset,
      low: null,
      high: 9,
    }));
}

/** `meanwhile` happens when its scores are written and it is not done. */
const modelOf = (offset: number, meanwhile?: (work: ModelWork) => Promise<void>): ScoreModel => ({
  ...{ name: 'tested', version: 1, label: { zh: '', en: '' }, scores: ['tested', 'tested-too'] },
  ready: async (_, day) => ({ day, size: 4 }),
  async run(work) {
    await work.progress(1, 4);
    await work.write(everybody(offset));
    await meanwhile?.(work);
    const fittedBy = work.lastFit?.runId ?? work.run.runId;
    return {
      ...{
        fittedBy,
        trainedFrom: '2025-01-01',
        trainedTo: work.run.asOf,
        sampleSize: 4,
        parameters: { a: offset },
      },
      ...{ errors: { bias: 0.1 }, confidence: 'low', findings: {}, drift: { psi: 0, error: null } },
    };
  },
});

const taskOf = (model: ScoreModel): ModelTask => ({ platform: world.platform, shop, model });

async function run(model: ScoreModel, asOf = '2026-01-10', isRefit = false) {
  const runId = await wishForRun(taskOf(model), { asOf, isRefit, cause: 'asked', startedBy: 'user:mei' });
  await runWaiting(taskOf(model));
  return (await inShop((tx) => readRuns(tx, shop.shopId, { limit: 50 }))).find((it) => it.runId === runId)!;
}

async function read(customerIds = [1, 2, 3, 4], asOf?: string) {
  const current = await inShop((tx) => currentScores(tx, shop.shopId, asOf));
  const [one, two] = await Promise.all(
    [both.single, both.shards].map((clickhouse) =>
      scoresOfCustomers({ clickhouse, shop }, current, customerIds),
    ),
  );
  expect(two, 'two shards answer what one node does').toEqual(one);
  return one!.filter((it) => it.code === 'tested').map((it) => [it.customerId, it.value]);
}

const rowsOf = async (runId: number) =>
  Number(
    (
      await both.single.query<{ rows: string }>({
        sql: 'SELECT count() AS rows FROM scores WHERE shop_id = {shop:UInt32} AND run_id = {run:UInt64}',
        ...{ shopId: shop.shopId, params: { run: runId } },
      })
    )[0]!.rows,
  );

it('reads the newest run of the latest day, and of nobody who objected', async () => {
  expect(await read()).toEqual([]);
  const first = await run(modelOf(0));
  expect(first).toMatchObject({
    status: 'done',
    confidence: 'low',
    sampleSize: 4,
    fittedBy: first.runId,
    seen: 4,
  });
  expect(await read()).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
  const next = await run(modelOf(10), '2026-01-11');
  expect(next.fittedBy, 'scored with what the first learnt').toBe(first.runId);
  expect((await run(modelOf(20), '2026-01-09')).fittedBy, 'not from the future').not.toBe(first.runId);
  expect(await read([2, 3])).toEqual([
    [2, 12],
    [3, 13],
  ]);
  expect(await read([2], '2026-01-10')).toEqual([[2, 2]]);
  expect((await run(modelOf(30), '2026-01-11', true)).fittedBy).not.toBe(first.runId);
  expect(await read([2])).toEqual([[2, 32]]);
  expect(await inShop((tx) => scoreJobs.list(tx, shop.shopId, 1))).toMatchObject([
    { kind: 'score', state: 'done', about: 'tested 2026-01-11', started_by: 'user:mei', problem: null },
  ]);
});

it('never reads a run that broke off, refused, was cut off or met an erasure', async () => {
  const before = await read();
  const refuses = modelOf(100, () => {
    throw new ProblemError(problem('no-purchases', 422, { zh: '没有', en: 'none' }));
  });
  expect(await run(refuses, '2026-01-12')).toMatchObject({
    status: 'failed',
    problem: { code: 'no-purchases' },
  });
  const breaks = modelOf(100, () => Promise.reject(new Error('the engine is away')));
  await expect(run(breaks, '2026-01-12')).rejects.toThrow('the engine is away');
  const erasing = modelOf(100, () => erase([3]));
  const calledOff = await run(erasing, '2026-01-12');
  expect(calledOff).toMatchObject({ status: 'failed', problem: { code: 'called-off' } });
  expect(await read()).toEqual(before.filter(([customer]) => customer !== 3));
  expect(await rowsOf(calledOff.runId), 'and its rows are swept').toBe(0);
  // Killed: it says it runs, and nobody has the turn.
  const killed = await run(modelOf(200), '2026-01-12');
  await inShop((tx) =>
    sql`update analytics.model_runs set status = 'running', finished_at = null where shop_id = ${shop.shopId} and run_id = ${killed.runId}`.execute(
      tx,
    ),
  );
  expect(await read()).toEqual(before.filter(([customer]) => customer !== 3));
  expect(await run(modelOf(50), '2026-01-12')).toMatchObject({ status: 'done' });
  const [, cutOff] = await inShop((tx) => readRuns(tx, shop.shopId, { limit: 2 }));
  expect(cutOff).toMatchObject({ runId: killed.runId, status: 'failed', problem: { code: 'cut-off' } });
  expect(await read([1])).toEqual([[1, 51]]);
});

const erase = (personIds: number[]) => {
  const { platform } = world;
  const concerned = { platform, shopId: shop.shopId, customerId: personIds[0]!, personIds };
  return scoreData.erase({ ...concerned, keys: undefined as never, erasedAt: '' });
};

it('takes every score of an erased person away, and shows them before', async () => {
  const showing = { platform: world.platform, shopId: shop.shopId, customerId: 2, personIds: [2] } as never;
  expect((await scoreData.holdings(showing))[0]!.count).toBeGreaterThan(2);
  await erase([2]);
  expect(await scoreData.holdings(showing)).toMatchObject([{ what: 'scores', count: 0 }]);
  expect(await read([1, 2])).toEqual([[1, 51]]);
});

it('those who ask at once get one run, and one process at a time runs it', async () => {
  let running = 0;
  const counted = modelOf(0, async () => {
    running += 1;
    expect(running).toBe(1);
    await world.platform.db.connection().execute(() => Promise.resolve());
    running -= 1;
  });
  const wish = { asOf: '2026-01-12', isRefit: false, cause: 'asked', startedBy: 'user:mei' } as const;
  const ids = await Promise.all(
    [1, 2, 3, 4].map((n) => wishForRun(taskOf(counted), { ...wish, isRefit: n === 3 })),
  );
  expect(new Set(ids).size).toBe(1);
  const ran = await Promise.all([1, 2, 3].map(() => runWaiting(taskOf(counted))));
  expect(ran.filter((it) => it !== undefined)).toMatchObject([{ runId: ids[0], isRefit: true }]);
});

it('is due once a day, weekly to learn, when settings change, and after drift', async () => {
  const model = { ...modelOf(0), name: 'dated' };
  const last = () => inShop((tx) => readRuns(tx, shop.shopId, { model: 'dated', limit: 1 }));
  const look = async () => {
    await wishWhatIsDue(taskOf(model));
    await runWaiting(taskOf(model));
    return (await last())[0]!;
  };
  world.clock.set('2026-01-15T04:00:00Z');
  const first = await look();
  expect(first).toMatchObject({ cause: 'weekly', isRefit: true, asOf: '2026-01-14', status: 'done' });
  expect((await look()).runId, 'not twice a day').toBe(first.runId);
  world.clock.set('2026-01-16T04:00:00Z');
  expect(await look()).toMatchObject({ cause: 'daily', isRefit: false, fittedBy: first.runId });
  const chosen = { model: 'dated', settings: { horizon: 26 }, by: 'user:mei' };
  world.clock.set('2026-01-16T05:00:00Z');
  const now = world.clock.now();
  expect(await inShop((tx) => writeSettings(tx, shop.shopId, { ...chosen, version: 0, now }))).toBe(true);
  expect(await inShop((tx) => writeSettings(tx, shop.shopId, { ...chosen, version: 0, now })), 'stale').toBe(
    false,
  );
  expect((await inShop((tx) => readSettings(tx, shop.shopId, 'dated')))?.settings).toEqual({ horizon: 26 });
  expect(await look()).toMatchObject({ cause: 'settings', isRefit: true, asOf: '2026-01-15' });
  world.clock.set('2026-01-17T04:00:00Z');
  const strange = {
    ...model,
    run: async (it: ModelWork) => ({ ...(await model.run(it)), drift: { psi: 0.3, error: null } }),
  };
  await wishWhatIsDue(taskOf(strange));
  await runWaiting(taskOf(strange));
  expect(await look()).toMatchObject({ cause: 'drift', isRefit: true, asOf: '2026-01-16' });
  world.clock.set('2026-01-23T04:00:00Z');
  expect(await look()).toMatchObject({ cause: 'daily' });
  world.clock.set('2026-01-23T06:00:00Z');
  const grown = { ...model, ready: async (_: unknown, day: string) => ({ day, size: 5 }) };
  await wishWhatIsDue(taskOf(grown));
  await runWaiting(taskOf(grown));
  expect((await last())[0], 'a quarter more data').toMatchObject({ cause: 'data', isRefit: true });
  world.clock.set('2026-01-31T04:00:00Z');
  expect(await look()).toMatchObject({ cause: 'weekly', isRefit: true });
});

it('a shop is fresh once when an import ended or was undone, and not of one under way', async () => {
  const isFresh = openFreshShops();
  const ask = () => isFresh(world.platform, shop.shopId);
  const file = (state: string, more: ReturnType<typeof sql>) =>
    inShop((tx) =>
      sql`insert into ingest.imports (shop_id, file_name, file_path, file_hash, file_bytes, preset, state, started_by, finished_at)
        values (${shop.shopId}, 'a', 'a', ${Buffer.from(state)}, 1, 'generic', ${state}, 'user:mei', ${more})`.execute(
        tx,
      ),
    );
  expect(await ask()).toBe(false);
  await file('running', sql`null`);
  expect(await ask()).toBe(false);
  await file('done', sql`now()`);
  expect([await ask(), await ask()]).toEqual([true, false]);
  await inShop((tx) =>
    sql`update ingest.imports set state = 'undone', undone_at = now() + interval '1 second'
      where shop_id = ${shop.shopId} and state = 'done'`.execute(tx),
  );
  expect([await ask(), await ask()]).toEqual([true, false]);
});
