import { useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { type Answer, useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { cardPath, type figuresPath } from './customer-question.ts';

export type Customer = Answer<typeof cardPath>;
export const consentsPath = '/api/shops/{shop}/compliance/customers/{customer}/consents' as const;
export type Consents = Answer<typeof consentsPath>;
export type Figures = Answer<typeof figuresPath>;

/** The customer of the address: where they are asked about, and how to ask anew after a change. */
export function useCustomer() {
  const shop = useShop();
  const { customer } = useParams();
  const client = useQueryClient();
  const path = { shop: shop.slug, customer: Number(customer) };
  const mine = ['', '/figures', '/timeline', '/notes'].map(
    (part) => `/api/shops/{shop}/customers/{customer}${part}`,
  );
  const inCompliance = '/api/shops/{shop}/compliance/customers/{customer}/';
  const isMine = (asked: string) =>
    mine.includes(asked) ||
    asked.startsWith(inCompliance) ||
    asked === '/api/shops/{shop}/recommendations' ||
    asked.endsWith('/traits/{name}/history') ||
    asked === 'timeline' ||
    asked === 'customers';
  const again = () =>
    client.invalidateQueries({
      predicate: ({ queryKey }) => isMine(String(queryKey[0])),
    });
  return { shop, path, again, address: `/shops/${shop.slug}/customers/${customer}` };
}

export const useCard = () => {
  const { path } = useCustomer();
  return useAsk(cardPath, { path });
};
