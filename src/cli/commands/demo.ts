import { firstDemo } from '../../setup/index.ts';
import { engineCommand } from '../command.ts';
import { fillWithBar } from '../fill-demo.ts';
import { importSummary } from '../import-summary.ts';
import { anyShop, day, wholeNumber, withDefault } from '../option.ts';

/** `shuke demo`: a believable shop from a known model; the same seed makes the same shop. */
export const command = engineCommand({
  name: 'demo',
  summary: { zh: '生成演示店铺', en: 'make a demo shop from a known model' },
  options: {
    shop: withDefault(anyShop, firstDemo.slug),
    customers: withDefault(wholeNumber({ zh: '客户数', en: 'how many customers' }, 1), firstDemo.customers),
    seed: withDefault(
      wholeNumber({ zh: '随机种子', en: 'the same seed makes the same shop' }),
      firstDemo.seed,
    ),
    until: day({ zh: '历史的末日，默认昨日', en: 'last shop day of its history; yesterday unless told' }),
  },
  async run(it) {
    const { shop: slug, customers, seed, until } = it.options;
    const made = await fillWithBar(it.platform, { slug, customers, seed, until }, it);
    const document = { shop: made.shop.slug, import: made.import, truth_file: made.truthFile };
    it.result(
      document,
      () => `${importSummary(made.import, made.shop.slug, it.language)}  truth      ${made.truthFile}\n`,
    );
  },
});
