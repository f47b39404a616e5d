import { Segmented } from 'antd';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Chart } from '../../kit/charts/chart.tsx';
import { Money, Num, Share } from '../../kit/figures.tsx';
import { addDays, dayOf } from '../../kit/format/dates.ts';
import { useFormat } from '../../kit/format/use-format.ts';
import { Meaning } from '../../kit/meaning.tsx';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import styles from './points.module.css';
import { prepareLiability } from './prepare-liability.ts';
import { usePointsWords } from './words.ts';

const path = '/api/shops/{shop}/points/liability' as const;
type View = Answer<typeof path>;

const ranges = [30, 90, 365] as const;

/** What the shop owes in points, what of it is expected to expire, and how it came to be. */
export function Liability() {
  const t = usePointsWords();
  const shop = useShop();
  const [search, setSearch] = useSearchParams();
  const days = ranges.find((it) => String(it) === search.get('days')) ?? 90;
  const to = dayOf(new Date(), shop.time_zone);
  const query = { from: addDays(to, 1 - days), to };
  const liability = useAsk(path, { path: { shop: shop.slug }, query }, { keep: true });
  return (
    <Section
      title={t('liability')}
      extra={
        <Segmented
          aria-label={t('days')}
          value={days}
          onChange={(it) => setSearch({ days: String(it) }, { replace: true })}
          options={ranges.map((value) => ({ value, label: t('last-days', { count: value }) }))}
        />
      }
    >
      <QueryState query={liability}>
        {(it) => (
          <>
            <Tiles it={it} />
            <Days it={it} />
          </>
        )}
      </QueryState>
    </Section>
  );
}

function Tiles({ it }: { readonly it: View }) {
  const t = usePointsWords();
  return (
    <dl className={styles.tiles}>
      <div>
        <dt>{t('outstanding')}</dt>
        <dd>
          <Num value={it.outstanding} />
        </dd>
      </div>
      <div>
        <dt>
          {t('worth')} <Meaning title={t('worth')} text={t('worth-meaning')} />
        </dt>
        <dd>
          <Money value={it.liability_minor} />
        </dd>
      </div>
      <Breakage it={it.breakage} />
    </dl>
  );
}

function Breakage({ it }: { readonly it: View['breakage'] }) {
  const t = usePointsWords();
  return (
    <>
      <div>
        <dt>
          {t('breakage')} <Meaning title={t('breakage')} text={t('breakage-meaning')} />
        </dt>
        <dd>{it === null ? '–' : <Num value={it.points} />}</dd>
      </div>
      {it !== null && (
        <>
          <div>
            <dt>{t('worth-left')}</dt>
            <dd>
              <Money value={it.liability_minor} />
            </dd>
          </div>
          <div>
            <dt>{t('ever-spent')}</dt>
            <dd>
              <Share value={it.ever_spent} />
            </dd>
          </div>
        </>
      )}
    </>
  );
}

function Days({ it }: { readonly it: View }) {
  const t = usePointsWords();
  const format = useFormat();
  const prepared = useMemo(() => {
    const names = {
      ...{ day: t('day'), issued: t('issued'), spent: t('spent'), expired: t('expired') },
      ...{ revoked: t('revoked'), outstanding: t('outstanding') },
    };
    return prepareLiability(it.days, { format, names });
  }, [it, format, t]);
  return <Chart label={t('liability')} prepared={prepared} height={260} />;
}
