import type { ReactNode } from 'react';
import { Money, Num, Share } from '../../kit/figures.tsx';
import { Meaning } from '../../kit/meaning.tsx';
import type { Value } from './use-value.ts';
import styles from './value.module.css';
import { useValueWords } from './words.ts';

type Term = 'total' | 'purchases' | 'alive' | 'error';

interface TileProps {
  readonly term: Term;
  readonly children: ReactNode;
  readonly below: ReactNode;
}

function Tile({ term, children, below }: TileProps) {
  const t = useValueWords();
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

/** What all customers together are expected to bring, with how sure that mean is, and how far off the model was. */
export function Totals({ value: it }: { readonly value: Value }) {
  const t = useValueWords();
  const { customers, alive, purchases, value } = it.totals;
  const { purchases: model, naive } = it.errors;
  return (
    <ul className={styles.tiles}>
      <Tile term="total" below={<Between low={value.low} high={value.high} isMoney />}>
        <Money value={Math.round(value.value)} compact />
      </Tile>
      <Tile term="purchases" below={<Between low={purchases.low} high={purchases.high} />}>
        <Num value={Math.round(purchases.value)} compact />
      </Tile>
      <Tile
        term="alive"
        below={
          <>
            {t('of-customers')} <Num value={customers} /> · <Basis value={it} />
          </>
        }
      >
        <Num value={Math.round(alive)} compact />
      </Tile>
      <Tile
        term="error"
        below={
          naive && (
            <>
              {t('naive')} <Share value={naive.bias} />
            </>
          )
        }
      >
        {model === null ? '–' : <Share value={model.bias} />}
      </Tile>
    </ul>
  );
}

/** What a value is made of: sales themselves, or the margin on them. */
function Basis({ value }: { readonly value: Value }) {
  const t = useValueWords();
  if (value.settings.margin === 'sales') return t('at-sales');
  return (
    <>
      {t('margin')} <Share value={value.margin_rate} />
    </>
  );
}

interface BetweenProps {
  readonly low: number | null;
  readonly high: number | null;
  readonly isMoney?: boolean;
}

function Between({ low, high, isMoney = false }: BetweenProps) {
  const t = useValueWords();
  if (low === null || high === null) return t('mean-unknown');
  const figure = (it: number) =>
    isMoney ? <Money value={Math.round(it)} compact /> : <Num value={Math.round(it)} compact />;
  return (
    <>
      {t('mean-between')} {figure(low)} – {figure(high)}
    </>
  );
}
