import { Button } from 'antd';
import { useEffect } from 'react';
import { api } from '../../client/api.ts';
import { useAsk } from '../../client/ask.ts';
import { Progress } from '../../kit/progress.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { useText } from '../../kit/words/language.ts';
import styles from './setup.module.css';
import { useSetupWords } from './words.ts';

/** How far the demo shop is; it is entered when it is full. */
export function DemoFilling({ onDone }: { readonly onDone: () => void }) {
  const t = useSetupWords();
  const say = useText();
  const query = useAsk('/api/setup/demo', {}, { every: 700, fresh: 0 });
  const state = query.data?.state;
  useEffect(() => {
    if (state === 'done') onDone();
    // A server that was started again before there was a shop knows of nothing: it is asked anew.
    if (state === 'none') void api.POST('/api/setup/demo').catch(() => {});
  });
  return (
    <QueryState query={query}>
      {({ state, done, total, problem }) =>
        problem === null ? (
          <div className={styles.form}>
            <h2>{t('demo-filling')}</h2>
            <Progress
              label={state === 'storing' ? t('demo-storing') : t('demo-making')}
              done={done}
              of={total || null}
            />
          </div>
        ) : (
          <div className={styles.form} role="alert">
            <p>{say(problem.message)}</p>
            <Button onClick={() => void api.POST('/api/setup/demo')}>{t('again')}</Button>
          </div>
        )
      }
    </QueryState>
  );
}
