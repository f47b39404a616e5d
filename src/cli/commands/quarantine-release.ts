import {
  keepQuarantined,
  presentMerged,
  presentReleasePreview,
  previewRelease,
  releaseQuarantined,
} from '../../domains/customers/index.ts';
import { type Tx, withShop } from '../../platform/db/postgres.ts';
import { orThrow, ProblemError, problem } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { idList } from '../id-list.ts';
import { previewPage } from '../merge-preview.ts';
import { flag, shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke quarantine release PERSON`: staff know that a shared value is one human after all, or, with --keep, that it is not. */
export const command = engineCommand({
  name: 'quarantine release',
  summary: {
    zh: '放出被隔离的身份标识 (可撤销)，或以 --keep 保留',
    en: 'let a quarantined value out, which can be undone; or decide to --keep it',
  },
  arguments: [
    {
      name: 'PERSON',
      summary: { zh: '自然人编号，见 quarantine list', en: 'as quarantine list numbers it' },
    },
  ],
  options: {
    shop,
    reason: text('TEXT', { zh: '理由，不含个人信息', en: 'why; no personal values' }),
    preview: flag({ zh: '只看会合并谁', en: 'show whom it would join, and change nothing' }),
    keep: flag({ zh: '保留隔离', en: 'leave it quarantined, and off the list of open ones' }),
    'lift-never': flag({ zh: '即使此前拆分过也合并', en: 'also where they were split before' }),
  },
  async run({ platform, options, actor: by, arguments: words, language, result }) {
    const { shopId } = await shopOf(platform, options.shop);
    const [personId = 0] = idList(words);
    const inShop = <T>(work: (tx: Tx) => Promise<T>) => withShop(platform.db, shopId, work);
    if (options.preview) {
      const seen = await inShop(async (tx) => orThrow(await previewRelease(tx, shopId, personId)));
      const ids = seen.customerIds.join(' + ');
      return result(presentReleasePreview(seen), () => `${ids}\n${previewPage(seen, language)}`);
    }
    const deciding = { shopId, personId, by, reason: given(options.reason) };
    if (options.keep) {
      const now = platform.clock.now();
      await inShop(async (tx) => orThrow(await keepQuarantined(tx, { ...deciding, now })));
      return result({ kept: personId }, () => `${personId}\n`);
    }
    const liftNever = options['lift-never'];
    const merged = await inShop(async (tx) =>
      orThrow(await releaseQuarantined(tx, { ...deciding, liftNever })),
    );
    await platform.mirror.payOff(shopId);
    const undo = `shuke customers unmerge ${merged.edgeIds.join(' ')} --shop ${options.shop}`;
    result(presentMerged(merged), () => `${merged.customerId}\n${undo}\n`);
  },
});

/** Why, wherever something is decided. */
function given(reason: string | undefined): string {
  if (reason !== undefined && reason.trim().length >= 4) return reason;
  throw new ProblemError(
    problem('reason-missing', 400, {
      zh: '须以 --reason 说明理由（至少 4 个字符）',
      en: 'Give a --reason of at least 4 characters',
    }),
  );
}
