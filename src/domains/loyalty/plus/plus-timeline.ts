import { sql } from 'kysely';
import type { PlusActKind } from '../../../contract/plus.ts';
import type { Text } from '../../../platform/errors.ts';
import { newestRows, type TimelineEntry, type TimelineSource } from '../../customers/index.ts';

interface ActRow {
  readonly kind: Exclude<PlusActKind, 'tell'>;
  readonly subscription_id: number;
  readonly plan: Text;
  readonly benefit: string | null;
  readonly coupon: string | null;
  readonly amount_minor: number | null;
  readonly points: number | null;
  readonly currency: string;
}

const titles: Readonly<Record<ActRow['kind'], Text>> = {
  start: { zh: '开通 PLUS', en: 'PLUS started' },
  renew: { zh: 'PLUS 续费', en: 'PLUS renewed' },
  cancel: { zh: '取消 PLUS 续费', en: 'Renewal of PLUS cancelled' },
  refund: { zh: 'PLUS 退订', en: 'PLUS refunded' },
  switch: { zh: '更换 PLUS 套餐', en: 'Plan of PLUS changed' },
  choose: { zh: '选择下期 PLUS 套餐', en: 'Next plan of PLUS chosen' },
  use: { zh: '使用 PLUS 权益', en: 'A benefit of PLUS used' },
  'give-back': { zh: '退回 PLUS 权益', en: 'A benefit of PLUS given back' },
  expire: { zh: 'PLUS 到期', en: 'PLUS expired' },
};

/** What happened to the paid membership of a customer; that they were told of a renewal stands with the contacts. */
export const plusTimeline: TimelineSource = {
  types: ['plus'],
  async read(ask) {
    const { shopId, personIds } = ask;
    const rows = await newestRows<ActRow>(
      ask,
      sql`
      select a.at, 'plus:' || a.act_id as key, a.kind, a.subscription_id, t.terms -> 'name' as plan, a.benefit, a.coupon,
        a.minor as amount_minor, a.points, (select currency from platform.shops where shop_id = ${shopId}) as currency
      from loyalty.plus_subscriptions s
      join loyalty.plus_acts a on a.shop_id = s.shop_id and a.subscription_id = s.subscription_id and a.kind <> 'tell'
      join loyalty.plus_periods p on p.shop_id = a.shop_id and p.subscription_id = a.subscription_id and p.no = a.no
      join loyalty.plus_plans l on l.shop_id = a.shop_id and l.plan_id = a.plan_id
      join loyalty.plus_terms t on t.shop_id = l.shop_id and t.plan_id = l.plan_id
        and t.version = case when l.plan_id = p.plan_id then p.version else l.version end
      where s.shop_id = ${shopId} and a.shop_id = ${shopId} and p.shop_id = ${shopId} and l.shop_id = ${shopId} and t.shop_id = ${shopId}
        and s.person_id = any(${personIds}::int[])`,
    );
    return rows.map(
      ({ iso: at, key, kind, ...data }): TimelineEntry => ({
        ...{ at, type: 'plus', key, title: titles[kind] },
        data: { kind, ...data },
      }),
    );
  },
};
