import { Segmented } from 'antd';
import { useMemo } from 'react';
import { growthSteps } from '../../../contract/social.ts';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Chart } from '../../kit/charts/chart.tsx';
import { addDays, dayOf } from '../../kit/format/dates.ts';
import { useFormat } from '../../kit/format/use-format.ts';
import { useView } from '../../kit/list/view.ts';
import { Meaning } from '../../kit/meaning.tsx';
import styles from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { Skeleton } from '../../kit/state/skeleton.tsx';
import { useTokens } from '../../kit/theme/theme.tsx';
import { type Growth, prepareGrowth } from './prepare-growth.ts';
import { useSocialWords } from './words.ts';

const path = '/api/shops/{shop}/analytics/social/growth' as const;

/** Days looked back by step: some dozen periods on a screen. */
const spans = { day: 60, week: 182, month: 364 } as const;

/** How many new customers each brings, by period; each bar opens the newcomers. */
export function GrowthSection() {
  const t = useSocialWords();
  const shop = useShop();
  const [view, setView] = useView({ by: 'month' });
  const by = growthSteps.find((it) => it === view.by) ?? 'month';
  const to = dayOf(new Date(), shop.time_zone);
  const query = useAsk(
    path,
    { path: { shop: shop.slug }, query: { by, from: addDays(to, -spans[by]), to } },
    { keep: true },
  );
  return (
    <Section
      title={
        <>
          {t('growth')} <Meaning title={t('growth')} text={t('means-growth')} />
        </>
      }
      extra={
        <Segmented
          size="small"
          aria-label={t('step')}
          value={by}
          options={growthSteps.map((value) => ({ value: value as string, label: t(`by-${value}`) }))}
          onChange={(it) => setView({ by: it })}
        />
      }
    >
      <QueryState query={query} loading={<Skeleton lines={6} />}>
        {(it: Growth) => <Picture growth={it} />}
      </QueryState>
    </Section>
  );
}

function Picture({ growth }: { readonly growth: Growth }) {
  const t = useSocialWords();
  const shop = useShop();
  const format = useFormat();
  const tokens = useTokens();
  const opens = shop.may('customers:read') ? shop.slug : undefined;
  const prepared = useMemo(() => {
    const names = {
      ...{ period: t('period'), newcomers: t('newcomers'), invitations: t('invitations') },
      ...{
        customers: t('customers'),
        'per-customer': t('per-customer'),
        conversion: t('conversion'),
        k: t('k'),
      },
    };
    return prepareGrowth(growth, { format, tokens, shop: opens, names });
  }, [growth, format, tokens, opens, t]);
  const { k, invitations_per_customer: invites, conversion } = growth.whole;
  return (
    <>
      <p className={styles.hint}>
        {t('growth-whole', {
          k: format.fixed(k, 3),
          invites: format.fixed(invites, 2),
          conversion: format.share(conversion),
        })}
      </p>
      <Chart label={t('growth')} prepared={prepared} height={280} />
    </>
  );
}
