import { Input, InputNumber, Select } from 'antd';
import { isMoney } from '../../../../contract/condition-money.ts';
import { placesOf } from '../../../../contract/currency.ts';
import { useShop } from '../../../client/me.ts';
import styles from '../segments.module.css';
import { useSegmentWords } from '../words.ts';
import type { ArgumentProps } from './argument-props.ts';
import type { Control } from './condition-fields.ts';
import { ConsentControl } from './consent-control.tsx';
import { EventControl, StepsControl } from './events-control.tsx';
import { LengthControl } from './length-control.tsx';
import { Listed } from './listed-control.tsx';
import { useWindows } from './use-windows.ts';

/** The control of one argument. */
export function ArgumentControl(props: ArgumentProps) {
  const { control } = props;
  if (control.as === 'choice') return <Choice {...props} control={control} />;
  if (control.as === 'comparison') return <Comparison {...props} of={control.of} />;
  if (control.as === 'event') return <EventControl {...props} />;
  if (control.as === 'steps') return <StepsControl {...props} />;
  if (control.as === 'length') return <LengthControl {...props} />;
  if (control.as === 'window') return <Window {...props} />;
  if (control.as === 'number') return <Figure {...props} />;
  if (control.as === 'text') return <Text {...props} />;
  if (control.as === 'consent') return <ConsentControl {...props} />;
  if (control.as === 'texts') return <Texts {...props} />;
  return <Listed {...props} as={control.as} />;
}

type ChoiceControl = Extract<Control, { as: 'choice' }>;

function Choice({ name, control, value, onChange }: ArgumentProps<ChoiceControl>) {
  const t = useSegmentWords();
  const say = {
    measure: (it: string) => t(`measure-${it as 'times'}`),
    role: (it: string) => t(`role-${it as 'leader'}`),
    standing: (it: string) => t(`standing-${it as 'stage'}`),
    end: (it: string) => t(`end-${it as 'did'}`),
    when: (it: string) => t(`when-${it as 'today'}`),
    seen: (it: string) => t(`seen-${it as 'first'}`),
    points: (it: string) =>
      it === 'ever' ? t('points-all') : t('points-expiring', { number: Number.parseInt(it, 10) }),
    plus: (it: string) => t(`plus-${it as 'member'}`),
    'plus-within': (it: string) =>
      it === 'ever' ? t('plus-any-end') : t('plus-ending', { number: Number.parseInt(it, 10) }),
    anniversary: (it: string) => t(`anniversary-${it as 'first-order'}`),
  }[control.words];
  return (
    <Select
      aria-label={t(`argument-${name as 'measure'}`)}
      value={value as string}
      onChange={onChange}
      options={control.of.map((it) => ({ value: it, label: say(it) }))}
      popupMatchSelectWidth={false}
    />
  );
}

function Comparison({ value, onChange, of }: ArgumentProps & { readonly of: readonly string[] }) {
  const t = useSegmentWords();
  return (
    <Select
      aria-label={t('argument-op')}
      value={value as string}
      onChange={onChange}
      options={of.map((it) => ({ value: it, label: t(`compare-${it as '>='}`) }))}
      popupMatchSelectWidth={false}
    />
  );
}

function Window({ value, onChange }: ArgumentProps) {
  const t = useSegmentWords();
  const windows = useWindows(String(value));
  return (
    <Select
      showSearch
      aria-label={t('argument-window')}
      value={String(value)}
      onChange={onChange}
      options={windows}
      popupMatchSelectWidth={false}
    />
  );
}

/** Money is typed in major units and kept in minor ones. */
function Figure({ name, condition, value, onChange }: ArgumentProps) {
  const t = useSegmentWords();
  const { currency } = useShop();
  const unit = isMoney(condition) ? 10 ** placesOf(currency) : 1;
  return (
    <InputNumber
      aria-label={t(`argument-${name as 'value'}`)}
      value={typeof value === 'number' ? value / unit : null}
      placeholder={t(`argument-${name as 'value'}`)}
      {...(unit > 1 && { prefix: currency })}
      {...((condition.kind === 'random' || condition.kind === 'band') && { suffix: '%' })}
      onChange={(it) => onChange(typeof it === 'number' ? Math.round(it * unit * 1e6) / 1e6 : undefined)}
    />
  );
}

function Text({ name, value, onChange }: ArgumentProps) {
  const t = useSegmentWords();
  return (
    <Input
      style={{ width: 140 }}
      aria-label={t(`argument-${name as 'tag'}`)}
      value={String(value ?? '')}
      placeholder={t(`argument-${name as 'tag'}`)}
      onChange={(it) => onChange(it.target.value)}
    />
  );
}

function Texts({ name, value, onChange }: ArgumentProps) {
  const t = useSegmentWords();
  return (
    <Select
      mode="tags"
      className={styles.grow ?? ''}
      aria-label={t(`argument-${name as 'values'}`)}
      value={value as string[]}
      onChange={onChange}
      placeholder={t('values-hint')}
      open={false}
    />
  );
}
