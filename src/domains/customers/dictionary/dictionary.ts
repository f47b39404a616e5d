import { sql } from 'kysely';
import { builtInTraits, type NewTrait, type TraitDefinition } from '../../../contract/dictionary.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';

/** A shop's traits: the built-in ones and its own. */
export interface Dictionary {
  readonly traits: readonly TraitDefinition[];
  /** By name or by an alias sources use. */
  find(name: string): TraitDefinition | undefined;
}

export function makeDictionary(own: readonly TraitDefinition[]): Dictionary {
  const traits = [...builtInTraits, ...own];
  const byName = new Map(traits.flatMap((it) => (it.aliases ?? []).map((alias) => [alias, it] as const)));
  for (const it of traits) byName.set(it.name, it);
  return { traits, find: (name) => byName.get(name) };
}

interface DictionaryRow {
  readonly name: string;
  readonly label_zh: string;
  readonly label_en: string;
  readonly type: TraitDefinition['type'];
  readonly unit: string | null;
  readonly class: TraitDefinition['class'];
  readonly source: string | null;
}

export async function readDictionary(tx: Tx, shopId: number): Promise<Dictionary> {
  const { rows } = await sql<DictionaryRow>`
    select name, label_zh, label_en, type, unit, class, source
    from customers.dictionary where shop_id = ${shopId} order by name`.execute(tx);
  return makeDictionary(rows.map(definitionOf));
}

const definitionOf = (row: DictionaryRow): TraitDefinition => ({
  name: row.name,
  label: { zh: row.label_zh, en: row.label_en },
  type: row.type,
  class: row.class,
  ...(row.unit === null ? {} : { unit: row.unit }),
  ...(row.source === null ? {} : { source: row.source }),
  ...(row.class === 'ordinary' ? {} : { search: 'text' as const, mask: 'all' as const }),
  builtIn: false,
});

/** Problems: trait-exists. A trait cannot change its class afterwards: values would lie sealed or open by the old one. */
export async function addTrait(tx: Tx, shopId: number, it: NewTrait): Promise<Result<TraitDefinition>> {
  if (makeDictionary([]).find(it.name) !== undefined) return fail(traitExists);
  const { rows } = await sql<DictionaryRow>`
    insert into customers.dictionary (shop_id, name, label_zh, label_en, type, unit, class, source)
    values (${shopId}, ${it.name}, ${it.label.zh}, ${it.label.en}, ${it.type}, ${it.unit ?? null}, ${it.class},
      ${it.source ?? null})
    on conflict do nothing
    returning name, label_zh, label_en, type, unit, class, source`.execute(tx);
  return rows[0] === undefined ? fail(traitExists) : ok(definitionOf(rows[0]));
}

const traitExists = problem('trait-exists', 409, {
  zh: '字典中已有同名属性',
  en: 'The dictionary has a trait of this name already',
});
