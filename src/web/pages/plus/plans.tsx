import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Num } from '../../kit/figures.tsx';
import type { Column } from '../../kit/list/column.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useText } from '../../kit/words/language.ts';
import { ChangePlan, NewPlan } from './change-plan.tsx';
import { type Plan, plansPath } from './paths.ts';
import styles from './plus.module.css';
import { Paid } from './price.tsx';
import { usePlusWords } from './words.ts';

/** The plans, as they are sold now. */
export function Plans({ mayChange }: { readonly mayChange: boolean }) {
  const t = usePlusWords();
  const plans = useAsk(plansPath, { path: { shop: useShop().slug } }, { fresh: 0 });
  const columns = useColumns(mayChange);
  return (
    <Section title={t('plans')} extra={mayChange && <NewPlan />}>
      <QueryState query={plans}>
        {(it) => (
          <PlainList
            label={t('plans')}
            columns={columns}
            rows={it.plans}
            rowKey={({ plan_id: id }) => String(id)}
            empty={{ title: t('no-plans'), hint: t('no-plans-hint') }}
          />
        )}
      </QueryState>
    </Section>
  );
}

function useColumns(mayChange: boolean): Column<Plan>[] {
  const t = usePlusWords();
  const say = useText();
  return [
    { key: 'name', title: t('name'), render: ({ terms }) => say(terms.name) },
    { key: 'price', title: t('price'), align: 'right', render: (it) => <PlanPrice it={it} /> },
    {
      key: 'trial',
      title: t('trial'),
      align: 'right',
      render: ({ terms }) => (terms.trial_days === 0 ? t('none') : t('days', { count: terms.trial_days })),
    },
    { key: 'benefits', title: t('benefits'), render: (it) => <Benefits it={it} /> },
    { key: 'version', title: t('version'), align: 'right', render: (it) => <Num value={it.version} /> },
    { key: 'state', title: t('state'), render: (it) => t(it.is_offered ? 'is-offered' : 'is-withdrawn') },
    ...(mayChange
      ? [{ key: 'act', title: t('act'), render: (it: Plan) => <ChangePlan key={it.version} it={it} /> }]
      : []),
  ];
}

function PlanPrice({ it: { terms } }: { readonly it: Plan }) {
  const t = usePlusWords();
  const { price, period } = terms;
  const paid =
    price.kind === 'money' ? { minor: price.minor, points: 0 } : { minor: 0, points: price.points };
  return (
    <>
      <Paid {...paid} /> / {t(`period-${period}`)}
    </>
  );
}

/** One a line: what a member has of it. */
function Benefits({ it: { terms } }: { readonly it: Plan }) {
  const t = usePlusWords();
  const say = useText();
  const lines = [
    ...terms.member_prices.map((rule) => say(rule.name)),
    ...(terms.free_shipping === null ? [] : [t('says-shipping', { count: terms.free_shipping.count })]),
    ...terms.coupons.map(({ coupon, count }) => t('says-coupon', { coupon, count })),
    ...(terms.points_percent > 100 ? [t('says-points', { percent: terms.points_percent })] : []),
  ];
  return (
    <span className={styles.plan}>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </span>
  );
}
