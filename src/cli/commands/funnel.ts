import type { FunnelAnswer } from '../../contract/funnel.ts';
import { addDays, askFunnel, shopDay, usualDay } from '../../domains/analytics/index.ts';
import { orThrow } from '../../platform/errors.ts';
import { engineCommand, type Language } from '../command.ts';
import { choice, day, required, shop, text, wholeNumber, withDefault } from '../option.ts';
import { shopOf } from '../shop-of.ts';
import { percent, table } from '../table.ts';

/** `shuke funnel`: how many customers do one thing after another, within a window. */
export const command = engineCommand({
  name: 'funnel',
  summary: {
    zh: '转化漏斗：各步骤人数、转化率与耗时',
    en: 'a funnel: customers, conversion and time by step',
  },
  options: {
    shop,
    steps: required(
      text('A,B,C', {
        zh: '按顺序的事件，可带条件：Product Added[category=家居]',
        en: 'events in order; narrowed in brackets: Product Added[category=x]',
      }),
    ),
    window: required(text('7d', { zh: '转化时限：30m、12h、7d', en: 'time to convert: 30m, 12h, 7d' })),
    order: withDefault(
      choice(['ordered', 'strict', 'any'], {
        zh: '依次 (中间可有其他事件) / 紧接 / 不限顺序',
        en: 'in order with others between / with none between / in any order',
      }),
      'ordered',
    ),
    attempt: withDefault(
      choice(['furthest', 'first'], {
        zh: '同一客户取走得最远的一次 / 第一次',
        en: "which of a customer's attempts counts",
      }),
      'furthest',
    ),
    exclude: text('X,Y', { zh: '出现即终止的事件', en: 'events that end an attempt' }),
    'exclude-after': wholeNumber({ zh: '只在第 N 步之后终止', en: 'only behind step N' }, 1),
    from: day({ zh: '首日，默认到末日共 30 天', en: 'first day; 30 days up to the last unless told' }),
    to: day({
      zh: '末日，默认昨天；很久没有订单的店铺为最后一个有订单的日子',
      en: 'last day; yesterday unless told, or the last day with orders',
    }),
    by: text('DIM', { zh: '按维度拆分，如 channel', en: 'split by, such as channel or property:NAME' }),
    trend: choice(['day', 'week', 'month'], { zh: '按开始日的趋势', en: 'by when attempts began' }),
  },
  async run({ platform, options, language, signal, result }) {
    const { clickhouse, clock } = platform;
    const shop = await shopOf(platform, options.shop);
    const yesterday = addDays(shopDay(clock.now(), shop), -1);
    const last = options.to ?? (await usualDay({ clickhouse, shop, signal }, yesterday));
    const { 'exclude-after': exclude_after, shop: _, ...rest } = options;
    const days = { from: options.from ?? addDays(last, -29), to: last };
    const asking = { clickhouse, shop, signal };
    const answer = orThrow(await askFunnel({ ...asking, ...rest, ...days, exclude_after }, clock));
    result(answer, () => sayFunnel(answer, language));
  },
});

const heads = {
  zh: ['步骤', '客户', '较上一步', '较第一步', '中位耗时', '平均耗时'],
  en: ['step', 'customers', 'of previous', 'of first', 'median time', 'mean time'],
} as const;

function sayFunnel(answer: FunnelAnswer, language: Language): string {
  const rows = answer.bars.map((bar, n) => [
    answer.order === 'any' ? String(n + 1) : answer.steps[n]!.step,
    bar.customers,
    bar.of_previous === null ? null : percent(bar.of_previous),
    bar.of_first === null ? null : percent(bar.of_first),
    bar.median_seconds === null ? null : { figure: sayLength(bar.median_seconds) },
    bar.mean_seconds === null ? null : { figure: sayLength(bar.mean_seconds) },
  ]);
  const values = answer.values.map(
    (it) => `\n${it.value || '-'}: ${it.bars.map((bar) => bar.customers).join(' > ')}`,
  );
  const periods = answer.periods.map((it) => `\n${it.period}: ${it.reached.join(' > ')}`);
  return `${answer.from} - ${answer.to}\n${table(heads[language], rows)}${values.join('')}${periods.join('')}`;
}

/** 93784 is `1d 2h`. */
function sayLength(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [
    [Math.floor(whole / 86_400), 'd'],
    [Math.floor(whole / 3600) % 24, 'h'],
    [Math.floor(whole / 60) % 60, 'm'],
    [whole % 60, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  return first < 0
    ? '0s'
    : parts
        .slice(first, first + 2)
        .map((it) => it.join(''))
        .join(' ');
}
