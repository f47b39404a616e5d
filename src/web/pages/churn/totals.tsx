import type { ReactNode } from 'react';
import { Money, Num } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { Meaning } from '../../kit/meaning.tsx';
import styles from './churn.module.css';
import type { OfChurn } from './use-churn.ts';
import { useChurnWords } from './words.ts';

interface TileProps {
  readonly term: 'lost' | 'stake' | 'auc';
  readonly children: ReactNode;
  readonly below: ReactNode;
}

function Tile({ term, children, below }: TileProps) {
  const t = useChurnWords();
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

/** How many are expected to leave, with what, and how well that is known. */
export function Totals({ churn }: OfChurn) {
  const t = useChurnWords();
  const { fixed } = useFormat();
  const { check, customers } = churn;
  const two = (it: number | null | undefined) => fixed(it ?? null, 2);
  return (
    <ul className={styles.tiles}>
      <Tile
        term="lost"
        below={
          <>
            {t('of-customers')} <Num value={customers} />
          </>
        }
      >
        <Num value={Math.round(churn.expected_lost)} compact />
      </Tile>
      <Tile term="stake" below={t('stake-hint')}>
        <Money value={churn.value_at_stake} compact />
      </Tile>
      <Tile term="auc" below={check && `${t('recency-rule')} ${two(check.recency_rule.auc)}`}>
        {two(check?.model.auc)}
      </Tile>
    </ul>
  );
}
