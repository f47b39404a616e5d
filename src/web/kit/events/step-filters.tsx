import FilterOutlined from '@ant-design/icons/FilterOutlined';
import { Button, Input, Popover, Select, Tag } from 'antd';
import { useState } from 'react';
import { placesOf } from '../../../contract/currency.ts';
import { fieldLabel, operatorSigns } from '../../../contract/event-fields.ts';
import { type Operator, type StepFilter, stepFields } from '../../../contract/event-steps.ts';
import { useShop } from '../../client/me.ts';
import { useFormat } from '../format/use-format.ts';
import { useText } from '../words/language.ts';
import styles from './events.module.css';
import { filterOf, operatorsOf } from './filter-rules.ts';
import { useEventWords } from './words.ts';

interface StepFiltersProps {
  readonly filters: readonly StepFilter[];
  readonly properties: readonly string[];
  readonly onChange: (filters: StepFilter[]) => void;
}

/** What a step is narrowed by: chips, and a small form that adds one. */
export function StepFilters({ filters, properties, onChange }: StepFiltersProps) {
  const t = useEventWords();
  const say = useFilterName();
  const [isOpen, setOpen] = useState(false);
  const add = (filter: StepFilter) => {
    setOpen(false);
    onChange([...filters, filter]);
  };
  return (
    <>
      {filters.map((it, n) => (
        <Tag key={JSON.stringify(it)} closable onClose={() => onChange(filters.filter((_, at) => at !== n))}>
          {say(it)}
        </Tag>
      ))}
      <Popover
        trigger="click"
        open={isOpen}
        onOpenChange={setOpen}
        destroyOnHidden
        content={<FilterForm properties={properties} onAdd={add} />}
      >
        <Button
          type="text"
          size="small"
          icon={<FilterOutlined />}
          aria-label={t('add-filter')}
          title={t('add-filter')}
        />
      </Popover>
    </>
  );
}

function useFilterName(): (filter: StepFilter) => string {
  const t = useEventWords();
  const say = useText();
  const { money } = useFormat();
  return ({ field, operator, values }) => {
    const said = values.map((it) => (field === 'amount' ? money(Number(it)) : it || t('empty-value')));
    return `${say(fieldLabel(field))} ${say(operatorSigns[operator])} ${said.join(' | ')}`;
  };
}

interface FilterFormProps {
  readonly properties: readonly string[];
  readonly onAdd: (filter: StepFilter) => void;
}

function FilterForm({ properties, onAdd }: FilterFormProps) {
  const t = useEventWords();
  const say = useText();
  const { currency } = useShop();
  const [field, setField] = useState<string>('category');
  const [operator, setOperator] = useState<Operator>('=');
  const [text, setText] = useState('');
  const filter = filterOf({ field, operator, text }, 10 ** placesOf(currency));
  return (
    <form
      className={styles.filterForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (filter) onAdd(filter);
      }}
    >
      <Select
        showSearch
        aria-label={t('field')}
        value={field}
        onChange={(it) => {
          setField(it);
          setOperator('=');
        }}
        options={[...new Set([...stepFields, ...properties])].map((value) => ({
          value,
          label: say(fieldLabel(value)),
        }))}
        popupMatchSelectWidth={false}
      />
      <Select
        aria-label={t('operator')}
        value={operator}
        onChange={setOperator}
        options={operatorsOf(field).map((value) => ({ value, label: say(operatorSigns[value]) }))}
        popupMatchSelectWidth={false}
      />
      <Input
        aria-label={t('value')}
        value={text}
        placeholder={t('value-hint')}
        {...(field === 'amount' && { prefix: currency })}
        onChange={(it) => setText(it.target.value)}
      />
      <Button type="primary" htmlType="submit" disabled={!filter}>
        {t('add')}
      </Button>
    </form>
  );
}
