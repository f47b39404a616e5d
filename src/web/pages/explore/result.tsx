import { Spin } from 'antd';
import type { ExploreCatalogue, PivotAnswer } from '../../../contract/explore.ts';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { Skeleton } from '../../kit/state/skeleton.tsx';
import { useText } from '../../kit/words/language.ts';
import styles from './explore.module.css';
import { Picture } from './picture.tsx';
import { useAnswer } from './use-answer.ts';
import { useSaying } from './use-saying.ts';
import type { View } from './view-rules.ts';
import { useExploreWords } from './words.ts';

interface ResultProps {
  readonly catalogue: ExploreCatalogue;
  readonly view: View;
  readonly label: string;
  readonly height?: number;
}

/** The answer of a view: what it says, what it leaves out and why, or what went wrong. */
export function Result({ catalogue, view, label, ...rest }: ResultProps) {
  const t = useExploreWords();
  const query = useAnswer(view);
  const saying = useSaying(catalogue, query.data);
  const fits = query.data !== undefined && isOf(query.data, view);
  if (query.error && !query.isFetching)
    return <ProblemView error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined || !fits) return <Skeleton />;
  return (
    <div className={styles.result} aria-busy={query.isFetching}>
      {query.isFetching && (
        <span className={styles.asking}>
          <Spin size="small" /> {t('asking')}
        </span>
      )}
      <Notices answer={query.data} />
      {query.data.cells.length === 0 ? (
        <p className={styles.note}>{t('nothing-found')}</p>
      ) : (
        <Picture {...{ catalogue, answer: query.data, view, saying, label, ...rest }} />
      )}
    </div>
  );
}

/** Whether an answer kept from before has the dimensions of this view: another's keys would be read wrongly. */
const isOf = ({ dimensions }: PivotAnswer, { question: { rows, columns } }: View): boolean =>
  dimensions.join() === [...rows, ...columns].join();

function Notices({ answer }: { readonly answer: PivotAnswer }) {
  const t = useExploreWords();
  const say = useText();
  const { refused, other_currencies: others } = answer;
  if (refused.length + others.length === 0) return null;
  return (
    <ul className={styles.notices}>
      {refused.map(({ measure, message }) => (
        <li key={measure}>{say(message)}</li>
      ))}
      {others.map(({ currency, documents }) => (
        <li key={currency}>{t('other-currency', { currency, count: documents })}</li>
      ))}
    </ul>
  );
}
