import type { TraitValue } from '../../../contract/records.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fateOf, foldTraits, isOwnNews, type SaidTrait, type TraitFate, traitKey } from './fold-traits.ts';
import {
  confirmTraits,
  insertLateTraits,
  openTrait,
  readOwnHistory,
  readTraits,
  replaceTraits,
  type TraitOrigin,
  type TraitWrite,
  traitPlace,
} from './trait-store.ts';
import { indexesOf } from './trait-value.ts';

interface Storing {
  readonly keys: ShopKeys;
  readonly shopId: number;
  readonly said: readonly SaidTrait[];
  readonly origin: TraitOrigin;
}

/**
 * Stores traits, the newest per person and name. Answers the persons one of whose ordinary traits changed (the mirror
 * wants them) and all whose traits changed. Needs `keys.fence` and the persons' locks (see `storeProfiles`).
 */
export async function storeTraits(
  tx: Tx,
  { keys, shopId, said, origin }: Storing,
): Promise<{ changed: Set<number>; mirrored: Set<number> }> {
  const judged = await judge(tx, { keys, shopId, said, origin });
  const of = (fate: TraitFate) => judged.filter((it) => it.fate === fate).map((it) => it.said);
  const writes = (fate: TraitFate) => of(fate).map((it) => traitWrite(keys, shopId, it));
  await replaceTraits(tx, shopId, { writes: writes('replace'), origin });
  const late = await newsAmong(tx, { keys, shopId, said: of('late'), origin });
  await insertLateTraits(tx, shopId, { writes: late.map((it) => traitWrite(keys, shopId, it)), origin });
  const confirmed = of('confirm').map((it) => ({ person: it.personId, name: it.trait.name, at: it.at }));
  await confirmTraits(tx, shopId, confirmed);
  const news = judged
    .filter((it) => it.fate === 'replace' && it.before !== it.said.value)
    .map((it) => it.said);
  return {
    changed: new Set(news.map((it) => it.personId)),
    mirrored: new Set(news.filter((it) => it.trait.class === 'ordinary').map((it) => it.personId)),
  };
}

interface Judged {
  readonly said: SaidTrait;
  readonly fate: TraitFate;
  /** The value that stood; undefined when there was none. */
  readonly before: TraitValue | undefined;
}

async function judge(tx: Tx, { keys, shopId, said, origin }: Storing): Promise<Judged[]> {
  const folded = foldTraits(said);
  const wanted = folded.map((it) => ({ personId: it.personId, name: it.trait.name }));
  const rows = folded.length === 0 ? [] : await readTraits(tx, shopId, wanted);
  const standing = new Map(
    rows.map((row) => {
      const ours = (row.import_id ?? undefined) === origin.importId;
      const it = { value: openTrait(keys, shopId, row), at: row.at.toISOString(), ours };
      return [traitKey(row.person_id, row.name), it];
    }),
  );
  return folded.map((it) => {
    const before = standing.get(traitKey(it.personId, it.trait.name));
    return { said: it, fate: fateOf(it, before), before: before?.value };
  });
}

async function newsAmong(tx: Tx, { keys, shopId, said, origin }: Storing): Promise<SaidTrait[]> {
  const wanted = said.map((it) => ({ personId: it.personId, name: it.trait.name }));
  const rows = await readOwnHistory(tx, shopId, { wanted, importId: origin.importId });
  const own = new Map(
    rows.map((row) => [
      traitKey(row.person_id, row.name),
      { value: openTrait(keys, shopId, row), at: row.at.toISOString() },
    ]),
  );
  return said.filter((it) => isOwnNews(it, own.get(traitKey(it.personId, it.trait.name))));
}

function traitWrite(keys: ShopKeys, shopId: number, it: SaidTrait): TraitWrite {
  const { personId: person, trait, at } = it;
  const value = JSON.stringify(it.value);
  if (trait.class === 'ordinary' || it.value === null) return { person, name: trait.name, value, at };
  const sealed = keys.seal(traitPlace(shopId, person, trait.name), value).toString('base64');
  return { person, name: trait.name, sealed, at, ...indexesOf(keys, trait, String(it.value)) };
}
