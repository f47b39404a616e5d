import FilterOutlined from '@ant-design/icons/FilterOutlined';
import { Button, Input, Popover, Select, Tag } from 'antd';
import { useState } from 'react';
import { type Operator, operators, type StepFilter, stepFields } from '../../../contract/event-steps.ts';
import styles from './funnels.module.css';
import { useFunnelWords } from './words.ts';

const numeric: readonly Operator[] = ['>=', '<=', '>', '<'];

const isField = (name: string): name is (typeof stepFields)[number] =>
  (stepFields as readonly string[]).includes(name);

/** What a field is called: a column in the reader's words, a property by its own name. */
function useFieldName(): (field: string) => string {
  const t = useFunnelWords();
  return (field) => (isField(field) ? t(`field-${field}`) : field);
}

interface StepFiltersProps {
  readonly filters: readonly StepFilter[];
  readonly properties: readonly string[];
  readonly onChange: (filters: StepFilter[]) => void;
}

/** What a step is narrowed by: chips, and a small form that adds one. */
export function StepFilters({ filters, properties, onChange }: StepFiltersProps) {
  const t = useFunnelWords();
  const nameOf = useFieldName();
  const [isOpen, setOpen] = useState(false);
  const add = (filter: StepFilter) => {
    setOpen(false);
    onChange([...filters, filter]);
  };
  return (
    <>
      {filters.map((it, n) => (
        <Tag key={JSON.stringify(it)} closable onClose={() => onChange(filters.filter((_, at) => at !== n))}>
          {nameOf(it.field)} {it.operator === '~' ? t('contains') : it.operator}{' '}
          {it.values.map((one) => one || t('empty-value')).join(' | ')}
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

interface FilterFormProps {
  readonly properties: readonly string[];
  readonly onAdd: (filter: StepFilter) => void;
}

function FilterForm({ properties, onAdd }: FilterFormProps) {
  const t = useFunnelWords();
  const nameOf = useFieldName();
  const [field, setField] = useState<string>('category');
  const [operator, setOperator] = useState<Operator>('=');
  const [text, setText] = useState('');
  const isListed = field === 'category' || field === 'product';
  const possible = isListed ? operators.slice(0, 2) : operators;
  const isReady = !numeric.includes(operator) || /^-?\d{1,15}(\.\d{1,6})?$/.test(text.trim());
  const add = () =>
    onAdd({
      field,
      operator,
      values: operator === '=' || operator === '!=' ? text.split('|').map((it) => it.trim()) : [text.trim()],
    });
  return (
    <form
      className={styles.filterForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) add();
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
        options={[...stepFields, ...properties.filter((it) => !isField(it))].map((value) => ({
          value,
          label: nameOf(value),
        }))}
        popupMatchSelectWidth={false}
      />
      <Select
        aria-label={t('operator')}
        value={operator}
        onChange={setOperator}
        options={possible.map((value) => ({ value, label: value === '~' ? t('contains') : value }))}
        popupMatchSelectWidth={false}
      />
      <Input
        aria-label={t('value')}
        value={text}
        placeholder={t('value-hint')}
        onChange={(it) => setText(it.target.value)}
      />
      <Button type="primary" htmlType="submit" disabled={!isReady}>
        {t('add')}
      </Button>
    </form>
  );
}
