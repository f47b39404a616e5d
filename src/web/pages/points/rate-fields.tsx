import DeleteOutlined from '@ant-design/icons/DeleteOutlined';
import { Button, Input, InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { deedName, usualDeeds } from '../../../contract/deeds.ts';
import { Field } from '../../kit/field.tsx';
import { OneOf } from '../../kit/one-of.tsx';
import { RemoveButton } from '../../kit/remove-button.tsx';
import { useTiers } from '../../kit/use-tiers.ts';
import { useText } from '../../kit/words/language.ts';
import { DayRow } from './day-row.tsx';
import styles from './points.module.css';
import { type DeedRow, isDeed, isRate, nextRow, type RateRow, type Rates } from './rate-rows.ts';
import { usePointsWords } from './words.ts';

interface RatesProps {
  readonly rates: Rates;
  readonly onChange: (rates: Rates) => void;
}

const kinds = ['items', 'tiers', 'days'] as const;
const titles = { items: 'items', tiers: 'tiers', days: 'days-rates' } as const;

/** What earns at another rate, what deeds earn, and how much at most. */
export function RateFields({ rates, onChange }: RatesProps) {
  const t = usePointsWords();
  const bound = (name: 'mostPerDay' | 'budget', label: string) => (
    <Field label={label} hint={t('empty-unbounded')}>
      {(id) => (
        <InputNumber
          id={id}
          min={1}
          precision={0}
          value={rates[name]}
          onChange={(value) => onChange({ ...rates, [name]: value })}
        />
      )}
    </Field>
  );
  return (
    <>
      {kinds.map((kind) => (
        <RateList key={kind} kind={kind} rates={rates} onChange={onChange} />
      ))}
      <DeedList rates={rates} onChange={onChange} />
      {bound('mostPerDay', t('most-per-day'))}
      {bound('budget', t('budget'))}
    </>
  );
}

function RateList({ kind, rates, onChange }: RatesProps & { readonly kind: (typeof kinds)[number] }) {
  const t = usePointsWords();
  const set = (rows: readonly RateRow[]) => onChange({ ...rates, [kind]: rows });
  return (
    <RowsOf
      title={t(titles[kind])}
      hint={t(`${kind}-form-hint`)}
      onAdd={() => set([...rates[kind], { id: nextRow(), of: '', percent: 200 }])}
    >
      {rates[kind].map((row) => (
        <Row key={row.id} onRemove={() => set(rates[kind].filter((it) => it !== row))}>
          <Of kind={kind} row={row} onChange={(of) => set(replaced(rates[kind], { ...row, of }))} />
          <InputNumber
            aria-label={t('percent')}
            min={0}
            max={10_000}
            precision={0}
            suffix="%"
            className={styles.figure!}
            value={row.percent}
            onChange={(percent) => set(replaced(rates[kind], { ...row, percent }))}
          />
        </Row>
      ))}
    </RowsOf>
  );
}

interface OfProps {
  readonly kind: (typeof kinds)[number];
  readonly row: RateRow;
  readonly onChange: (of: string) => void;
}

/** What a rate is of: a day, a tier of the shop, or a category or product that is written. */
function Of({ kind, row, onChange }: OfProps) {
  const t = usePointsWords();
  const tiers = useTiers();
  if (kind === 'days') return <DayRow of={row.of} onChange={onChange} />;
  const isWrong = !isRate(kind, row);
  const label = t(titles[kind]);
  if (kind === 'tiers')
    return (
      <OneOf className={styles.of} {...{ label, isWrong, value: row.of, options: tiers.options, onChange }} />
    );
  return (
    <Input
      aria-label={label}
      status={isWrong ? 'error' : ''}
      value={row.of}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

function DeedList({ rates, onChange }: RatesProps) {
  const t = usePointsWords();
  const say = useText();
  const usual = usualDeeds.map((value) => ({ value, label: say(deedName(value)) }));
  const set = (deeds: readonly DeedRow[]) => onChange({ ...rates, deeds });
  return (
    <RowsOf
      title={t('deeds')}
      hint={t('deeds-form-hint')}
      onAdd={() => set([...rates.deeds, { id: nextRow(), deed: '', points: 10, most: null }])}
    >
      {rates.deeds.map((row) => (
        <Row key={row.id} onRemove={() => set(rates.deeds.filter((it) => it !== row))}>
          <OneOf
            className={styles.of}
            label={t('deeds')}
            placeholder={t('choose')}
            {...{ isWrong: !isDeed(row), value: row.deed, options: usual }}
            onChange={(deed) => set(replaced(rates.deeds, { ...row, deed }))}
          />
          <InputNumber
            aria-label={t('points')}
            min={0}
            precision={0}
            value={row.points}
            onChange={(points) => set(replaced(rates.deeds, { ...row, points }))}
          />
          <InputNumber
            aria-label={t('deed-most')}
            placeholder={t('deed-most')}
            min={1}
            precision={0}
            value={row.most}
            onChange={(most) => set(replaced(rates.deeds, { ...row, most }))}
          />
        </Row>
      ))}
    </RowsOf>
  );
}

const replaced = <Row extends { readonly id: number }>(rows: readonly Row[], row: Row): Row[] =>
  rows.map((it) => (it.id === row.id ? row : it));

interface RowsProps {
  readonly title: string;
  readonly hint: string;
  readonly onAdd: () => void;
  readonly children: ReactNode;
}

function RowsOf({ title, hint, onAdd, children }: RowsProps) {
  const t = usePointsWords();
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
  const t = usePointsWords();
  return (
    <div className={styles.row}>
      {children}
      <RemoveButton aria-label={t('remove-row')} icon={<DeleteOutlined />} type="text" onRemove={onRemove} />
    </div>
  );
}
