import { withShop } from '../../platform/db/postgres.ts';
import { fail, ok, type Result } from '../../platform/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { withWriteFence } from '../../platform/write-fence.ts';
import { personalKindOf, readErased, recordAct } from '../compliance/index.ts';
import { insertList, type List, nextList } from './list-store.ts';
import { type ListColumn, type ListProblem, readListed } from './read-listed.ts';
import { emptyList, listNameTaken, personalName, tooManyLists } from './segment-problems.ts';

export interface TakingList {
  readonly platform: Platform;
  readonly shopId: number;
  /** Of the file. */
  readonly path: string;
  readonly name: string;
  readonly column: ListColumn;
  readonly by: string;
}

/** A list that was taken, and the lines of its file that named nobody: how many, and the first of them. */
export interface TakenList extends List {
  readonly rejected: number;
  readonly problems: readonly ListProblem[];
}

/** Persons of a row of ClickHouse; whole parts are written. */
const PIECE = 50_000;

/**
 * Takes a list from a file: each line is held against who is known, and only numbers are kept. The persons are written
 * first and the list counts when PostgreSQL has it. On record. Problems: those of the file, `personal-value`, `empty-list`,
 * `list-name-taken`, `too-many-lists`.
 */
export async function takeList(it: TakingList): Promise<Result<TakenList>> {
  const { platform, shopId, name, by } = it;
  if (personalKindOf(name) !== undefined) return fail(personalName);
  const read = await readListed(it);
  if (!read.ok) return read;
  const { persons, lines, found, rejected, problems } = read.value;
  if (persons.size === 0) return fail(emptyList(problems));
  const listId = await withShop(platform.db, shopId, nextList);
  await writePersons(it, listId, [...persons]);
  const list = {
    listId,
    name,
    lines,
    found,
    persons: persons.size,
    madeBy: by,
    madeAt: platform.clock.now(),
  };
  const made = await withShop(platform.db, shopId, async (tx) => {
    const answer = await insertList(tx, shopId, list);
    if (answer === 'made')
      await recordAct(tx, { shopId, actor: by, act: 'segments.list.create', subject: `list:${listId}` });
    return answer;
  });
  if (made !== 'made') await dropListed(platform, shopId, listId);
  if (made === 'taken') return fail(listNameTaken);
  return made === 'full' ? fail(tooManyLists) : ok({ ...list, rejected, problems });
}

/** Piece by piece inside the fence: whoever was erased since their line was read is left out. */
async function writePersons(it: TakingList, listId: number, persons: readonly number[]) {
  const { platform, shopId } = it;
  const columns = ['shop_id', 'list_id', 'person_id'];
  for (let from = 0; from < persons.length; from += PIECE) {
    const piece = persons.slice(from, from + PIECE);
    await withWriteFence(platform, async () => {
      const erased = await withShop(platform.db, shopId, (tx) => readErased(tx, shopId, piece));
      const lines = piece.filter((id) => !erased.has(id)).map((id) => `${shopId}\t${listId}\t${id}\n`);
      if (lines.length > 0)
        await platform.clickhouse.insert('list_persons', { columns, lines: lines.join('') });
    });
  }
}

/** The persons of a list go; nobody asks for them any more. */
export const dropListed = ({ clickhouse }: Platform, shopId: number, listId: number): Promise<void> =>
  clickhouse.command(
    'ALTER TABLE {{local list_persons}} DELETE WHERE shop_id = {shop:UInt32} AND list_id = {list:UInt32}',
    { shop: shopId, list: listId },
  );
