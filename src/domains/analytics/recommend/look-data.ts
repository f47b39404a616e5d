import { withShop } from '../../../platform/db/postgres.ts';
import type { PersonalData } from '../../compliance/index.ts';
import { dropLooks, readLooks } from './look-store.ts';

/** What somebody looked at of late, as lists of recommendations know it. The events it is counted from are shown and erased by who keeps them. */
export const lookData: PersonalData = {
  name: 'looks',
  async holdings({ tx, shopId, personIds }) {
    const found = await readLooks(tx, shopId, personIds);
    const count = found.reduce((sum, { products }) => sum + products.length, 0);
    return [{ what: 'looks', label: { zh: '近期浏览的商品', en: 'products looked at of late' }, count }];
  },
  show: async ({ tx, shopId, personIds }) => ({
    looks: (await readLooks(tx, shopId, personIds)).map(({ products, looks }) => ({ products, looks })),
  }),
  erase: ({ platform, shopId, personIds }) =>
    withShop(platform.db, shopId, (tx) => dropLooks(tx, shopId, personIds)),
};
