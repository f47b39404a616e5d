import { Money, Num } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import styles from '../../kit/model/model.module.css';
import { Tile } from '../../kit/model/tile.tsx';
import type { OfChurn } from './churn.ts';
import { useChurnWords } from './words.ts';

/** How many are expected to leave, with what, and how well that is known. */
export function Totals({ churn }: OfChurn) {
  const t = useChurnWords();
  const { fixed } = useFormat();
  const { check, customers } = churn;
  const two = (it: number | null | undefined) => fixed(it ?? null, 2);
  return (
    <ul className={styles.tiles}>
      <Tile
        name={t('tile-lost')}
        meaning={t('means-lost')}
        below={
          <>
            {t('of-customers')} <Num value={customers} />
          </>
        }
      >
        <Num value={Math.round(churn.expected_lost)} compact />
      </Tile>
      <Tile name={t('tile-stake')} meaning={t('means-stake')} below={t('stake-hint')}>
        <Money value={churn.value_at_stake} compact />
      </Tile>
      <Tile
        name={t('tile-auc')}
        meaning={t('means-auc')}
        below={check && `${t('recency-rule')} ${two(check.recency_rule.auc)}`}
      >
        {two(check?.model.auc)}
      </Tile>
    </ul>
  );
}
