import type { TraitChange, TraitDefinition } from '../../../contract/dictionary.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { recordAct } from '../../compliance/index.ts';
import {
  personalAliases,
  readDictionary,
  spellingTaken,
  takenSpellings,
  updateBuiltIn,
  updateTrait,
} from './dictionary.ts';
import { holdTraitWriters } from './trait-index.ts';

export interface ChangingTrait {
  readonly shopId: number;
  readonly name: string;
  readonly change: TraitChange;
  /** Who changes it, for the audit log. */
  readonly actor: string;
}

/**
 * Changes how a trait is called, shown or looked up; a built-in one only in its label and whether it is shown. Where it is looked up otherwise than before,
 * nobody writes a trait until the change is there, and `indexTraits` is to be called afterwards: values stored before
 * have another blind index. Problems: no-such-trait, built-in-trait, personal-value, spelling-taken.
 */
export async function changeTrait(tx: Tx, changing: ChangingTrait): Promise<Result<TraitDefinition>> {
  const { shopId, name, change, actor } = changing;
  if (change.search !== undefined) await holdTraitWriters(tx, shopId);
  const dictionary = await readDictionary(tx, shopId);
  const before = dictionary.traits.find((it) => it.name === name);
  if (before === undefined) return fail(noSuchTrait);
  if (before.builtIn && !isOfAnyTrait(change)) return fail(builtInTrait);
  const personal = personalAliases(change.aliases);
  if (personal !== undefined) return fail(personal);
  const taken = takenSpellings(dictionary, name, change.aliases ?? []);
  if (taken.length > 0) return fail(spellingTaken(taken));
  const indexDue =
    before.class !== 'ordinary' && change.search !== undefined && change.search !== (before.search ?? 'none');
  const after = before.builtIn
    ? await updateBuiltIn(tx, shopId, { trait: before, change })
    : await updateTrait(tx, shopId, { name, change, indexDue });
  const details = { changed: Object.keys(change) };
  await recordAct(tx, {
    ...{ shopId, actor, act: 'customers.change-trait', subject: `trait:${name}`, details },
  });
  return ok(after!);
}

/** Says nothing but what a built-in trait may be told too. */
const isOfAnyTrait = ({ label: _label, hidden: _hidden, ...rest }: TraitChange): boolean =>
  Object.keys(rest).length === 0;

const noSuchTrait = problem('no-such-trait', 404, {
  zh: '数据字典中没有该属性',
  en: 'The dictionary has no such trait',
});

const builtInTrait = problem('built-in-trait', 422, {
  zh: '内置属性只能改名称、隐藏或恢复显示',
  en: 'Of a built-in trait only the label and whether it is shown can change',
});
