import { builtInTraits } from '../../../contract/dictionary.ts';
import type { TraitValue } from '../../../contract/records.ts';
import { isObject, type Json, scalarsOf, textAt } from './call-values.ts';

/** Segment's reserved traits and other spellings, under the names of our dictionary. */
const TRAIT_NAMES: ReadonlyMap<string, string> = new Map(
  builtInTraits.flatMap(({ name, aliases = [] }) => aliases.map((alias) => [alias, name] as const)),
);

/** Identities, which are claimed as such (identities-of-call.ts), and names the specification reserves for machines. */
const NO_TRAITS = new Set(['id', 'openId', 'openid', 'open_id', 'unionId', 'unionid', 'union_id', 'avatar']);

/** The traits of `identify` by the dictionary's names; those in other objects but `address` by `outer-inner`. */
export function traitsOf(value: unknown): Record<string, TraitValue> {
  if (!isObject(value)) return {};
  const { address, ...others } = value;
  const named = Object.entries(scalarsOf(others))
    .filter(([name]) => !NO_TRAITS.has(name))
    .map(([name, it]): [string, TraitValue] => [TRAIT_NAMES.get(name) ?? kebab(name), it]);
  return Object.fromEntries([...fullName(value), ...addressOf(address), ...named]);
}

const fullName = (traits: Json): [string, TraitValue][] => {
  const parts = [textAt(traits, 'firstName'), textAt(traits, 'lastName')].filter((it) => it !== '');
  return parts.length === 0 || textAt(traits, 'name') !== '' ? [] : [['name', parts.join(' ')]];
};

/** The specification's address: {street, city, state, postalCode, country}; or a line of text. */
function addressOf(address: unknown): [string, TraitValue][] {
  if (typeof address === 'string') return [['address', address]];
  if (!isObject(address)) return [];
  const of = (name: string, field: string): [string, TraitValue][] => {
    const text = textAt(address, field);
    return text === '' ? [] : [[name, text]];
  };
  return [
    ...of('country', 'country'),
    ...of('province', 'state'),
    ...of('city', 'city'),
    ...of('address', 'street'),
  ];
}

function kebab(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/[_\s.]+/g, '-')
    .toLowerCase();
}
