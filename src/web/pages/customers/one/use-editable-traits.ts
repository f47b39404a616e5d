import { type Answer, useAsk } from '../../../client/ask.ts';
import { useCustomer } from './use-customer.ts';

export type EditableTrait = Answer<'/api/shops/{shop}/customers/dictionary'>['traits'][number];

/** What the dictionary has, but for what is retired and what the reader may not write. */
export function useEditableTraits(): readonly EditableTrait[] {
  const { shop, path } = useCustomer();
  const dictionary = useAsk('/api/shops/{shop}/customers/dictionary', { path: { shop: path.shop } }).data;
  const maySee = shop.may('customers:unmask');
  const traits = dictionary?.traits ?? [];
  return traits.filter((it) => it.retired_at === null && (it.class !== 'sensitive' || maySee));
}
