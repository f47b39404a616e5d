import { useKitWords } from '../words.ts';
import styles from './table.module.css';

interface SelectAllProps<Row> {
  readonly rows: readonly Row[];
  readonly selected: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly onSelect: (rows: readonly Row[]) => void;
}

/** The heading's box: all rows of the page, or none of them. Those selected on other pages stay. */
export function SelectAll<Row>({ rows, selected, rowKey, onSelect }: SelectAllProps<Row>) {
  const t = useKitWords();
  const [here, chosen] = [new Set(rows.map(rowKey)), new Set(selected.map(rowKey))];
  const others = selected.filter((row) => !here.has(rowKey(row)));
  const isAll = rows.length > 0 && rows.every((row) => chosen.has(rowKey(row)));
  const isSome = rows.some((row) => chosen.has(rowKey(row)));
  return (
    <th className={styles.choice} scope="col">
      <input
        type="checkbox"
        aria-label={t('select-all')}
        checked={isAll}
        ref={(box) => {
          if (box) box.indeterminate = isSome && !isAll;
        }}
        onChange={() => onSelect(isAll ? others : [...others, ...rows])}
      />
    </th>
  );
}

interface SelectRowProps {
  readonly isSelected: boolean;
  readonly onToggle: () => void;
}

export function SelectRow({ isSelected, onToggle }: SelectRowProps) {
  const t = useKitWords();
  return (
    <td className={styles.choice}>
      <input type="checkbox" aria-label={t('select-row')} checked={isSelected} onChange={onToggle} />
    </td>
  );
}
