import type { TraitChange, TraitDefinition } from '../../../contract/dictionary.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { recordAct } from '../../compliance/index.ts';
import { personalAliases, readDictionary, spellingTaken, takenSpellings, updateTrait } from './dictionary.ts';
import { holdTraitWriters } from './trait-index.ts';

export interface ChangingTrait {
  readonly shopId: number;
  readonly name: string;
  readonly change: TraitChange;
  /** Who changes it, for the audit log. */
  readonly actor: string;
}

/**
 * Changes how a trait of the shop's own is called, shown or looked up. Where it is looked up otherwise than before,
 * nobody writes a trait until the change is there, and `indexTraits` is to be called afterwards: values stored before
 * have another blind index. Problems: no-such-trait (also the built-in ones: they do not change), personal-value, spelling-taken.
 */
export async function changeTrait(tx: Tx, changing: ChangingTrait): Promise<Result<TraitDefinition>> {
  const { shopId, name, change, actor } = changing;
  if (change.search !== undefined) await holdTraitWriters(tx, shopId);
  const dictionary = await readDictionary(tx, shopId);
  const before = dictionary.traits.find((it) => it.name === name && !it.builtIn);
  if (before === undefined) return fail(noSuchTrait);
  const personal = personalAliases(change.aliases);
  if (personal !== undefined) return fail(personal);
  const taken = takenSpellings(dictionary, name, change.aliases ?? []);
  if (taken.length > 0) return fail(spellingTaken(taken));
  const indexDue =
    before.class !== 'ordinary' && change.search !== undefined && change.search !== (before.search ?? 'none');
  const after = await updateTrait(tx, shopId, { name, change, indexDue });
  const details = { changed: Object.keys(change) };
  await recordAct(tx, {
    ...{ shopId, actor, act: 'customers.change-trait', subject: `trait:${name}`, details },
  });
  return ok(after!);
}

const noSuchTrait = problem('no-such-trait', 404, {
  zh: '本店没有添加过该属性（内置属性不能修改）',
  en: 'The shop has added no such trait (built-in ones do not change)',
});
