import type { CSSProperties } from 'react';
import type { Column } from './column.ts';
import styles from './table.module.css';

/** Figures stand right; what has a width of its own is cut at it. */
export const sideOf = <Row>({ align, width }: Column<Row>): string | undefined => {
  const sides = [align === 'right' && styles.right, width !== undefined && styles.sized].filter(Boolean);
  return sides.length === 0 ? undefined : sides.join(' ');
};

export const widthStyle = <Row>({ width }: Column<Row>): CSSProperties | undefined =>
  width === undefined ? undefined : { width, minWidth: width, maxWidth: width };
