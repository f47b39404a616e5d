import { Num } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import styles from '../../kit/model/model.module.css';
import { Tile } from '../../kit/model/tile.tsx';
import type { OfNext } from './next.ts';
import { useNextWords } from './words.ts';

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
      <Tile name={t('tile-soon')} meaning={t('means-soon')} below={of}>
        <Num value={Math.round(next.buyers_7_days)} compact />
      </Tile>
      <Tile name={t('tile-month')} meaning={t('means-month')} below={of}>
        <Num value={Math.round(next.buyers_30_days)} compact />
      </Tile>
      <Tile name={t('tile-gap')} meaning={t('means-gap')} below={t('gap-hint')}>
        {t('days', { count: Math.round(next.gaps.median_days) })}
      </Tile>
      <Tile
        name={t('tile-auc')}
        meaning={t('means-auc')}
        below={month && `${t('recency-rule')} ${fixed(month.recency_rule.auc, 2)}`}
      >
        {fixed(month?.model.auc ?? null, 2)}
      </Tile>
    </ul>
  );
}
