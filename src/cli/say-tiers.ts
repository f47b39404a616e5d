import type { Static } from 'typebox';
import type { CustomerTier, TierOutcome, tierDistribution } from '../contract/tiers.ts';
import type { Language } from './command.ts';
import { amountCell } from './money.ts';
import { shopTime } from './shop-time.ts';
import { table } from './table.ts';

/** Tiers as a terminal shows them. */

const words = {
  zh: {
    tiers: ['等级', '名称', '起点', '客户', '临期'],
    moves: ['原等级', '新等级', '客户'],
    costs: ['等级', '权益年成本上限 (现行)', '(新规则)'],
    history: ['店铺日', '时间', '原等级', '新等级', '原因', '触发', '数值', '规则版本'],
    ...{ none: '还没有设置会员等级: shuke tiers rules --usual 打印常用规则', nobody: '(无)' },
    summary: (it: TierOutcome) =>
      `规则版本 ${it.version}, 店铺日 ${it.day}: ${it.customers} 位客户，升 ${it.up}, 降 ${it.down}, 临期 ${it.at_risk}, 用时 ${it.took_ms} 毫秒`,
    stands: (it: CustomerTier) =>
      `${it.tier?.name.zh ?? '-'} (${it.since ?? '-'} 起), 数值 ${it.figure}${it.next === null ? '' : `, 距 ${it.next.name.zh} 差 ${it.next.missing}`}${it.notice === null ? '' : `, ${it.notice.drop_on} 将降级，差 ${it.notice.missing}`}`,
  },
  en: {
    tiers: ['tier', 'name', 'from', 'customers', 'at risk'],
    moves: ['before', 'after', 'customers'],
    costs: ['tier', 'benefits a year at most, before', 'after'],
    history: ['day', 'at', 'before', 'after', 'reason', 'cause', 'figure', 'version'],
    ...{ none: 'there are no tiers yet: shuke tiers rules --usual prints usual ones', nobody: '(none)' },
    summary: (it: TierOutcome) =>
      `rules ${it.version}, shop day ${it.day}: ${it.customers} customers, ${it.up} up, ${it.down} down, ${it.at_risk} at risk, in ${it.took_ms} ms`,
    stands: (it: CustomerTier) =>
      `${it.tier?.name.en ?? '-'} since ${it.since ?? '-'}, figure ${it.figure}${it.next === null ? '' : `, ${it.next.missing} to ${it.next.name.en}`}${it.notice === null ? '' : `; lost on ${it.notice.drop_on} unless ${it.notice.missing} more`}`,
  },
} as const;

export function tiersPage(it: Static<typeof tierDistribution>, language: Language): string {
  const say = words[language];
  if (it.version === 0) return `${say.none}\n`;
  const rows = it.tiers.map((one) => [one.code, one.name[language], one.from, one.customers, one.at_risk]);
  return table(say.tiers, rows);
}

interface Saying {
  readonly language: Language;
  readonly currency: string;
}

export function outcomePage(it: TierOutcome, { language, currency }: Saying): string {
  const say = words[language];
  const rows = it.matrix.map(({ from, to, customers }) => [from ?? say.nobody, to, customers]);
  const money = (minor: number) => amountCell(currency, minor);
  const costs = (it.costs ?? []).map((one) => [one.tier, money(one.before_minor), money(one.after_minor)]);
  const more = costs.length > 0 ? `\n${table(say.costs, costs)}` : '';
  return `${table(say.moves, rows)}${more}\n${say.summary(it)}\n`;
}

export function tierHistoryPage(
  it: CustomerTier,
  { language, timeZone }: { readonly language: Language; readonly timeZone: string },
): string {
  const say = words[language];
  const rows = it.moves.map((move) => [
    ...[move.day, shopTime(move.at, timeZone), move.from ?? say.nobody, move.to, move.reason, move.cause],
    ...[move.figure, move.version],
  ]);
  return `${say.stands(it)}\n${rows.length > 0 ? `\n${table(say.history, rows)}` : ''}`;
}
