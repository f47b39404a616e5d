import { itemForm } from '../contract/affinity.ts';
import { cohortCellForm } from '../contract/cohort-cell.ts';
import {
  consentForm,
  type PeopleFilter,
  type PeopleSort,
  peopleSorts,
  scoreRanges,
} from '../contract/people.ts';
import type { Text } from '../platform/errors.ts';
import { choice, day, type Option, pattern, signedNumber, text, withDefault } from './option.ts';

/** The filters and orders of the list of customers as options: all that `GET /customers` takes. */

type Filter = keyof PeopleFilter;

/** `rfm_group` is `--rfm-group`. */
const optionName = (name: Filter): string => name.replaceAll('_', '-');

const says = (zh: string, en: string): Text => ({ zh, en });
const code = (zh: string, en: string) => text('CODE', says(zh, en));
const word = (zh: string, en: string) => text('TEXT', says(zh, en));
const score = (zh: string, en: string) => choice([1, 2, 3, 4, 5].map(String), says(zh, en));
const number = (zh: string, en: string) => signedNumber(says(zh, en));
const onDay = (zh: string, en: string) => day(says(zh, en));

const byFilter: Readonly<Record<Filter, Option<unknown>>> = {
  as_of: onDay(
    '截至此店铺日统计与评分 (默认今天)',
    'counted and scored as of this shop day; today unless given',
  ),
  rfm_group: code('RFM 分组，如 important-win-back', 'RFM group, such as important-win-back'),
  r: score('最近一次得分', 'recency score'),
  f: score('频次得分', 'frequency score'),
  m: score('金额得分', 'monetary score'),
  quadrant: code('频次金额象限，如 often-much', 'frequency x amount quadrant, such as often-much'),
  stage: code('生命周期阶段，如 at-risk', 'lifecycle stage, such as at-risk'),
  score: pattern('RANGES', scoreRanges, {
    zh: '模型得分的范围，如 lifetime-value:10000..,alive:..0.3 (金额为分)',
    en: 'ranges of scores, such as lifetime-value:10000..,alive:..0.3 (minor units)',
  }),
  province: word('省份 (空 = 未知)', 'province; empty = not known'),
  channel: word('来店渠道 (空 = 未知)', 'channel they came in on; empty = not known'),
  tier: word('会员等级 (空 = 无)', 'tier; empty = none'),
  first_touch: word('首次触点来源 (空 = 未知)', 'source of the first touch; empty = not known'),
  tag: text('TAG', says('带有此标签', 'with this tag')),
  consent: pattern('WHAT', consentForm, {
    zh: '目的:渠道:granted|refused|none，如 marketing:sms:granted',
    en: 'purpose:channel:granted|refused|none, such as marketing:sms:granted',
  }),
  segment: number('此人群的成员', 'members of this segment, by number'),
  behaviour: text(
    'KIND?QUESTION',
    says(
      '某个漏斗步骤、路径等背后的客户，如其页面地址所写',
      'people behind a bar of a funnel or a link of paths, as their pages write it',
    ),
  ),
  bought: choice(['yes', 'no'], says('有无支付订单', 'whether there is a paid order')),
  orders_from: number('支付订单数不少于', 'at least so many paid orders'),
  orders_to: number('支付订单数不多于', 'at most so many paid orders'),
  spend_from: number('净销售额不低于 (分)', 'net sales of at least this, minor units'),
  spend_to: number('净销售额不高于 (分)', 'net sales of at most this, minor units'),
  last_order_from: onDay('最近下单不早于', 'last paid order on this day or later'),
  last_order_to: onDay('最近下单不晚于', 'last paid order on this day or before'),
  first_order_from: onDay('首次下单不早于', 'first paid order on this day or later'),
  first_order_to: onDay('首次下单不晚于', 'first paid order on this day or before'),
  first_seen_from: onDay('首次到访不早于', 'first seen on this day or later'),
  first_seen_to: onDay('首次到访不晚于', 'first seen on this day or before'),
  ordered_from: onDay('有支付订单，不早于', 'has a paid order on this day or later ...'),
  ordered_to: onDay('…… 且不晚于', '... and on this day or before'),
  ordered_channel: word('…… 在此渠道', '... on this channel'),
  ordered_province: word('…… 寄往此省', '... sent to this province'),
  ordered_category: word('…… 含此一级品类 (空 = 无品类)', '... with this root category; empty = with none'),
  first_category: word('首单的一级品类 (空 = 无)', 'root category of the first paid order; empty = none'),
  bought_item: pattern(
    'product:N|category:NAME',
    itemForm,
    says('买过此商品或一级品类', 'ever bought this product or root category'),
  ),
  not_bought_item: pattern(
    'product:N|category:NAME',
    itemForm,
    says('从未买过此商品或一级品类', 'never bought this product or root category'),
  ),
  cohort: pattern(
    'BY:PERIOD:DAY[:OFFSET:ACTIVITY]',
    cohortCellForm,
    says(
      '同期群，如 first-order:month:2024-02-01; 第 3 期回来的再加 :3:order',
      'a cohort, such as first-order:month:2024-02-01; :3:order for those back',
    ),
  ),
};

const filters = Object.keys(byFilter) as Filter[];

const order = {
  'by-score': code('--sort score 所用的得分', 'the score that --sort score sorts by'),
  sort: withDefault(choice<PeopleSort>(peopleSorts, says('排序', 'order')), 'last-seen'),
  order: withDefault(
    choice<'desc' | 'asc'>(['desc', 'asc'], says('降序或升序', 'falling or rising')),
    'desc',
  ),
};

export const peopleOptions: Readonly<Record<string, Option<unknown>>> & typeof order = {
  ...Object.fromEntries(filters.map((name) => [optionName(name), byFilter[name]])),
  ...order,
};

/** What the options ask for, as the query of the list. */
export function peopleQuery(
  options: Readonly<Record<string, unknown>> & { readonly sort: PeopleSort; readonly order: 'asc' | 'desc' },
): PeopleFilter & { sort: PeopleSort; by_score?: string; order: 'asc' | 'desc' } {
  const given = filters.flatMap((name): [string, unknown][] => {
    const value = options[optionName(name)];
    if (value === undefined) return [];
    return [[name, ['r', 'f', 'm'].includes(name) ? Number(value) : value]];
  });
  const byScore = options['by-score'];
  return {
    ...Object.fromEntries(given),
    ...(byScore !== undefined && { by_score: String(byScore) }),
    ...{ sort: options.sort, order: options.order },
  };
}
