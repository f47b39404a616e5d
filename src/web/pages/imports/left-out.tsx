import type { ImportResult } from '../../../contract/imports.ts';
import { Facts } from '../../kit/facts.tsx';
import { Num } from '../../kit/figures.tsx';
import styles from './imports.module.css';
import { useImportWords } from './words.ts';

type Told = Pick<ImportResult, 'undeclared_traits' | 'unfit_traits' | 'left_out'>;

const factsOf = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).map(([name, count]) => [name, <Num key={name} value={count} />] as const);

/** What rows that were taken said and the store could not use; nothing is dropped without a word. */
export function LeftOut({ told }: { readonly told: Told }) {
  const t = useImportWords();
  const parts = [
    ['undeclared-traits', told.undeclared_traits],
    ['unfit-traits', told.unfit_traits],
    ['left-out', told.left_out],
  ] as const;
  return parts
    .filter(([, counts]) => Object.keys(counts).length > 0)
    .map(([key, counts]) => (
      <div key={key} className={styles.told}>
        <h3>{t(key)}</h3>
        <p className="muted">{t(`${key}-hint`)}</p>
        <Facts facts={factsOf(counts)} />
      </div>
    ));
}
