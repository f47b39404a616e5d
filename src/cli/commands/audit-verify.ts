import { presentVerified, type Verified, verifyLog } from '../../domains/compliance/index.ts';
import { listAllShops, type Shop } from '../../platform/auth/index.ts';
import { ProblemError, problem } from '../../platform/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { engineCommand, type Language } from '../command.ts';
import { anyShop, flag, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';

/** `shuke audit verify`: goes along the chain of the audit log; exits 1 at the first entry that is not as it was written. */
export const command = engineCommand({
  name: 'audit verify',
  summary: {
    zh: '校验审计日志的哈希链，断裂时退出码为 1',
    en: 'check the hash chain of the audit log; exits 1 when it is broken',
  },
  options: {
    shop: anyShop,
    all: flag({ zh: '全部店铺', en: 'every shop' }),
    noted: text('N:HASH', {
      zh: '此前另行记下的条数与链头，用于发现整体改写',
      en: 'count and head noted elsewhere before: shows a log rewritten as a whole',
    }),
  },
  async run({ platform, options, language, output, result }) {
    const shops = await shopsOf(platform, options);
    const noted = notedHead(options.noted);
    const found: { shop: Shop; verified: Verified }[] = [];
    for (const shop of shops) {
      const onProgress = (done: number, total: number) => output.progress({ label: shop.slug, done, total });
      found.push({ shop, verified: await verifyLog(platform.db, shop.shopId, { noted, onProgress }) });
    }
    const document = found.map(({ shop, verified }) => ({ shop: shop.slug, ...presentVerified(verified) }));
    result({ shops: document }, () =>
      found.map(({ shop, verified }) => lineOf(shop.slug, verified, language)).join(''),
    );
    if (found.some(({ verified }) => !verified.sound)) throw new ProblemError(broken);
  },
});

const broken = problem('audit-log-broken', 500, {
  zh: '审计日志与写入时不一致',
  en: 'The audit log is not as it was written',
});

async function shopsOf(
  platform: Platform,
  options: { readonly shop: string | undefined; readonly all: boolean },
): Promise<readonly Shop[]> {
  if (options.all) return listAllShops(platform.db);
  if (options.shop !== undefined) return [await shopOf(platform, options.shop)];
  throw new ProblemError(
    problem('wrong-usage', 400, { zh: '请指定 --shop SLUG 或 --all', en: 'Say --shop SLUG or --all' }),
  );
}

function notedHead(noted: string | undefined) {
  if (noted === undefined) return undefined;
  const found = /^(\d{1,15}):([0-9a-fA-F]{64})$/.exec(noted);
  if (found !== null) return { entries: Number(found[1]), hash: found[2]! };
  throw new ProblemError(
    problem('wrong-usage', 400, {
      zh: '--noted 应为 条数:64 位十六进制',
      en: '--noted must be a count, a colon and 64 hexadecimal digits',
    }),
  );
}

function lineOf(slug: string, it: Verified, language: Language): string {
  const state =
    it.broken === undefined ? (language === 'zh' ? '完好' : 'sound') : placeOf(it.broken, language);
  return `${slug}  ${state}\n  ${it.entries}:${it.head}  (${language === 'zh' ? '链前' : 'before the chain'} ${it.beforeChain})\n`;
}

const placeOf = ({ fault, seq, entryId }: NonNullable<Verified['broken']>, language: Language): string =>
  `${language === 'zh' ? '断裂于' : 'broken at'} ${seq} (${fault}${entryId === null ? '' : `, entry ${entryId}`})`;
