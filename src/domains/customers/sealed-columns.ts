import type { ProtectedColumns } from '../../platform/crypto/rotate-keys.ts';
import type { Dictionary } from './dictionary/dictionary.ts';
import { lastFour } from './identity/phone-number.ts';
import { WEAK_TERM } from './identity/weak-evidence.ts';
import { PHONE_SUFFIX, traitTerm, traitTerms } from './profiles/trait-value.ts';

const identities = { table: 'customers.identities', column: 'value_sealed', id: 'person_id' };
const traits = {
  ...{ table: 'customers.traits', column: 'value_sealed', id: 'person_id' },
  rowId: "person_id || ':' || name",
};
const history = {
  ...{ ...traits, table: 'customers.trait_history', id: 'history_id' },
  sealedAs: { table: traits.table, column: traits.column },
};
const weak = { ...identities, table: 'customers.weak_evidence', column: 'evidence_sealed' };
const notes = { ...traits, table: 'customers.notes', column: 'body_sealed', rowId: 'note_id::text' };

/** Where this domain keeps sealed values and blind indexes, for the rotation of keys. `dictionary`: the shop's. */
export function customerSealedColumns(dictionary: Dictionary): ProtectedColumns {
  return {
    sealed: [identities, traits, history, weak, notes],
    indexed: [
      {
        ...{ ...identities, index: 'value_index', kind: "'identity:' || channel || ':' || kind" },
        termOf: (kind, value) => ({ kind, value }),
      },
      {
        ...identities,
        index: 'suffix_index',
        kind: "'phone'",
        termOf: (_, value) => suffix(lastFour(value)),
      },
      {
        ...weak,
        index: 'evidence_index',
        kind: "'weak'",
        termOf: (_, value) => ({ kind: WEAK_TERM, value }),
      },
      ...[traits, history].flatMap((table) => [
        {
          ...{ ...table, index: 'value_index', kind: 'name' },
          termOf: (name: string, json: string) => ({
            kind: traitTerm(name),
            value: termsOf(dictionary, name, json).value ?? NO_MORE,
          }),
        },
        {
          ...{ ...table, index: 'suffix_index', kind: 'name' },
          termOf: (name: string, json: string) => suffix(termsOf(dictionary, name, json).suffix ?? NO_MORE),
        },
      ]),
    ],
  };
}

/** Stands for what a dictionary read before the row was written cannot know; `settleRotation` mends it afterwards. */
const NO_MORE = '';

const suffix = (value: string) => ({ kind: PHONE_SUFFIX, value });

/** Traits are sealed as JSON text. */
const termsOf = (dictionary: Dictionary, name: string, json: string) =>
  traitTerms(dictionary.find(name) ?? {}, String(JSON.parse(json)));
