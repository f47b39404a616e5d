import type { ReactNode } from 'react';
import styles from './state.module.css';

export interface EmptyProps {
  readonly title: string;
  /** What to do about it. */
  readonly hint?: ReactNode;
  /** The button that does it. */
  readonly action?: ReactNode;
}

/** Nothing here, and what to do about it. */
export function Empty({ title, hint, action }: EmptyProps) {
  return (
    <div className={styles.message} data-empty>
      <h3>{title}</h3>
      {hint && <p className="muted">{hint}</p>}
      {action && <div className={styles.actions}>{action}</div>}
    </div>
  );
}
