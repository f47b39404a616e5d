import { sql } from 'kysely';
import {
  builtInTraits,
  type NewTrait,
  type TraitChange,
  type TraitDefinition,
  type TraitMask,
  type TraitSearch,
} from '../../../contract/dictionary.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { fail, ok, type Problem, problem, type Result } from '../../../platform/errors.ts';
import { personalKindOf } from '../../compliance/index.ts';

/** A shop's traits: the built-in ones and its own. */
export interface Dictionary {
  readonly traits: readonly TraitDefinition[];
  /** By name or by an alias sources use, however they part and capitalize words; else by its Chinese label. */
  find(name: string): TraitDefinition | undefined;
}

export function makeDictionary(own: readonly TraitDefinition[]): Dictionary {
  const said = new Map(own.filter(({ name }) => isBuiltIn(name)).map((it) => [it.name, it]));
  const traits = [
    ...builtInTraits.map((it) => asShopSays(it, said.get(it.name))),
    ...own.filter(({ name }) => !isBuiltIn(name)),
  ];
  const byName = new Map(traits.map((it) => [it.name, it]));
  const bySpelling = spellingsOf(traits);
  return { traits, find: (name) => byName.get(name) ?? bySpelling.get(plainSpelling(name)) };
}

const builtInNames = new Set(builtInTraits.map(({ name }) => name));
const isBuiltIn = (name: string): boolean => builtInNames.has(name);

/** A built-in trait with what a shop calls it and whether it shows it; nothing else of it is the shop's to say. */
function asShopSays(it: TraitDefinition, said: TraitDefinition | undefined): TraitDefinition {
  if (said === undefined) return it;
  const { label, hiddenAt } = said;
  return { ...it, label, ...(hiddenAt === undefined ? {} : { hiddenAt }) };
}

/** Of two traits that one spelling could mean the name goes before an alias, an alias before a label. */
function spellingsOf(traits: readonly TraitDefinition[]): Map<string, TraitDefinition> {
  const spelled = new Map<string, TraitDefinition>();
  const ways = [
    (it: TraitDefinition) => [it.name],
    (it: TraitDefinition) => it.aliases ?? [],
    (it: TraitDefinition) => [it.label.zh],
  ];
  // What is called otherwise here is still told under the name it has everywhere.
  const everywhere = new Map(builtInTraits.map((it) => [it.name, it.label.zh]));
  ways.push((it) => (it.builtIn ? [everywhere.get(it.name) ?? ''] : []));
  for (const way of ways)
    for (const it of traits)
      for (const name of way(it)) if (!spelled.has(plainSpelling(name))) spelled.set(plainSpelling(name), it);
  return spelled;
}

/** Without blanks, dots, dashes and case. */
const plainSpelling = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\s_.:-]/g, '')
    .toLowerCase();

interface DictionaryRow {
  readonly name: string;
  readonly label_zh: string;
  readonly label_en: string;
  readonly type: TraitDefinition['type'];
  readonly unit: string | null;
  readonly class: TraitDefinition['class'];
  readonly source: string | null;
  readonly mask: TraitMask | null;
  readonly search: TraitSearch | 'none' | null;
  readonly aliases: string[];
  readonly retired_at: Date | null;
  readonly hidden_at: Date | null;
}

const columns = sql`name, label_zh, label_en, type, unit, class, source, mask, search, aliases, retired_at,
  hidden_at`;

export async function readDictionary(tx: Tx, shopId: number): Promise<Dictionary> {
  const { rows } = await sql<DictionaryRow>`${prepared}
    select ${columns} from customers.dictionary
    where shop_id = ${shopId} order by name`.execute(tx);
  return rows.length === 0 ? builtIn : makeDictionary(rows.map(definitionOf));
}

/** Equal as long as nothing about a shop's own traits changed. */
export async function dictionaryPrint(tx: Tx, shopId: number): Promise<string> {
  const { rows } = await sql<{ print: string }>`
    select customers.dictionary_print(${shopId}::integer) as print`.execute(tx);
  return rows[0]!.print;
}

/** Of a shop that added nothing: every flush of live events asks, and making it takes 40 us. */
const builtIn = makeDictionary([]);

const definitionOf = (row: DictionaryRow): TraitDefinition => ({
  name: row.name,
  label: { zh: row.label_zh, en: row.label_en },
  type: row.type,
  class: row.class,
  ...(row.unit === null ? {} : { unit: row.unit }),
  ...(row.source === null ? {} : { source: row.source }),
  ...(row.retired_at === null ? {} : { retiredAt: row.retired_at.toISOString() }),
  ...(row.hidden_at === null ? {} : { hiddenAt: row.hidden_at.toISOString() }),
  ...(row.aliases.length === 0 ? {} : { aliases: row.aliases }),
  ...(row.class === 'ordinary' ? {} : { mask: row.mask ?? ('all' as const) }),
  ...(row.class === 'ordinary' || row.search === 'none' ? {} : { search: row.search ?? ('text' as const) }),
  builtIn: false,
});

/**
 * Problems: trait-exists; personal-value, for an alias that names somebody; spelling-taken, where a source's name for it is that of another trait. A trait cannot change
 * its class afterwards: values would lie sealed or open by the old one.
 */
export async function addTrait(tx: Tx, shopId: number, it: NewTrait): Promise<Result<TraitDefinition>> {
  const personal = personalAliases(it.aliases);
  if (personal !== undefined) return fail(personal);
  const standing = await readDictionary(tx, shopId);
  if (standing.traits.some(({ name }) => name === it.name)) return fail(traitExists);
  const taken = takenSpellings(standing, it.name, [it.name, ...(it.aliases ?? [])]);
  if (taken.length > 0) return fail(spellingTaken(taken));
  const { rows } = await sql<DictionaryRow>`
    insert into customers.dictionary (shop_id, name, label_zh, label_en, type, unit, class, source, mask, search,
      aliases)
    values (${shopId}, ${it.name}, ${it.label.zh}, ${it.label.en}, ${it.type}, ${it.unit ?? null}, ${it.class},
      ${it.source ?? null}, ${it.mask ?? null}, ${it.search ?? null}, ${it.aliases ?? []}::text[])
    on conflict do nothing
    returning ${columns}`.execute(tx);
  return rows[0] === undefined ? fail(traitExists) : ok(definitionOf(rows[0]));
}

/** Writes what changes; undefined where the shop added no such trait. Values are not touched. */
export async function updateTrait(
  tx: Tx,
  shopId: number,
  { name, change, indexDue }: { name: string; change: TraitChange; indexDue: boolean },
): Promise<TraitDefinition | undefined> {
  const { rows } = await sql<DictionaryRow>`
    update customers.dictionary set label_zh = coalesce(${change.label?.zh ?? null}, label_zh),
      label_en = coalesce(${change.label?.en ?? null}, label_en), mask = coalesce(${change.mask ?? null}, mask),
      search = coalesce(${change.search ?? null}, search),
      aliases = coalesce(${change.aliases ?? null}::text[], aliases),
      retired_at = case ${change.retired ?? null}::boolean when true then coalesce(retired_at, now()) when false then null
        else retired_at end,
      hidden_at = ${hiddenAt(change)}, index_due = index_due or ${indexDue}
    where shop_id = ${shopId} and name = ${name}
    returning ${columns}`.execute(tx);
  return rows[0] && definitionOf(rows[0]);
}

/** What a shop calls a built-in trait, and whether it shows it. */
export async function updateBuiltIn(
  tx: Tx,
  shopId: number,
  { trait, change }: { trait: TraitDefinition; change: TraitChange },
): Promise<TraitDefinition> {
  const { name, label, type, unit } = trait;
  const { rows } = await sql<DictionaryRow>`
    insert into customers.dictionary as d (shop_id, name, label_zh, label_en, type, unit, class, hidden_at)
    values (${shopId}, ${name}, ${change.label?.zh ?? label.zh}, ${change.label?.en ?? label.en}, ${type}, ${unit ?? null},
      ${trait.class}, case when ${change.hidden ?? false}::boolean then now() end)
    on conflict (shop_id, name) do update set label_zh = coalesce(${change.label?.zh ?? null}, d.label_zh),
      label_en = coalesce(${change.label?.en ?? null}, d.label_en), hidden_at = ${hiddenAt(change, 'd.')}
    returning ${columns}`.execute(tx);
  return asShopSays(builtInTraits.find((it) => it.name === name)!, definitionOf(rows[0]!));
}

const hiddenAt = ({ hidden }: TraitChange, of = '') => {
  const now = sql.raw(`${of}hidden_at`);
  return sql`case ${hidden ?? null}::boolean when true then coalesce(${now}, now()) when false then null else ${now} end`;
};

/** Of the spellings those by which another trait is found. */
export const takenSpellings = ({ find }: Dictionary, name: string, spellings: readonly string[]): string[] =>
  spellings.filter((it) => (find(it)?.name ?? name) !== name);

/** Aliases are shown to everybody, as they are. */
export function personalAliases(aliases: readonly string[] = []): Problem | undefined {
  if (aliases.every((it) => personalKindOf(it) === undefined)) return undefined;
  const issue = { code: 'personal-value', field: '/aliases', message: PERSONAL_ALIAS };
  return problem('personal-value', 422, PERSONAL_ALIAS, [issue]);
}

const PERSONAL_ALIAS = {
  zh: '别名不能是手机号、邮箱等个人信息',
  en: 'An alias must not be a phone number, e-mail address or other personal value',
};

const traitExists = problem('trait-exists', 409, {
  zh: '字典中已有同名属性',
  en: 'The dictionary has a trait of this name already',
});

export const spellingTaken = (names: readonly string[]) =>
  problem('spelling-taken', 409, {
    zh: `这些名称已指另一属性：${names.join(', ')}`,
    en: `These names mean another trait already: ${names.join(', ')}`,
  });
