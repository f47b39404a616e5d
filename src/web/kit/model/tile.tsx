import type { ReactNode } from 'react';
import { Meaning } from '../meaning.tsx';
import styles from './model.module.css';

interface TileProps {
  readonly name: string;
  /** What the figure means, one click away. */
  readonly meaning: string;
  readonly children: ReactNode;
  readonly below: ReactNode;
}

/** One figure of a model, large, with what stands beside it below. */
export function Tile({ name, meaning, children, below }: TileProps) {
  return (
    <li className="card">
      <div className={styles.tileName}>
        {name} <Meaning title={name} text={meaning} />
      </div>
      <div className={styles.tileValue}>{children}</div>
      <div className={styles.hint}>{below}</div>
    </li>
  );
}
