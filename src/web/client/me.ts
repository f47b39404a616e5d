import { createContext, use } from 'react';
import type { Permission } from '../../contract/auth.ts';
import { type Answer, useAsk } from './ask.ts';

export type Me = Answer<'/api/me'>;
export type MyShop = Me['shops'][number];

/** Who is signed in and where they work. */
export const useMe = () => useAsk('/api/me', {}, { fresh: 300_000 });

/** The shop of the address and what I may do there. Pages stand below the gate that made sure there is one. */
export interface Here extends MyShop {
  may(permission: Permission): boolean;
}

export const hereIn = (shop: MyShop): Here => ({
  ...shop,
  may: (permission) => shop.permissions.includes(permission),
});

/** The shop of the address, given by the gate: a cell of a list that asked the cache itself would watch it, a thousand times a page. */
export const ShopContext = createContext<Here | undefined>(undefined);

export function useShop(): Here {
  const shop = use(ShopContext);
  if (shop === undefined) throw new Error('useShop outside a shop');
  return shop;
}
