import type { ReactNode } from 'react';
import { Money, Num } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { Meaning } from '../../kit/meaning.tsx';
import styles from './social.module.css';
import type { OfSocial } from './use-social.ts';
import { useSocialWords } from './words.ts';

interface TileProps {
  readonly term: 'brought' | 'won' | 'value' | 'tied';
  readonly children: ReactNode;
  readonly below: ReactNode;
}

function Tile({ term, children, below }: TileProps) {
  const t = useSocialWords();
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

/** Whom ties brought, and with what. */
export function Totals({ social }: OfSocial) {
  const t = useSocialWords();
  const { share } = useFormat();
  const { brought, won, value, tied, bringers, pairs } = social;
  return (
    <ul className={styles.tiles}>
      <Tile term="brought" below={t('by-bringers', { count: bringers })}>
        <Num value={brought} compact />
      </Tile>
      <Tile term="won" below={brought > 0 && t('of-brought', { share: share(won / brought) })}>
        <Num value={won} compact />
      </Tile>
      <Tile term="value" below={t('value-hint')}>
        <Money value={value} compact />
      </Tile>
      <Tile term="tied" below={t('pairs', { count: pairs })}>
        <Num value={tied} compact />
      </Tile>
    </ul>
  );
}
