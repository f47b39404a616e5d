import type { TraitDefinition } from '../../../contract/dictionary.ts';
import { type Column, column } from '../../../platform/exports/index.ts';
import type { Dictionary } from '../dictionary/dictionary.ts';

/** Columns of customers that are no traits. */
const before = [
  column('customer_id', ['客户编号', 'Customer'], 'int'),
  column('persons', ['自然人数', 'Persons'], 'int'),
  column('identity_channel', ['标识渠道', "Identity's channel"]),
  column('identity_kind', ['标识种类', "Identity's kind"]),
  column('identity', ['身份标识', 'Identity'], 'text', { class: 'personal' }),
];

const after = [
  column('tier_since', ['会员等级自', 'Tier since'], 'day'),
  column('tier_until', ['会员等级可能调整日', 'Tier may be lost on'], 'day'),
  column('tags', ['标签', 'Tags']),
  column('first_seen_at', ['首次到访', 'First seen'], 'instant'),
  column('last_seen_at', ['最近到访', 'Last seen'], 'instant'),
  column('touch_channel', ['首次触点渠道', "First touch's channel"]),
  column('touch_source', ['首次触点来源', "First touch's source"]),
  column('touch_medium', ['首次触点媒介', "First touch's medium"]),
  column('touch_campaign', ['首次触点活动', "First touch's campaign"]),
];

/** A trait as a column: built-in ones by their name (`e_mail`), those of the shop behind `trait.`, so that none is hidden. */
export const traitCode = ({ name, builtIn }: Pick<TraitDefinition, 'name' | 'builtIn'>): string =>
  builtIn ? name.replaceAll('-', '_') : `trait.${name}`;

/** All columns of a shop's customers: its dictionary's traits among them. */
export const customerColumns = ({ traits }: Dictionary): Column[] => [
  ...before,
  ...traits.map(traitColumn),
  ...after,
];

/** Masked, a day is no day and a number no number: whatever is sealed leaves as text. */
function traitColumn(trait: TraitDefinition): Column {
  const type = trait.class === 'ordinary' ? typeOf[trait.type] : 'text';
  return { code: traitCode(trait), label: trait.label, type, class: trait.class };
}

const typeOf = {
  ...({ text: 'text', number: 'number', boolean: 'boolean', day: 'day' } as const),
  ...({ instant: 'instant', money: 'money' } as const),
};
