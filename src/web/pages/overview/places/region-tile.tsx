import type { CSSProperties } from 'react';
import { Link } from 'react-router';
import { useShop } from '../../../client/me.ts';
import { customersAddress } from '../../../kit/customers-address.ts';
import { useFormat } from '../../../kit/format/use-format.ts';
import { useNarrow } from '../../../kit/list/use-narrow.ts';
import styles from '../overview.module.css';
import type { Range } from '../range-rules.ts';
import type { ProvinceTile } from './prepare-tiles.ts';

/** A province: its sign, its share, its figure in the tooltip; a click opens who ordered there. */
export function RegionTile({ tile, range }: { readonly tile: ProvinceTile; readonly range: Range }) {
  const format = useFormat();
  const isNarrow = useNarrow();
  const { slug: shop } = useShop();
  const isChinese = format.language === 'zh-CN';
  const name = isChinese ? tile.code : tile.en;
  const title = `${name} ${format.money(tile.value)} ${format.share(tile.share)}`;
  const style = { '--strength': tile.strength } as CSSProperties;
  const face = (
    <>
      <span>{isChinese ? (isNarrow ? tile.mark : tile.code) : tile.letters}</span>
      {tile.value !== 0 && <small>{format.share(tile.share)}</small>}
    </>
  );
  if (tile.spelling === undefined)
    return (
      <div className={styles.tile} style={style} title={title}>
        {face}
      </div>
    );
  const to = customersAddress(shop, {
    ordered_province: tile.spelling,
    ordered_from: range.from,
    ordered_to: range.to,
  });
  return (
    <Link className={styles.tile!} style={style} title={title} to={to}>
      {face}
    </Link>
  );
}
