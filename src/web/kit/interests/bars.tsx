import type { ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './bars.module.css';

export interface Bar {
  readonly key: string;
  readonly name: string;
  readonly figure: ReactNode;
  /** 0 to 1 of the track. */
  readonly length: number;
  /** Address of the people behind it. */
  readonly href?: string | undefined;
}

/** Named bars with their figures, each leading to its people; many short ones side by side. */
export function Bars({ bars, side = false }: { readonly bars: readonly Bar[]; readonly side?: boolean }) {
  return (
    <ul className={side ? `${styles.bars} ${styles.side}` : styles.bars}>
      {bars.map((it) => (
        <li key={it.key}>
          <div className={styles.line}>
            <span className={styles.name} title={it.name}>
              {it.href ? <Link to={it.href}>{it.name}</Link> : it.name}
            </span>
            {it.figure}
          </div>
          <div className={styles.track} aria-hidden="true">
            <span className={styles.fill} style={{ width: `${Math.round(it.length * 100)}%` }} />
          </div>
        </li>
      ))}
    </ul>
  );
}
