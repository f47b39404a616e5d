import { Num, Share } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import styles from '../../kit/model/model.module.css';
import { Tile } from '../../kit/model/tile.tsx';
import type { OfLearnt } from './recommendations.ts';
import { useRecommendationWords } from './words.ts';

/** How well lists did on days not seen, each beside popularity. */
export function Totals({ learnt: { check, customers, products, is_sample: isSample } }: OfLearnt) {
  const t = useRecommendationWords();
  const { share, fixed } = useFormat();
  const of = (method: string) => check?.methods.find((it) => it.method === method);
  const [mix, plain] = [of('mix'), of('popular')];
  const beside = (text: string) => plain && `${t('method-popular')} ${text}`;
  return (
    <ul className={styles.tiles}>
      <Tile
        name={t('tile-recall')}
        meaning={t('means-recall')}
        below={beside(share(plain?.recall_at_10 ?? null, true))}
      >
        <Share value={mix?.recall_at_10 ?? null} />
      </Tile>
      <Tile
        name={t('tile-ndcg')}
        meaning={t('means-ndcg')}
        below={beside(fixed(plain?.ndcg_at_10 ?? null, 3))}
      >
        {fixed(mix?.ndcg_at_10 ?? null, 3)}
      </Tile>
      <Tile
        name={t('tile-coverage')}
        meaning={t('means-coverage')}
        below={beside(share(plain?.coverage ?? null, true))}
      >
        <Share value={mix?.coverage ?? null} />
      </Tile>
      <Tile
        name={t('tile-learnt')}
        meaning={t('means-learnt')}
        below={`${t('products')} ${products}${isSample ? ` · ${t('sample')}` : ''}`}
      >
        <Num value={customers} compact />
      </Tile>
    </ul>
  );
}
