import { Money, Num, Share } from '../../kit/figures.tsx';
import styles from '../../kit/model/model.module.css';
import { Tile } from '../../kit/model/tile.tsx';
import type { Value } from './value.ts';
import { useValueWords } from './words.ts';

/** What all customers together are expected to bring, with how sure that mean is, and how far off the model was. */
export function Totals({ value: it }: { readonly value: Value }) {
  const t = useValueWords();
  const { customers, alive, purchases, value } = it.totals;
  const { purchases: model, naive } = it.errors;
  return (
    <ul className={styles.tiles}>
      <Tile
        name={t('tile-total')}
        meaning={t('means-total')}
        below={<Between low={value.low} high={value.high} isMoney />}
      >
        <Money value={Math.round(value.value)} compact />
      </Tile>
      <Tile
        name={t('tile-purchases')}
        meaning={t('means-purchases')}
        below={<Between low={purchases.low} high={purchases.high} />}
      >
        <Num value={Math.round(purchases.value)} compact />
      </Tile>
      <Tile
        name={t('tile-alive')}
        meaning={t('means-alive')}
        below={
          <>
            {t('of-customers')} <Num value={customers} /> · <Basis value={it} />
          </>
        }
      >
        <Num value={Math.round(alive)} compact />
      </Tile>
      <Tile
        name={t('tile-error')}
        meaning={t('means-error')}
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
