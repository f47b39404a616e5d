import { type Answer, useAsk } from '../../../client/ask.ts';
import { useCustomer } from './use-customer.ts';

export type EditableTrait = Answer<'/api/shops/{shop}/customers/dictionary'>['traits'][number];

/** What the dictionary has, but for what is retired or hidden and what the reader may not write. */
export function useEditableTraits(): readonly EditableTrait[] {
  const { shop, path } = useCustomer();
  const dictionary = useAsk('/api/shops/{shop}/customers/dictionary', { path: { shop: path.shop } }).data;
  const maySee = shop.may('customers:unmask');
  const traits = dictionary?.traits ?? [];
  const isOpen = (it: EditableTrait) => it.retired_at === null && it.hidden_at === null;
  return traits.filter((it) => isOpen(it) && (it.class !== 'sensitive' || maySee));
}
