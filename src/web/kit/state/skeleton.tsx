import { useKitWords } from '../words.ts';
import styles from './state.module.css';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;

/** Grey lines where something is on its way, eight at most. */
export function Skeleton({ lines = 4 }: { readonly lines?: number }) {
  const t = useKitWords();
  return (
    <div className={styles.skeleton} role="status" aria-label={t('loading')}>
      {names.slice(0, lines).map((it) => (
        <div key={it} className={styles.bar} />
      ))}
    </div>
  );
}
