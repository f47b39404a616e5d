import ArrowDownOutlined from '@ant-design/icons/ArrowDownOutlined';
import ArrowUpOutlined from '@ant-design/icons/ArrowUpOutlined';
import { Button, Checkbox, Popover } from 'antd';
import { useKitWords } from '../words.ts';
import { type Column, moved, shownAtFirst } from './column.ts';
import styles from './list.module.css';

interface ColumnChooserProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly keys: readonly string[];
  readonly onChoose: (keys: readonly string[]) => void;
  /** Widths too are as at first again. */
  readonly onReset: () => void;
}

/** Which columns are shown, in their order; those that are not stand below. */
export function ColumnChooser<Row>(props: ColumnChooserProps<Row>) {
  const t = useKitWords();
  const { columns, keys, onChoose, onReset } = props;
  const reset = () => {
    onChoose(shownAtFirst(columns));
    onReset();
  };
  const others = columns.map(({ key }) => key).filter((key) => !keys.includes(key));
  const content = (
    <div className={styles.chooser}>
      {[...keys, ...others].map((key) => (
        <OneColumn key={key} {...props} column={columns.find((it) => it.key === key)!} />
      ))}
      <Button size="small" onClick={reset}>
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

function OneColumn<Row>({
  column: { key, title },
  keys,
  onChoose,
}: ColumnChooserProps<Row> & { readonly column: Column<Row> }) {
  const t = useKitWords();
  const isShown = keys.includes(key);
  const toggle = () => onChoose(isShown ? keys.filter((it) => it !== key) : [...keys, key]);
  const move = (by: -1 | 1) => onChoose(moved(keys, key, by));
  return (
    <div className={styles.choice}>
      <Checkbox checked={isShown} disabled={isShown && keys.length === 1} onChange={toggle}>
        {title}
      </Checkbox>
      {isShown && (
        <span>
          <Button
            {...({ size: 'small', type: 'text', icon: <ArrowUpOutlined /> } as const)}
            aria-label={t('column-up', { title })}
            disabled={keys[0] === key}
            onClick={() => move(-1)}
          />
          <Button
            {...({ size: 'small', type: 'text', icon: <ArrowDownOutlined /> } as const)}
            aria-label={t('column-down', { title })}
            disabled={keys.at(-1) === key}
            onClick={() => move(1)}
          />
        </span>
      )}
    </div>
  );
}
