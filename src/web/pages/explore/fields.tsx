import InfoCircleOutlined from '@ant-design/icons/InfoCircleOutlined';
import PlusOutlined from '@ant-design/icons/PlusOutlined';
import { Button, Dropdown, Input, Popover } from 'antd';
import { useState } from 'react';
import type { ExploreCatalogue } from '../../../contract/explore.ts';
import { useText } from '../../kit/words/language.ts';
import styles from './explore.module.css';
import type { Saying } from './use-saying.ts';
import { fits, isTime, type Shelf, type View } from './view-rules.ts';
import { useExploreWords } from './words.ts';

type Field = Pick<ExploreCatalogue['dimensions'][number], 'code' | 'label' | 'definition'>;

export interface Carried {
  readonly code: string;
  readonly isMeasure: boolean;
}

interface FieldsProps {
  readonly catalogue: ExploreCatalogue;
  readonly view: View;
  readonly saying: Saying;
  readonly onAdd: (shelf: Shelf, code: string) => void;
  readonly onCarry: (field: Carried | undefined) => void;
}

/** Everything that can be asked for: to be dragged, or added by its menu or with one click. */
export function Fields(props: FieldsProps) {
  const t = useExploreWords();
  const say = useText();
  const [wanted, setWanted] = useState('');
  const found = <T extends Field>(all: readonly T[]): T[] =>
    all.filter((it) => `${say(it.label)} ${it.code}`.toLowerCase().includes(wanted.trim().toLowerCase()));
  const { measures, dimensions } = props.catalogue;
  return (
    <aside className={`card ${styles.fields}`} aria-label={t('fields')}>
      <Input
        allowClear
        aria-label={t('search-fields')}
        placeholder={t('search-fields')}
        value={wanted}
        onChange={(it) => setWanted(it.target.value)}
      />
      <FieldGroup {...props} title={t('measures')} fields={found(measures)} isMeasure />
      <FieldGroup {...props} title={t('time')} fields={found(dimensions.filter((it) => it.is_time))} />
      <FieldGroup {...props} title={t('dimensions')} fields={found(dimensions.filter((it) => !it.is_time))} />
    </aside>
  );
}

interface GroupProps extends FieldsProps {
  readonly title: string;
  readonly fields: readonly Field[];
  readonly isMeasure?: boolean;
}

function FieldGroup({ title, fields, isMeasure = false, ...props }: GroupProps) {
  if (fields.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {fields.map((field) => (
          <FieldItem key={field.code} {...props} field={field} isMeasure={isMeasure} />
        ))}
      </ul>
    </section>
  );
}

/** Measures or dimensions of the view that do not go together with a field. */
function againstOf({ catalogue, view }: FieldsProps, { code, isMeasure }: Carried): string[] {
  const { measures, rows, columns } = view.question;
  const splits = (measure: string) => catalogue.measures.find((it) => it.code === measure)?.dimensions ?? [];
  if (!isMeasure) return measures.filter((it) => !splits(it).includes(code));
  return [...rows, ...columns].filter((it) => !splits(code).includes(it));
}

function FieldItem({
  field,
  isMeasure,
  ...props
}: FieldsProps & { readonly field: Field; readonly isMeasure: boolean }) {
  const t = useExploreWords();
  const say = useText();
  const { code } = field;
  const name = say(field.label);
  const against = againstOf(props, { code, isMeasure });
  const why = t('does-not-go-with', { names: against.map(props.saying.field).join(t('comma')) });
  const targets: Shelf[] = isMeasure
    ? ['measures']
    : isTime(code)
      ? ['columns', 'rows']
      : ['rows', 'columns', 'filters'];
  const items = targets.map((shelf) => ({
    ...{ key: shelf, label: t(`add-to-${shelf}`), disabled: !fits(props.view, shelf, code) },
  }));
  return (
    <li
      className={against.length > 0 ? `${styles.field} ${styles.against}` : styles.field}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', name);
        props.onCarry({ code, isMeasure });
      }}
      onDragEnd={() => props.onCarry(undefined)}
    >
      <button
        type="button"
        className={styles.fieldName}
        title={against.length > 0 ? why : say(field.definition)}
        onClick={() => props.onAdd(targets[0]!, code)}
      >
        {name}
        {against.length > 0 && <span className="unseen"> ({why})</span>}
      </button>
      {!isMeasure && <Reach {...props} code={code} />}
      <Popover
        trigger="click"
        placement="right"
        title={name}
        content={<p className={styles.definition}>{say(field.definition)}</p>}
      >
        <Button
          type="text"
          size="small"
          aria-label={t('definition-of', { name })}
          icon={<InfoCircleOutlined />}
        />
      </Popover>
      <Dropdown
        autoFocus
        trigger={['click']}
        menu={{ items, onClick: ({ key }) => props.onAdd(key as Shelf, code) }}
      >
        <Button type="text" size="small" aria-label={t('add-field', { name })} icon={<PlusOutlined />} />
      </Dropdown>
    </li>
  );
}

/** Of how many measures a dimension can be asked, where not of all: a city, of orders only. */
function Reach({ catalogue: { measures }, code }: FieldsProps & { readonly code: string }) {
  const t = useExploreWords();
  const count = measures.filter(({ dimensions }) => dimensions.includes(code)).length;
  if (isTime(code) || count === measures.length) return null;
  const text = t('reach', { count, all: measures.length });
  return (
    <span className={styles.reach} title={t('reach-hint', { count, all: measures.length })}>
      {text}
    </span>
  );
}
