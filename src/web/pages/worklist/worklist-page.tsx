import { Button } from 'antd';
import { useShop } from '../../client/me.ts';
import { formatInstant } from '../../kit/format/dates.ts';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { Section } from '../../kit/page/section.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useLanguage, useText } from '../../kit/words/language.ts';
import { NoTasks } from '../../kit/worklist/no-tasks.tsx';
import { TaskCard } from '../../kit/worklist/task-card.tsx';
import { useMark, useWorklist, type Worklist } from '../../kit/worklist/use-worklist.ts';
import { useWorklistWords } from './words.ts';
import styles from './worklist.module.css';

/** 今日要事: what is worth doing now. */
export default function WorklistPage() {
  const t = useWorklistWords();
  const say = useText();
  const worklist = useWorklist();
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={worklist.data && say(worklist.data.ranked_by)}
        help={t('help')}
      />
      <QueryState query={worklist}>
        {({ tasks, hidden }) => (
          <div className={styles.page}>
            {tasks.length === 0 && <NoTasks />}
            <ol className={styles.tasks}>
              {tasks.map((it) => (
                <li key={it.task} className="card">
                  <TaskCard task={it} />
                </li>
              ))}
            </ol>
            <Hidden hidden={hidden} />
          </div>
        )}
      </QueryState>
    </>
  );
}

function Hidden({ hidden }: Pick<Worklist, 'hidden'>) {
  const t = useWorklistWords();
  const say = useText();
  const language = useLanguage();
  const mark = useMark();
  const shop = useShop();
  if (hidden.length === 0) return null;
  const until = (at: string) => formatInstant(at, { language, zone: shop.time_zone });
  return (
    <Section title={t('hidden')}>
      <ul className={styles.hidden}>
        {hidden.map((it) => (
          <li key={it.task}>
            <span>{say(it.title)}</span>
            <span className="muted">{t('hidden-until', { until: until(it.mark.until) })}</span>
            {shop.may('customers:write') && (
              <Button size="small" onClick={() => mark.mutate({ task: it.task, marking: 'shown' })}>
                {t('show-again')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
