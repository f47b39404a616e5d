import { Button, Checkbox, Popover } from 'antd';
import { useKitWords } from '../words.ts';
import { type Column, shownAtFirst } from './column.ts';
import styles from './list.module.css';

interface ColumnChooserProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly keys: readonly string[];
  readonly onChoose: (keys: readonly string[]) => void;
}

export function ColumnChooser<Row>({ columns, keys, onChoose }: ColumnChooserProps<Row>) {
  const t = useKitWords();
  const toggle = (key: string) =>
    onChoose(keys.includes(key) ? keys.filter((it) => it !== key) : [...keys, key]);
  const content = (
    <div className={styles.chooser}>
      {columns.map((it) => (
        <Checkbox key={it.key} checked={keys.includes(it.key)} onChange={() => toggle(it.key)}>
          {it.title}
        </Checkbox>
      ))}
      <Button size="small" onClick={() => onChoose(shownAtFirst(columns))}>
        {t('reset-columns')}
      </Button>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={content}>
      <Button>{t('columns')}</Button>
    </Popover>
  );
}
