import { Button, Input, InputNumber } from 'antd';
import { type ReactNode, useState } from 'react';
import { placesOf } from '../../../../contract/currency.ts';
import { profilingFilters } from '../../../../contract/profiling-filters.ts';
import { useShop } from '../../../client/me.ts';
import { Choice } from '../../../kit/choice.tsx';
import { DayField } from '../../../kit/day/day-field.tsx';
import { Dialog } from '../../../kit/dialog.tsx';
import { Field } from '../../../kit/field.tsx';
import { useCodeWords } from '../code-words.ts';
import { channels, quadrants, rfmGroups, stages } from '../codes.ts';
import { useCustomerWords } from '../words.ts';
import { ConsentFilter } from './consent-filter.tsx';
import { type FilterName, filterKinds } from './filter-fields.ts';
import styles from './list.module.css';
import { ScoreFilter } from './score-filter.tsx';
import type { FilterState } from './use-filter.ts';

type Draft = Partial<Record<FilterName, string | null>>;

/** The button and the form of all filters. Nothing changes until it is applied. */
export function FilterForm({ read, change }: FilterState) {
  const t = useCustomerWords();
  const [draft, setDraft] = useState<Draft | undefined>();
  const close = () => setDraft(undefined);
  const apply = () => {
    change(draft ?? {});
    close();
  };
  const current = (name: FilterName) => (draft && name in draft ? (draft[name] ?? null) : read(name));
  const set = (name: FilterName, value: string | null) => setDraft({ ...draft, [name]: value });
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setDraft({})}>
        {t('filters')}
      </Button>
      <Dialog isOpen={draft !== undefined} onClose={close} className={styles.dialog} label={t('filters')}>
        <h2>{t('filters')}</h2>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            apply();
          }}
        >
          <Fields current={current} set={set} />
          <div className={styles.buttons}>
            <Button onClick={close}>{t('cancel')}</Button>
            <Button type="primary" htmlType="submit">
              {t('apply')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}

interface FieldsProps {
  readonly current: (name: FilterName) => string | null;
  readonly set: (name: FilterName, value: string | null) => void;
}

const single: readonly FilterName[] = [
  ...(['rfm_group', 'quadrant', 'stage', 'bought', 'channel', 'province', 'tier', 'tag'] as const),
];
const ranges = ['orders', 'spend', 'last_order', 'first_order', 'ordered', 'first_seen'] as const;

function Fields(props: FieldsProps) {
  const t = useCustomerWords();
  const shop = useShop();
  const shown = single.filter((name) => !profilingFilters.includes(name) || shop.may('analytics:read'));
  return (
    <div className={styles.fields}>
      {shown.map((name) => (
        <Field key={name} label={t(`filter-${name as 'tag'}`)}>
          {(id) => <Control {...props} name={name} id={id} />}
        </Field>
      ))}
      <ConsentFilter
        value={props.current('consent') ?? ''}
        onChange={(it) => props.set('consent', it === '' ? null : it)}
      />
      {shop.may('analytics:read') && (
        <ScoreFilter
          value={props.current('score') ?? ''}
          onChange={(it) => props.set('score', it === '' ? null : it)}
        />
      )}
      {ranges.map((name) => (
        <Range key={name} {...props} name={name} />
      ))}
      <Field label={t('filter-ordered_channel')}>
        {(id) => <Control {...props} name="ordered_channel" id={id} />}
      </Field>
      <Field label={t('filter-ordered_category')}>
        {(id) => <Control {...props} name="ordered_category" id={id} />}
      </Field>
    </div>
  );
}

function Range({ name, ...props }: FieldsProps & { readonly name: (typeof ranges)[number] }) {
  const t = useCustomerWords();
  const label = t(`filter-${name}`);
  return (
    <fieldset className={styles.range}>
      <legend>{label}</legend>
      <Control {...props} name={`${name}_from`} label={`${label} ≥`} />
      <span aria-hidden="true">–</span>
      <Control {...props} name={`${name}_to`} label={`${label} ≤`} />
    </fieldset>
  );
}

interface ControlProps extends FieldsProps {
  readonly name: FilterName;
  readonly id?: string;
  readonly label?: string;
}

function Control({ name, id, label, current, set }: ControlProps): ReactNode {
  const options = useOptions(name);
  const value = current(name);
  const put = (text: string) => set(name, text === '' ? null : text);
  const named = { ...(id !== undefined && { id }), ...(label !== undefined && { 'aria-label': label }) };
  const kind = filterKinds[name];
  if (options !== undefined)
    return <Choice {...(id !== undefined && { id })} value={value ?? ''} options={options} onChange={put} />;
  if (kind === 'day') return <DayField {...named} value={value ?? ''} onChange={put} />;
  if (kind === 'whole' || kind === 'money')
    return <Amount {...{ named, value, put }} isMoney={kind === 'money'} />;
  return (
    <Input {...named} value={value ?? ''} maxLength={64} onChange={(event) => put(event.target.value)} />
  );
}

interface AmountProps {
  readonly named: object;
  readonly value: string | null;
  readonly put: (text: string) => void;
  readonly isMoney: boolean;
}

/** Money is typed in major units and kept in minor ones. */
function Amount({ named, value, put, isMoney }: AmountProps) {
  const { currency } = useShop();
  const minor = isMoney ? 10 ** placesOf(currency) : 1;
  return (
    <InputNumber
      {...named}
      className={styles.number!}
      controls={false}
      precision={isMoney ? 2 : 0}
      value={value === null ? null : Number(value) / minor}
      onChange={(it) => put(it === null ? '' : String(Math.round(Number(it) * minor)))}
    />
  );
}

/** What there is to choose from; undefined where anything may be typed. */
function useOptions(name: FilterName): readonly (readonly [string, string])[] | undefined {
  const t = useCustomerWords();
  const codes = useCodeWords();
  const of = (list: readonly string[], say: (code: string) => string) =>
    [['', t('any')], ...list.map((code) => [code, say(code)] as const)] as const;
  const kind = filterKinds[name];
  if (kind === 'group') return of(rfmGroups, codes.group);
  if (kind === 'quadrant') return of(quadrants, codes.quadrant);
  if (kind === 'stage') return of(stages, codes.stage);
  if (kind === 'channel')
    return of(
      channels.filter((it) => it !== 'any'),
      codes.channel,
    );
  return kind === 'yes-no' ? of(['yes', 'no'], (code) => t(code as 'yes')) : undefined;
}
