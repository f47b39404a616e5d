import type { ReactNode } from 'react';
import { Num, Share } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { Meaning } from '../../kit/meaning.tsx';
import styles from './recommendations.module.css';
import type { OfLearnt } from './use-recommendations.ts';
import { useRecommendationWords } from './words.ts';

interface TileProps {
  readonly term: 'recall' | 'ndcg' | 'coverage' | 'learnt';
  readonly children: ReactNode;
  readonly below: ReactNode;
}

function Tile({ term, children, below }: TileProps) {
  const t = useRecommendationWords();
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

/** How well lists did on days not seen, each beside popularity. */
export function Totals({ learnt: { check, customers, products, is_sample: isSample } }: OfLearnt) {
  const t = useRecommendationWords();
  const { share, fixed } = useFormat();
  const of = (method: string) => check?.methods.find((it) => it.method === method);
  const [mix, plain] = [of('mix'), of('popular')];
  const beside = (text: string) => plain && `${t('method-popular')} ${text}`;
  return (
    <ul className={styles.tiles}>
      <Tile term="recall" below={beside(share(plain?.recall_at_10 ?? null))}>
        <Share value={mix?.recall_at_10 ?? null} />
      </Tile>
      <Tile term="ndcg" below={beside(fixed(plain?.ndcg_at_10 ?? null, 3))}>
        {fixed(mix?.ndcg_at_10 ?? null, 3)}
      </Tile>
      <Tile term="coverage" below={beside(share(plain?.coverage ?? null))}>
        <Share value={mix?.coverage ?? null} />
      </Tile>
      <Tile term="learnt" below={`${t('products')} ${products}${isSample ? ` · ${t('sample')}` : ''}`}>
        <Num value={customers} compact />
      </Tile>
    </ul>
  );
}
