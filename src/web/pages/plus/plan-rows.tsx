import DeleteOutlined from '@ant-design/icons/DeleteOutlined';
import { Button, Input, InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { placesOf } from '../../../contract/currency.ts';
import { useShop } from '../../client/me.ts';
import { RemoveButton } from '../../kit/remove-button.tsx';
import { type CouponRow, nextRow, type PriceRow } from './draft-plan.ts';
import styles from './plus.module.css';
import { usePlusWords } from './words.ts';

interface RowsProps<Row> {
  readonly rows: readonly Row[];
  readonly onChange: (rows: readonly Row[]) => void;
}

/** Coupons of each month. */
export function CouponRows({ rows, onChange }: RowsProps<CouponRow>) {
  const t = usePlusWords();
  const { currency } = useShop();
  return (
    <RowsOf
      title={t('coupons')}
      hint={t('coupons-hint')}
      onAdd={() => onChange([...rows, { id: nextRow(), coupon: '', count: 1, worth: null }])}
    >
      {rows.map((row) => {
        const set = (change: Partial<CouponRow>) => onChange(replaced(rows, { ...row, ...change }));
        return (
          <Row key={row.id} onRemove={() => onChange(rows.filter((it) => it !== row))}>
            <Input
              aria-label={t('coupon')}
              placeholder={t('coupon')}
              maxLength={64}
              value={row.coupon}
              onChange={({ target }) => set({ coupon: target.value })}
            />
            <InputNumber
              className={styles.figure!}
              aria-label={t('count')}
              placeholder={t('count')}
              {...{ min: 1, max: 100, precision: 0, value: row.count }}
              onChange={(count) => set({ count })}
            />
            <InputNumber
              className={styles.figure!}
              aria-label={t('worth-each')}
              placeholder={t('worth-each')}
              prefix={currency}
              {...{ min: 0, precision: placesOf(currency), value: row.worth }}
              onChange={(worth) => set({ worth })}
            />
          </Row>
        );
      })}
    </RowsOf>
  );
}

/** Public rules of prices for members. */
export function PriceRows({ rows, onChange }: RowsProps<PriceRow>) {
  const t = usePlusWords();
  return (
    <RowsOf
      title={t('member-prices')}
      hint={t('member-prices-hint')}
      onAdd={() => onChange([...rows, { id: nextRow(), zh: '', en: '', percent: 95, category: '' }])}
    >
      {rows.map((row) => {
        const set = (change: Partial<PriceRow>) => onChange(replaced(rows, { ...row, ...change }));
        const text = (name: 'zh' | 'en' | 'category', label: string) => (
          <Input
            aria-label={label}
            placeholder={label}
            maxLength={name === 'category' ? 400 : 40}
            value={row[name]}
            onChange={({ target }) => set({ [name]: target.value })}
          />
        );
        return (
          <Row key={row.id} onRemove={() => onChange(rows.filter((it) => it !== row))}>
            {text('zh', t('name-zh'))}
            {text('en', t('name-en'))}
            <InputNumber
              className={styles.figure!}
              aria-label={t('percent')}
              suffix="%"
              {...{ min: 10, max: 99, precision: 0, value: row.percent }}
              onChange={(percent) => set({ percent })}
            />
            {text('category', t('category'))}
          </Row>
        );
      })}
    </RowsOf>
  );
}

const replaced = <Row extends { readonly id: number }>(rows: readonly Row[], row: Row): Row[] =>
  rows.map((it) => (it.id === row.id ? row : it));

interface RowsOfProps {
  readonly title: string;
  readonly hint: string;
  readonly onAdd: () => void;
  readonly children: ReactNode;
}

function RowsOf({ title, hint, onAdd, children }: RowsOfProps) {
  const t = usePlusWords();
  return (
    <fieldset className={styles.rows}>
      <legend>{title}</legend>
      {children}
      <p className="muted">{hint}</p>
      <Button size="small" onClick={onAdd}>
        {t('add-row')}
      </Button>
    </fieldset>
  );
}

function Row({ onRemove, children }: { readonly onRemove: () => void; readonly children: ReactNode }) {
  const t = usePlusWords();
  return (
    <div className={styles.row}>
      {children}
      <RemoveButton aria-label={t('remove-row')} icon={<DeleteOutlined />} type="text" onRemove={onRemove} />
    </div>
  );
}
