import { Button } from 'antd';
import { type Problem, problemOf } from '../../client/problem.ts';
import { useText } from '../words/language.ts';
import { useKitWords } from '../words.ts';
import styles from './state.module.css';

interface ProblemViewProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What went wrong, every issue of it, the code to ask support with, and a way to try again. */
export function ProblemView({ error, onRetry }: ProblemViewProps) {
  const say = useText();
  const t = useKitWords();
  const problem = problemOf(error);
  return (
    <div className={styles.message} role="alert">
      <h3>{say(problem.message)}</h3>
      <Issues issues={problem.issues} />
      <p className={`muted ${styles.details}`}>
        {t('error-code', { code: problem.code })}
        {problem.request_id && ` · ${t('error-request', { id: problem.request_id })}`}
      </p>
      {onRetry && <Button onClick={onRetry}>{t('retry')}</Button>}
    </div>
  );
}

function Issues({ issues = [] }: { readonly issues: Problem['issues'] | undefined }) {
  const say = useText();
  const t = useKitWords();
  if (issues.length === 0) return null;
  return (
    <ul className={styles.issues}>
      {issues.map((it) => (
        <li key={`${it.code} ${it.field} ${it.line}`}>
          {it.line !== undefined && t('error-line', { line: it.line })} {it.field && <code>{it.field}</code>}{' '}
          {say(it.message)}
        </li>
      ))}
    </ul>
  );
}
