import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import { type Tx, withShop } from '../../../platform/db/postgres.ts';
import type { Erasing, Holding, PersonalData, Showing } from '../../compliance/index.ts';
import { personalTexts } from '../../customers/index.ts';
import { receiverTexts } from '../../orders/index.ts';
import { textFinder } from './find-texts.ts';
import { rejectPathOf } from './import-run.ts';
import { importsWithRejects, rejectChunks } from './reject-chunks.ts';
import { rejectLines } from './reject-lines.ts';
import { placesOf, readPiece } from './shared-files.ts';
import { starRejects } from './star-rejects.ts';

/**
 * What reject files quote of a person. Their lines carry no number of anybody, so they are searched for the values the
 * person is known by: this goes before the identities and traits do.
 */
export const rejectData: PersonalData = { name: 'rejects', holdings, show, erase };

const label = { zh: '导入拒收文件里的值', en: 'values in reject files of imports' };

interface Persons {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly personIds: readonly number[];
}

const finderOf = async (tx: Tx, who: Persons) =>
  textFinder([...(await personalTexts(tx, who)), ...(await receiverTexts(tx, who))]);

async function holdings(it: Showing): Promise<Holding[]> {
  return [{ what: 'rejects', label, count: (await quotedOf(it)).length }];
}

async function show(it: Showing): Promise<Record<string, unknown>> {
  return { rejects: await quotedOf(it) };
}

/** Every line that quotes them: where, and what. */
async function quotedOf(it: Showing): Promise<object[]> {
  const isPersonal = await finderOf(it.tx, it);
  const quoted: object[] = [];
  for (const importId of await importsWithRejects(it.tx, it.shopId))
    for await (const bytes of rejectsOf(it, importId))
      for (const { cells } of rejectLines(bytes).lines) {
        const [line, column, value = ''] = cells;
        if (isPersonal(value)) quoted.push({ import: importId, line, column, value });
      }
  return quoted;
}

/** The rejects as they are shared, else as they lie on this disk. */
async function* rejectsOf({ tx, keys, shopId, platform }: Showing, importId: number) {
  const file = { shopId, importId, kind: 'rejects', keys } as const;
  const places = await placesOf(tx, file);
  for (const place of places) yield (await readPiece(tx, file, place)) ?? Buffer.alloc(0);
  if (places.length > 0) return;
  const path = rejectPathOf({ platform, mirror: platform.mirror }, importId);
  for await (const { bytes } of rejectChunks(path, 'r')) yield bytes;
}

async function erase(it: Erasing): Promise<void> {
  const { platform, shopId, keys } = it;
  const isPersonal = await withShop(platform.db, shopId, (tx) => finderOf(tx, it));
  await starRejects({ platform, mirror: platform.mirror }, { shopId, keys, isPersonal });
}
