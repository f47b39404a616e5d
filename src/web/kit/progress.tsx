import { formatNumber, formatRatio } from './format/numbers.ts';
import styles from './progress.module.css';
import { useLanguage } from './words/language.ts';
import { useKitWords } from './words.ts';

interface ProgressProps {
  readonly label: string;
  readonly done: number;
  /** Null while nobody knows how much there is. */
  readonly of: number | null;
  /** Said in the place of the count, where that says nothing. */
  readonly said?: string;
  /** What happens when the page is left, where it does not run in the server. */
  readonly leave?: string;
}

/** How far a long action is. It runs in the server unless said otherwise: the page may be left. */
export function Progress({ label, done, of, said, leave }: ProgressProps) {
  const language = useLanguage();
  const t = useKitWords();
  const share = of === null || of === 0 ? undefined : Math.min(1, done / of);
  const count = said ?? formatNumber(done, language);
  return (
    <div className={styles.progress}>
      <div className={styles.line}>
        <span>{label}</span>
        <span className="figures">
          {share === undefined
            ? count
            : `${count} / ${formatNumber(of, language)} · ${formatRatio(share, language)}`}
        </span>
      </div>
      <progress aria-label={label} {...(share !== undefined && { value: share })} max={1} />
      <p className="muted">{leave ?? t('leave')}</p>
    </div>
  );
}
