import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentsOf, fileIn, toolsOf, uciFile } from '../../../../test/import-fixture.ts';
import { openWorld, type World } from '../../../../test/world.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { orThrow } from '../../../platform/errors.ts';
import type { ImportRequest } from './import-request.ts';
import { type ImportTools, importFolder, importsFolder } from './import-run.ts';
import { findPreset } from './presets/presets.ts';
import { runImport } from './run-import.ts';
import { sweepImportFiles } from './sweep-import-files.ts';
import { undoImport } from './undo-import.ts';

/** Who may do what to an import at which moment, and which files stay behind. */

let world: World;
let tools: ImportTools;
beforeAll(async () => {
  world = await openWorld();
  tools = toolsOf(world);
});
afterAll(() => world.close());

async function request(content: string, more: Partial<ImportRequest> = {}): Promise<ImportRequest> {
  const { shopId } = await world.shop();
  const source = findPreset('uci-online-retail')!;
  return { shopId, path: await fileIn(world, content), source, startedBy: 'cli', ...more };
}

const statesOf = async (shopId: number): Promise<string[]> => {
  const { rows } = await withShop(world.platform.db, shopId, (tx) =>
    sql<{ state: string }>`select state from ingest.imports order by import_id`.execute(tx),
  );
  return rows.map((row) => row.state);
};

/** Begins an import and stops it behind its first batch. */
async function interruptedImport(content: string, more: Partial<ImportRequest> = {}): Promise<ImportRequest> {
  const wanted = await request(content, more);
  const stopped = await runImport(tools, { ...wanted, signal: AbortSignal.abort() });
  expect(stopped).toMatchObject({ ok: false, problem: { code: 'import-interrupted' } });
  return wanted;
}

const rows = uciFile([{ invoice: '1' }, { invoice: '2' }]);

test('one file started twice at once is one import: the other start is told so', async () => {
  const wanted = await request(rows);
  const ended = await Promise.all([1, 2, 3].map(() => runImport(tools, wanted)));
  const refused = ended.filter((it) => !it.ok).map((it) => it.problem.code);
  expect(new Set([...refused, 'import-running'])).toEqual(new Set(['import-running']));
  expect(await statesOf(wanted.shopId)).not.toContain('running');
  const accepted = ended.reduce((sum, it) => sum + (it.ok ? it.value.accepted : 0), 0);
  expect(accepted).toBe(2);
});

test('an unfinished import goes on only under the reading it began with', async () => {
  const wanted = await interruptedImport(rows);
  const otherwise = await runImport(tools, { ...wanted, options: { encoding: 'gb18030' } });
  expect(otherwise).toMatchObject({ ok: false, problem: { code: 'import-unfinished' } });
  expect(orThrow(await runImport(tools, wanted)).accepted).toBe(2);
});

test('of two undos at once one works and the other is turned away; an import under way is not undone', async () => {
  const wanted = await request(rows);
  const { id } = orThrow(await runImport(tools, wanted));
  const undoing = { shopId: wanted.shopId, importId: id!, actor: 'cli' };
  const ended = await Promise.all([undoImport(tools, undoing), undoImport(tools, undoing)]);
  expect(ended.map((it) => (it.ok ? 'ok' : it.problem.code)).sort()).toEqual(['import-running', 'ok']);
  expect(await statesOf(wanted.shopId)).toEqual(['undone']);
});

test('what another process has ended meanwhile is not begun anew by who would go on with it', async () => {
  const wanted = await request(rows);
  const { id } = orThrow(await runImport(tools, wanted));
  const late = await runImport(tools, { ...wanted, resumes: id! });
  expect(late).toMatchObject({ ok: false, problem: { code: 'import-state-changed' } });
  expect(await statesOf(wanted.shopId)).toEqual(['done']);
});

test('what a later import said in the same words stands when the first is undone', async () => {
  const first = await request(rows);
  const { id } = orThrow(await runImport(tools, first));
  const more = uciFile([{ invoice: '1' }, { invoice: '2' }, { invoice: '3' }]);
  const wanted = { ...first, path: await fileIn(world, more) };
  const later = orThrow(await runImport(tools, wanted));
  expect(later).toMatchObject({ accepted: 1, duplicates: 2 });
  const standing = await contentsOf(world, first);
  orThrow(await undoImport(tools, { shopId: first.shopId, importId: id!, actor: 'cli' }));
  expect(await contentsOf(world, first)).toEqual(standing);
  expect(orThrow(await runImport(tools, wanted))).toMatchObject({ accepted: 0, duplicates: 3 });
  orThrow(await undoImport(tools, { shopId: first.shopId, importId: later.id!, actor: 'cli' }));
});

test('progress of an import that another server took back is refused, and its rows with it', async () => {
  const wanted = await request(rows);
  const taken = await runImport(tools, {
    ...wanted,
    ...takenBackBy(wanted.shopId),
  });
  expect(taken).toMatchObject({ ok: false, problem: { code: 'import-state-changed' } });
  const { rows: orders } = await withShop(world.platform.db, wanted.shopId, (tx) =>
    sql`select 1 from orders.orders`.execute(tx),
  );
  expect(orders).toEqual([]);
});

/**
 * Another server's undo, as soon as the import has been noted. The statement is on its way before the import asks for a
 * connection of its own, and the import's row is locked by it until it is committed.
 */
function takenBackBy(shopId: number): Pick<ImportRequest, 'onProgress'> {
  let taken = false;
  const onProgress = () => {
    if (taken) return;
    taken = true;
    void withShop(world.platform.db, shopId, (tx) =>
      sql`update ingest.imports set state = 'undoing'`.execute(tx),
    );
  };
  return { onProgress };
}

test('rejects stay where the import failed by them; the copy of an upload goes', async () => {
  const content = rows.concat('3,A,X,one,2011-01-01 08:00:00,1.00,1.0,France\n');
  const wanted = await request(content, { options: { maxRejects: 0, ownsFile: true } });
  const failed = await runImport(tools, wanted);
  expect(failed).toMatchObject({ ok: false, problem: { code: 'too-many-rejects' } });
  expect(await statesOf(wanted.shopId)).toEqual(['failed']);
  const { rows: ids } = await withShop(world.platform.db, wanted.shopId, (tx) =>
    sql<{ id: number }>`select import_id as id from ingest.imports`.execute(tx),
  );
  expect(existsSync(join(importFolder(tools, ids[0]!.id), 'rejects.csv'))).toBe(true);
  expect(existsSync(wanted.path)).toBe(false);
});

test('an undone import that was interrupted leaves no copy of its upload', async () => {
  const wanted = await interruptedImport(rows, { options: { ownsFile: true } });
  expect(existsSync(wanted.path)).toBe(true);
  const { rows: ids } = await withShop(world.platform.db, wanted.shopId, (tx) =>
    sql<{ id: number }>`select import_id as id from ingest.imports`.execute(tx),
  );
  orThrow(await undoImport(tools, { shopId: wanted.shopId, importId: ids[0]!.id, actor: 'cli' }));
  expect(existsSync(wanted.path)).toBe(false);
});

test('what a kill left is swept at start: uploads nobody waits for and folders of dry runs', async () => {
  const uploads = join(importsFolder(tools), 'uploads');
  await mkdir(uploads, { recursive: true });
  const [waited, orphan] = [join(uploads, 'waited'), join(uploads, 'orphan')];
  await writeFile(waited, rows);
  await writeFile(orphan, rows);
  await mkdir(join(importsFolder(tools), 'dry-run-1'), { recursive: true });
  await interruptedImport(rows, { path: waited, options: { ownsFile: true } });
  await sweepImportFiles(tools);
  expect([waited, orphan, join(importsFolder(tools), 'dry-run-1')].map((it) => existsSync(it))).toEqual([
    true,
    false,
    false,
  ]);
});
