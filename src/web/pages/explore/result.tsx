import { Spin } from 'antd';
import type { ExploreCatalogue, PivotAnswer } from '../../../contract/explore.ts';
import { formatDay } from '../../kit/format/dates.ts';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { Skeleton } from '../../kit/state/skeleton.tsx';
import { useLanguage, useText } from '../../kit/words/language.ts';
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
      <AsOf scores={query.data.scores} />
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

/** As of when the models speak that were asked about. */
function AsOf({ scores }: Pick<PivotAnswer, 'scores'>) {
  const t = useExploreWords();
  const language = useLanguage();
  if (scores.length === 0) return null;
  const said = scores.map(({ model, as_of: day, version, confidence }) => {
    const name = t(`model-${model as Model}`);
    if (day === null) return t('not-scored', { model: name });
    const low = confidence === 'low' ? t('low-confidence') : '';
    return t('scored-as-of', { model: name, day: formatDay(day, language), version: version ?? 0, low });
  });
  return <p className={styles.note}>{said.join(' · ')}</p>;
}

type Model = 'value' | 'churn' | 'next-purchase';

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
