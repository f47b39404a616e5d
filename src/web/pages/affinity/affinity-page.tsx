import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { dayOf } from '../../kit/format/dates.ts';
import { useView } from '../../kit/list/view.ts';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { Skeleton } from '../../kit/state/skeleton.tsx';
import styles from './affinity.module.css';
import { Controls, type ControlsProps } from './controls.tsx';
import { Matrix } from './matrix.tsx';
import { NoBaskets } from './no-baskets.tsx';
import { RuleList } from './rule-list.tsx';
import { questionOf, viewDefaults } from './view-rules.ts';
import { useAffinityWords } from './words.ts';

/** What is bought together, and who bought one and not the other. */
export default function AffinityPage() {
  const t = useAffinityWords();
  const shop = useShop();
  const today = dayOf(new Date(), shop.time_zone);
  const [view, onChange] = useView(viewDefaults);
  const props = { view, today, onChange };
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} help={t('help')} />
      <div className={styles.page}>
        <Controls {...props} />
        <Answer {...props} />
      </div>
    </>
  );
}

function Answer({ view, today, onChange }: ControlsProps) {
  const { slug: shop } = useShop();
  const query = useAsk(
    '/api/shops/{shop}/analytics/affinity/rules',
    { path: { shop }, query: questionOf(view, today) },
    { keep: true },
  );
  return (
    <QueryState query={query} loading={<Skeleton lines={8} />}>
      {(answer) =>
        answer.baskets === 0 ? (
          <NoBaskets onLast={(to) => onChange({ to })} />
        ) : (
          <>
            <RuleList answer={answer} show={view.show} onShow={(show) => onChange({ show })} />
            <Matrix answer={answer} />
          </>
        )
      }
    </QueryState>
  );
}
