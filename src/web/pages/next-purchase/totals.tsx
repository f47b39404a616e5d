import type { ReactNode } from 'react';
import { Num } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { Meaning } from '../../kit/meaning.tsx';
import styles from './next.module.css';
import type { OfNext } from './use-next.ts';
import { useNextWords } from './words.ts';

interface TileProps {
  readonly term: 'soon' | 'month' | 'gap' | 'auc';
  readonly children: ReactNode;
  readonly below: ReactNode;
}

function Tile({ term, children, below }: TileProps) {
  const t = useNextWords();
  return (
    <li className="card">
      <div className={styles.tileName}>
        {t(`tile-${term}`)} <Meaning title={t(`tile-${term}`)} text={t(`means-${term}`)} />
      </div>
      <div className={styles.tileValue}>{children}</div>
      <div className={styles.hint}>{below}</div>
    </li>
  );
}

/** How many are expected to buy, how often customers usually do, and how well that is known. */
export function Totals({ next }: OfNext) {
  const t = useNextWords();
  const { fixed } = useFormat();
  const month = next.check?.propensities.find((it) => it.days === 30);
  const of = (
    <>
      {t('of-customers')} <Num value={next.customers} />
    </>
  );
  return (
    <ul className={styles.tiles}>
      <Tile term="soon" below={of}>
        <Num value={Math.round(next.buyers_7_days)} compact />
      </Tile>
      <Tile term="month" below={of}>
        <Num value={Math.round(next.buyers_30_days)} compact />
      </Tile>
      <Tile term="gap" below={t('gap-hint')}>
        {t('days', { count: Math.round(next.gaps.median_days) })}
      </Tile>
      <Tile term="auc" below={month && `${t('recency-rule')} ${fixed(month.recency_rule.auc, 2)}`}>
        {fixed(month?.model.auc ?? null, 2)}
      </Tile>
    </ul>
  );
}
