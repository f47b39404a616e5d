import { Button } from 'antd';
import { Link } from 'react-router';
import { reading } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { formatDay } from '../../kit/format/dates.ts';
import { Later } from '../../kit/later.tsx';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Empty } from '../../kit/state/empty.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { Skeleton } from '../../kit/state/skeleton.tsx';
import { useLanguage } from '../../kit/words/language.ts';
import type { OpenedPage } from '../../shell/page-entry.ts';
import { FigureTiles } from './figures/figure-tiles.tsx';
import { figuresAsked } from './figures/figures-asked.ts';
import { figuresPath } from './figures/figures-question.ts';
import { useFigures } from './figures/use-figures.ts';
import { OtherCurrencies } from './other-currencies.tsx';
import styles from './overview.module.css';
import { OverviewTour } from './overview-tour.tsx';
import { WhoTheyAre } from './people/who-they-are.tsx';
import { Channels } from './places/channels.tsx';
import { Regions } from './places/regions.tsx';
import { RangePicker } from './range-picker.tsx';
import { NewReturning } from './trend/new-returning.tsx';
import { Trend } from './trend/trend.tsx';
import { useRange } from './use-range.ts';
import { useShownRange } from './use-shown-range.ts';
import { useOverviewWords } from './words.ts';
import { WorklistCard } from './worklist-card.tsx';

export function ask({ shop, search }: OpenedPage): void {
  const asked = figuresAsked(shop, search, new Date());
  if (asked !== undefined) void queryClient.prefetchQuery(reading(figuresPath, asked));
}

/** How business is, who the customers are, what is worth doing today. */
export default function OverviewPage() {
  const t = useOverviewWords();
  const language = useLanguage();
  const { range, compare, change, isKnown } = useRange();
  const figures = useFigures(range, isKnown);
  const shown = useShownRange(range, figures);
  const days = { from: formatDay(range.from, language), to: formatDay(range.to, language) };
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle', days)}
        actions={<RangePicker range={range} compare={compare} onChange={change} />}
        help={t('help')}
      />
      <div className={styles.page} aria-busy={figures.isPlaceholderData}>
        <QueryState query={figures} loading={<Skeleton lines={8} />}>
          {(answer) =>
            answer.orders_from === null || answer.orders_to === null ? (
              <NoOrders />
            ) : (
              <>
                <OverviewTour />
                <OtherCurrencies others={answer.other_currencies ?? []} />
                <EmptyRange
                  orders={answer.figures[1]?.value ?? 0}
                  from={answer.orders_from}
                  to={answer.orders_to}
                  onAll={() => change({ range: 'all', by: 'month' })}
                />
                <FigureTiles answer={answer} />
                <WorklistCard />
                <Trend answer={answer} range={shown} compare={compare} />
                {/* Below the screen: on few cores what these ask would make the figures and their chart wait. */}
                <Later place={<Skeleton lines={8} />}>
                  <div className={styles.wide}>
                    <NewReturning range={shown} />
                    <Channels range={shown} />
                  </div>
                  <WhoTheyAre
                    customers={answer.figures.find((it) => it.measure === 'customers')?.value ?? null}
                    regions={<Regions range={shown} />}
                  />
                </Later>
              </>
            )
          }
        </QueryState>
      </div>
    </>
  );
}

function NoOrders() {
  const t = useOverviewWords();
  const shop = useShop();
  const begin = shop.may('imports:write') && <Link to={`/shops/${shop.slug}/imports`}>{t('import')}</Link>;
  return <Empty title={t('no-orders')} hint={t('no-orders-hint')} action={begin} />;
}

interface EmptyRangeProps {
  readonly orders: number;
  readonly from: string;
  readonly to: string;
  readonly onAll: () => void;
}

/** Days without an order in a shop that has orders: most likely history was imported, and it ends before. */
function EmptyRange({ orders, from, to, onAll }: EmptyRangeProps) {
  const t = useOverviewWords();
  const language = useLanguage();
  if (orders > 0) return null;
  return (
    <div className="card">
      <Empty
        title={t('empty-range')}
        hint={t('empty-range-hint', { from: formatDay(from, language), to: formatDay(to, language) })}
        action={
          <Button type="primary" onClick={onAll}>
            {t('open-all')}
          </Button>
        }
      />
    </div>
  );
}
