import { Link } from 'react-router';
import { useShop } from '../../client/me.ts';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { Skeleton } from '../../kit/state/skeleton.tsx';
import { NoTasks } from '../../kit/worklist/no-tasks.tsx';
import { TaskCard } from '../../kit/worklist/task-card.tsx';
import { useWorklist } from '../../kit/worklist/use-worklist.ts';
import styles from './overview.module.css';
import { useOverviewWords } from './words.ts';

/** The first three things worth doing, on the page one opens first. */
export function WorklistCard() {
  const t = useOverviewWords();
  const { slug } = useShop();
  const all = <Link to={`/shops/${slug}/worklist`}>{t('worklist-all')}</Link>;
  return (
    <div data-tour="worklist">
      <Section title={t('worklist')} extra={all}>
        <QueryState query={useWorklist()} loading={<Skeleton lines={3} />}>
          {({ tasks }) =>
            tasks.length === 0 ? (
              <NoTasks />
            ) : (
              <ol className={styles.tasks}>
                {tasks.slice(0, 3).map((it) => (
                  <li key={it.task}>
                    <TaskCard task={it} brief />
                  </li>
                ))}
              </ol>
            )
          }
        </QueryState>
      </Section>
    </div>
  );
}
