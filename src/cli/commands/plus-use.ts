import { Compile } from 'typebox/compile';
import { plusBenefits, plusUse } from '../../contract/plus.ts';
import { presentActed, usePlus } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow, ProblemError, problem } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { choice, required, shop, text, wholeNumber } from '../option.ts';
import { keyOf, keyOption, oneId, refOption } from '../points-options.ts';
import { plusActLine } from '../say-plus.ts';
import { shopOf } from '../shop-of.ts';

const check = Compile(plusUse);

/** `shuke plus use ID`: free shipping or a coupon of the period, or what a member price saved. */
export const command = engineCommand({
  name: 'plus use',
  summary: { zh: '使用 PLUS 权益', en: 'use a benefit of PLUS' },
  arguments: [{ name: 'ID', summary: { zh: '客户编号', en: 'number of the customer' } }],
  options: {
    shop,
    benefit: required(choice([...plusBenefits], { zh: '哪项权益', en: 'which' })),
    coupon: text('CODE', { zh: '哪张券', en: 'which coupon' }),
    count: wholeNumber({ zh: '数量，默认 1', en: 'how many; one unless told' }, 1),
    'saved-minor': wholeNumber(
      { zh: '会员价省了多少，分', en: 'what a member price saved, in minor units' },
      1,
    ),
    ref: refOption,
    key: keyOption,
  },
  async run({ platform, options, arguments: words, actor: by, language, result }) {
    const { shopId, timeZone, currency } = await shopOf(platform, options.shop);
    const { benefit, coupon, count, ref, 'saved-minor': saved_minor } = options;
    // Without what was not told.
    const use: unknown = JSON.parse(
      JSON.stringify({ benefit, coupon, count, saved_minor, ref, key: keyOf(options.key) }),
    );
    if (!check.Check(use)) throw new ProblemError(notAUse);
    const using = { shopId, timeZone, customerId: oneId(words), use, by, now: platform.clock.now() };
    const done = await withShopAgain(platform.db, shopId, async (tx) => orThrow(await usePlus(tx, using)));
    const view = presentActed(done);
    result(view, () => plusActLine(view, { language, timeZone, currency }));
  },
});

const notAUse = problem('wrong-usage', 400, {
  zh: '券名、数量或单号超出范围',
  en: 'A name, a count or what it is for is out of range',
});
