import { Money, Num } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import styles from '../../kit/model/model.module.css';
import { Tile } from '../../kit/model/tile.tsx';
import type { OfSocial } from './social.ts';
import { useSocialWords } from './words.ts';

/** Whom ties brought, and with what. */
export function Totals({ social }: OfSocial) {
  const t = useSocialWords();
  const { share } = useFormat();
  const { brought, won, value, tied, bringers, pairs } = social;
  return (
    <ul className={styles.tiles}>
      <Tile
        name={t('tile-brought')}
        meaning={t('means-brought')}
        below={t('by-bringers', { count: bringers })}
      >
        <Num value={brought} compact />
      </Tile>
      <Tile
        name={t('tile-won')}
        meaning={t('means-won')}
        below={brought > 0 && t('of-brought', { share: share(won / brought) })}
      >
        <Num value={won} compact />
      </Tile>
      <Tile name={t('tile-value')} meaning={t('means-value')} below={t('value-hint')}>
        <Money value={value} compact />
      </Tile>
      <Tile name={t('tile-tied')} meaning={t('means-tied')} below={t('pairs', { count: pairs })}>
        <Num value={tied} compact />
      </Tile>
    </ul>
  );
}
