import type { TieClaim, Touch, TraitValue } from '../../../contract/records.ts';
import type { ShopKeys } from '../../../platform/crypto/keyring.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { owe } from '../../../platform/mirror/index.ts';
import { type Dictionary, readDictionary } from '../dictionary/dictionary.ts';
import { shareGraph } from '../identity/graph-store.ts';
import { type Sighting, seePersons } from '../identity/sighting-store.ts';
import { insertTags } from '../tags/tag-store.ts';
import { fitTrait } from './fit-trait.ts';
import type { SaidTrait } from './fold-traits.ts';
import { type LeftOutTrait, leftOutTrait } from './left-out-traits.ts';
import { noteMinors } from './note-minors.ts';
import { noteObjections } from './note-objections.ts';
import { storeTraits } from './store-traits.ts';
import { insertTies } from './tie-store.ts';
import { storeTouches } from './touch-store.ts';

/** What a record says of one person. Give it for every order and event too: it moves first and last seen. */
export interface ProfileRecord {
  readonly personId: number;
  readonly at: string;
  readonly traits?: Readonly<Record<string, TraitValue>> | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly touch?: Touch | undefined;
  readonly tie?: TieClaim | undefined;
}

export interface ProfileContext {
  readonly source: string;
  readonly importId?: number;
  readonly by?: string;
  /** What today is, for who is under 14; the machine's clock unless told. */
  readonly now?: Date;
}

export interface StoredProfiles {
  /** Persons of whom something is known that was not before. */
  readonly changedPersons: number[];
  /** Every trait that was not kept, in the order of the records. */
  readonly leftOut: readonly LeftOutTrait[];
}

/**
 * Stores traits, tags, ties and first touches of a batch, in any order of arrival with the same end. Records of person
 * 0 (guests) are skipped. Call it after `resolvePersons` in the same transaction; the mirror kind `persons` is owed.
 */
export async function storeProfiles(
  tx: Tx,
  keys: ShopKeys,
  shopId: number,
  profiles: readonly ProfileRecord[],
  context: ProfileContext,
): Promise<StoredProfiles> {
  const known = profiles
    .filter((it) => it.personId > 0)
    .map((it) => ({ ...it, at: new Date(it.at).toISOString() }));
  const origin = { source: context.source, importId: context.importId };
  await keys.fence(tx);
  await shareGraph(tx, shopId);
  const moved = await seePersons(tx, { shopId, sightings: sightingsOf(known), importId: context.importId });
  const { said, leftOut } = readTraits(profiles, await readDictionary(tx, shopId));
  const traits = await storeTraits(tx, { keys, shopId, said, origin });
  const touched = await storeTouches(tx, { shopId, profiles: known, importId: context.importId });
  const tagged = await insertTags(tx, shopId, { tags: tagsOf(known), by: byOf(context), ...origin });
  const tied = await insertTies(tx, shopId, { profiles: known, importId: context.importId });
  const standing = await noteStandings(tx, { keys, shopId, said, context });
  await markMirrored(tx, shopId, [...traits.mirrored, ...touched, ...tagged, ...moved, ...standing]);
  const changedPersons = [...new Set([...traits.changed, ...touched, ...tagged, ...tied])];
  return { changedPersons, leftOut };
}

/** Traits that decide what a person's data may be used for: who is a child, who wants no marketing. */
async function noteStandings(
  tx: Tx,
  it: { keys: ShopKeys; shopId: number; said: readonly SaidTrait[]; context: ProfileContext },
): Promise<number[]> {
  const { keys, shopId, said, context } = it;
  const personIds = said.filter(({ trait }) => trait.name === 'birthday').map(({ personId }) => personId);
  const now = context.now ?? new Date();
  await noteObjections(tx, shopId, { said, source: context.source, by: byOf(context) });
  return noteMinors(tx, { keys, shopId, personIds, now });
}

const byOf = (context: ProfileContext) =>
  context.by ?? (context.importId === undefined ? `source:${context.source}` : `import:${context.importId}`);

const tagsOf = (profiles: readonly ProfileRecord[]) =>
  profiles.flatMap(({ personId, tags }) => (tags ?? []).map((tag) => ({ personId, tag })));

function sightingsOf(profiles: readonly ProfileRecord[]): Sighting[] {
  const seen = new Map<number, { personId: number; firstAt: string; lastAt: string }>();
  for (const { personId, at } of profiles) {
    const it = seen.get(personId);
    if (it === undefined) seen.set(personId, { personId, firstAt: at, lastAt: at });
    else if (at < it.firstAt) it.firstAt = at;
    else if (at > it.lastAt) it.lastAt = at;
  }
  return [...seen.values()];
}

function readTraits(profiles: readonly ProfileRecord[], dictionary: Dictionary) {
  const [said, leftOut]: [SaidTrait[], LeftOutTrait[]] = [[], []];
  for (const [record, { personId, at, traits }] of profiles.entries()) {
    for (const told of Object.entries(traits ?? {})) {
      const fit = fitTrait(dictionary, ...told);
      if ('issue' in fit) leftOut.push(leftOutTrait(record, told, fit));
      else if (personId > 0) said.push({ personId, at: new Date(at).toISOString(), ...fit });
    }
  }
  return { said, leftOut };
}

/** Facts of these persons that the other store has changed, wherever they stand. */
export const markMirrored = (tx: Tx, shopId: number, persons: readonly number[]): Promise<void> =>
  owe(tx, shopId, 'persons', persons);
