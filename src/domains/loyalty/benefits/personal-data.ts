import { withShop } from '../../../platform/db/postgres.ts';
import type { PersonalData } from '../../compliance/index.ts';
import { forgetGrants, readGrants } from './grant-store.ts';

/** Gifts that somebody was promised. What was given stays in the books, as given to nobody. */
export const benefitData: PersonalData = {
  name: 'benefits',
  async holdings({ tx, shopId, personIds }) {
    const count = (await readGrants(tx, shopId, personIds)).length;
    return [{ what: 'benefit-grants', label: { zh: '会员礼遇', en: 'gifts of a tier' }, count }];
  },
  show: async ({ tx, shopId, personIds }) => ({
    benefit_grants: (await readGrants(tx, shopId, personIds)).map(
      ({ benefit, tier, gift, state, granted_at, used_at }) => ({
        ...{ benefit, tier, gift, state, granted_at, used_at },
      }),
    ),
  }),
  async erase({ platform, shopId, personIds }) {
    await withShop(platform.db, shopId, (tx) => forgetGrants(tx, shopId, personIds));
  },
};
