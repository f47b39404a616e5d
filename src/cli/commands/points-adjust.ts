import { adjustCustomer } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { required, shop, signedNumber, text } from '../option.ts';
import { keyOf, keyOption, oneId } from '../points-options.ts';
import { actLine } from '../say-points.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke points adjust ID`: points more or fewer by hand; above the rules' limit somebody in the console approves it. */
export const command = engineCommand({
  name: 'points adjust',
  summary: {
    zh: '人工增减积分，超过限额须他人审批',
    en: 'add or take points by hand; above the limit somebody else approves',
  },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: {
    shop,
    points: required(signedNumber({ zh: '积分数，负数为扣减', en: 'how many; below nothing: fewer' })),
    reason: required(text('TEXT', { zh: '理由，不含个人信息', en: 'why; no personal values' })),
    key: keyOption,
  },
  async run({
    platform,
    options: { points, reason, ...options },
    arguments: words,
    actor,
    language,
    result,
  }) {
    const it = await shopOf(platform, options.shop);
    const adjusting = { ...it, points, reason, personId: oneId(words), by: actor, now: platform.clock.now() };
    const { act, approvalId } = await withShopAgain(platform.db, it.shopId, async (tx) =>
      orThrow(await adjustCustomer(tx, { ...adjusting, key: keyOf(options.key) })),
    );
    result({ act, approval_id: approvalId }, () =>
      act === null ? waits[language](approvalId!) : actLine(act, language),
    );
  },
});

const waits = {
  zh: (id: number) => `超过限额，等待他人审批 (编号 ${id})\n`,
  en: (id: number) => `above the limit: waits for somebody else's word (number ${id})\n`,
};
