import { Input, InputNumber, Select } from 'antd';
import { CategoryField } from '../../kit/category-field.tsx';
import { DayField } from '../../kit/day/day-field.tsx';
import { MoneyField } from '../../kit/money-field.tsx';
import type { Benefit } from './draft-rules.ts';
import { GiftFields, Thing } from './gift-fields.tsx';
import styles from './tiers.module.css';
import { useTierWords } from './words.ts';

interface PartsProps {
  readonly it: Benefit;
  readonly onChange: (benefit: Benefit) => void;
}

/** What of a benefit can be chosen; nothing of those that are there or not. */
export function BenefitParts({ it, onChange }: PartsProps) {
  if (it.kind === 'birthday-gift' || it.kind === 'upgrade-gift')
    return <GiftFields gift={it.gift} onChange={(gift) => onChange({ ...it, gift })} />;
  if (it.kind === 'points-multiplier')
    return (
      <Percent
        {...{ min: 100, max: 1000, value: it.percent }}
        onChange={(percent) => onChange({ ...it, percent })}
      />
    );
  if (it.kind === 'priority-shipping')
    return (
      <CostEach
        minor={it.cost_minor}
        onChange={(cost) => onChange({ kind: it.kind, ...(cost === undefined ? {} : { cost_minor: cost }) })}
      />
    );
  if (it.kind === 'free-shipping') return <FreeFrom it={it} onChange={onChange} />;
  if (it.kind === 'exclusive-coupon')
    return <Thing gift={it.gift} onChange={(gift) => onChange({ ...it, gift })} />;
  if (it.kind === 'member-price') return <Price it={it} onChange={onChange} />;
  if (it.kind === 'limited-offer') return <LimitedOffer it={it} onChange={onChange} />;
  if (it.kind === 'dedicated-agent') return <Agents it={it} onChange={onChange} />;
  return <span />;
}

interface PercentProps {
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly onChange: (percent: number) => void;
}

function Percent({ onChange, ...it }: PercentProps) {
  const t = useTierWords();
  return (
    <InputNumber
      {...it}
      aria-label={t('percent')}
      suffix="%"
      precision={0}
      onChange={(percent) => onChange(percent ?? it.min)}
    />
  );
}

type Of<K extends Benefit['kind']> = {
  readonly it: Extract<Benefit, { kind: K }>;
  readonly onChange: PartsProps['onChange'];
};

/** As the shop's service system names them; without any it chooses itself. */
function Agents({ it: { kind, agents = [] }, onChange }: Of<'dedicated-agent'>) {
  const t = useTierWords();
  return (
    <Select
      mode="tags"
      open={false}
      className={styles.agents!}
      aria-label={t('agents')}
      placeholder={t('agents-hint')}
      value={[...agents]}
      onChange={(chosen) => onChange(chosen.length === 0 ? { kind } : { kind, agents: chosen })}
    />
  );
}

/** From which amount, how many a month (as many as there are orders where none is set), and what each costs the shop. */
function FreeFrom({ it, onChange }: Of<'free-shipping'>) {
  const t = useTierWords();
  const { monthly, cost_minor: always, ...rest } = it;
  const cost = monthly?.cost_minor ?? always;
  const withCost = (count: number | null, each: number | undefined): Benefit => {
    if (count !== null) return { ...rest, monthly: { count, cost_minor: each ?? 0 } };
    return each === undefined ? rest : { ...rest, cost_minor: each };
  };
  const count = monthly?.count ?? null;
  return (
    <>
      <MoneyField
        name={t('free-from')}
        className={styles.wide!}
        value={it.from_minor}
        onChange={(from) => onChange({ ...it, from_minor: from ?? 0 })}
      />
      <InputNumber
        aria-label={t('times-a-month')}
        className={styles.wide}
        prefix={t('times-a-month')}
        placeholder={t('every-order')}
        min={1}
        max={31}
        precision={0}
        value={count}
        onChange={(times) => onChange(withCost(times, cost))}
      />
      <CostEach minor={cost} onChange={(each) => onChange(withCost(count, each))} />
    </>
  );
}

interface CostProps {
  /** Undefined: the shop says nothing of it. */
  readonly minor: number | undefined;
  readonly onChange: (minor: number | undefined) => void;
}

/** What one order by it costs the shop; left empty, nothing is counted. */
function CostEach({ minor, onChange }: CostProps) {
  const t = useTierWords();
  return (
    <MoneyField
      name={t('cost-each')}
      className={styles.wide!}
      placeholder={t('not-counted')}
      value={minor ?? null}
      onChange={(cost) => onChange(cost ?? undefined)}
    />
  );
}

function LimitedOffer({ it, onChange }: Of<'limited-offer'>) {
  const t = useTierWords();
  // A field that was emptied keeps its day: an offer has both.
  return (
    <>
      <Price it={it} onChange={onChange} />
      <DayField
        prefix={t('offer-from')}
        aria-label={t('offer-from')}
        value={it.from}
        max={it.until}
        onChange={(from) => from !== '' && onChange({ ...it, from })}
      />
      <DayField
        prefix={t('offer-until')}
        aria-label={t('offer-until')}
        value={it.until}
        min={it.from}
        onChange={(until) => until !== '' && onChange({ ...it, until })}
      />
    </>
  );
}

function Price({ it, onChange }: Of<'member-price'> | Of<'limited-offer'>) {
  const t = useTierWords();
  const named = (language: 'zh' | 'en', value: string) =>
    onChange({ ...it, name: { ...it.name, [language]: value } });
  return (
    <>
      <Input
        aria-label={t('name-zh')}
        value={it.name.zh}
        maxLength={40}
        onChange={({ target }) => named('zh', target.value)}
      />
      <Input
        aria-label={t('name-en')}
        value={it.name.en}
        maxLength={80}
        onChange={({ target }) => named('en', target.value)}
      />
      <Percent
        {...{ min: 10, max: 99, value: it.percent }}
        onChange={(percent) => onChange({ ...it, percent })}
      />
      <CategoryField
        label={t('category')}
        value={it.category}
        onChange={(category) => onChange({ ...it, category })}
      />
    </>
  );
}
