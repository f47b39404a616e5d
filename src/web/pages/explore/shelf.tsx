import { type DragEvent, useState } from 'react';
import { Chip } from './chip.tsx';
import styles from './explore.module.css';
import type { ShelfProps } from './shelf-props.ts';
import { fits, type Shelf as ShelfName, type View } from './view-rules.ts';
import { useExploreWords } from './words.ts';

const codesOn = (view: View, shelf: ShelfName): readonly string[] =>
  shelf === 'filters' ? view.question.filters.map(({ dimension }) => dimension) : view.question[shelf];

const takes = ({ shelf, view, carried }: ShelfProps): boolean =>
  carried !== undefined && carried.isMeasure === (shelf === 'measures') && fits(view, shelf, carried.code);

/** A place for fields: what is on it can be dragged, or moved by its menu. */
export function Shelf(props: ShelfProps) {
  const { shelf, view, carried, onPut, onCarry } = props;
  const t = useExploreWords();
  const [isOver, setOver] = useState(false);
  const codes = codesOn(view, shelf);
  const open = takes(props);
  const over = (event: DragEvent) => {
    if (!open) return;
    event.preventDefault();
    setOver(true);
  };
  const drop = (at?: number) => (event: DragEvent) => {
    if (!open) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    onPut(shelf, carried!.code, at);
    onCarry(undefined);
  };
  return (
    <section
      className={`${styles.shelf} ${open ? styles.open : ''} ${isOver && open ? styles.over : ''}`}
      aria-label={t(`shelf-${shelf}`)}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop()}
    >
      <span className={styles.shelfName} aria-hidden="true">
        {t(`shelf-${shelf}`)}
      </span>
      <ul className={styles.chips}>
        {codes.map((code, at) => (
          <li
            key={code}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.setData('text/plain', code);
              onCarry({ code, isMeasure: shelf === 'measures' });
            }}
            onDragEnd={() => onCarry(undefined)}
            onDragOver={over}
            onDrop={drop(at)}
          >
            <Chip {...props} code={code} />
          </li>
        ))}
      </ul>
      {codes.length === 0 && <span className={styles.hint}>{t(`hint-${shelf}`)}</span>}
    </section>
  );
}
