import { fillDemoShop } from '../../demo/index.ts';
import { engineCommand } from '../command.ts';
import { day, text, wholeNumber, withDefault } from '../option.ts';

/** `shuke demo`: a believable shop made from a known model, and the truth behind it in a file. */
export const command = engineCommand({
  name: 'demo',
  summary: {
    zh: '生成演示店铺, 并写出其真相文件',
    en: 'make a demo shop, and write down the truth behind it',
  },
  options: {
    shop: withDefault(text('SLUG', { zh: '店铺', en: 'name of the shop' }), 'demo'),
    customers: withDefault(wholeNumber({ zh: '客户数', en: 'how many customers' }, 1), 2_000),
    seed: withDefault(wholeNumber({ zh: '随机种子', en: 'the same seed, the same shop' }), 1),
    until: day({ zh: '历史的最后一天, 默认昨天', en: 'last day of its history; yesterday unless told' }),
  },
  async run({ platform, options, signal, output, result }) {
    const { shop: slug, until, customers, seed } = options;
    const filled = await fillDemoShop(platform, {
      ...{ slug, customers, seed, signal },
      ...(until === undefined ? {} : { until }),
      onProgress: (step, done, total) => output.progress({ label: `demo ${step}`, done, total }),
    });
    const { import: it, truthFile } = filled;
    result({ shop: slug, import: it, truth_file: truthFile }, () =>
      [
        `demo shop ${slug}: ${it.customers.created} customers, ${it.orders.created} orders, ${it.events} events`,
        `  truth  ${truthFile}`,
        '',
      ].join('\n'),
    );
  },
});
