import { places } from '../../contract/recommendations.ts';
import { serveRecommendations } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { idList } from '../id-list.ts';
import { choice, list, shop, wholeNumber, withDefault } from '../option.ts';
import { sayServed } from '../say-recommendations.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke recommend list`: what is shown to a customer in a place, as the API serves it. */
export const command = engineCommand({
  name: 'recommend list',
  summary: {
    zh: '某客户在某位置的推荐，与接口一致',
    en: 'what is shown to a customer in a place, as served',
  },
  options: {
    shop,
    customer: wholeNumber({ zh: '客户编号', en: 'number of the customer' }, 1),
    place: withDefault(choice(places, { zh: '位置', en: 'where it is shown' }), 'home'),
    products: list('A,B', { zh: '正在看或在购物车的商品编号', en: 'products looked at or in the cart' }),
    viewed: list('A,B', { zh: '本次访问看过的商品编号', en: 'products looked at in this visit' }),
    limit: withDefault(wholeNumber({ zh: '几个', en: 'how many' }, 1), 10),
    'price-from': wholeNumber({ zh: '最低价 (分)', en: 'lowest price, minor units' }),
    'price-to': wholeNumber({ zh: '最高价 (分)', en: 'highest price, minor units' }),
  },
  async run({ platform, options, language, result }) {
    const shop = await shopOf(platform, options.shop);
    const { customer, place, limit, 'price-from': price_from, 'price-to': price_to } = options;
    const products = idList(options.products ?? []);
    const viewed = idList(options.viewed ?? []);
    const asked = { customer, place, limit, price_from, price_to, products, viewed, bought: false };
    const served = orThrow(await serveRecommendations({ platform, shop }, asked));
    result(served, () => sayServed(served, language));
  },
});
