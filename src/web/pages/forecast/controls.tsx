import { InputNumber, Segmented, Select } from 'antd';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { DayField } from '../../kit/day/day-field.tsx';
import { dayOf } from '../../kit/format/dates.ts';
import { CampaignDays } from './campaign-days.tsx';
import type { ControlsProps } from './controls-props.ts';
import styles from './forecast.module.css';
import { byOf, horizons } from './view-rules.ts';
import { useForecastWords } from './words.ts';

const path = '/api/shops/{shop}/analytics/forecast/subjects' as const;

/** Tab, day as of and campaigns that are planned, for both tabs. */
export function Common({ view, onChange }: ControlsProps) {
  const t = useForecastWords();
  const today = dayOf(new Date(), useShop().time_zone);
  return (
    <>
      <Segmented
        value={view.tab}
        onChange={(tab) => onChange({ tab })}
        options={(['series', 'reorder'] as const).map((value) => ({
          value: value as string,
          label: t(`tab-${value}`),
        }))}
      />
      <DayField
        prefix={t('as-of')}
        value={view.as_of || today}
        onChange={(day) => onChange({ as_of: day === today ? '' : day })}
      />
      <CampaignDays view={view} onChange={onChange} />
    </>
  );
}

/** What is forecast, in which steps, how far. */
export function SeriesControls({ view, onChange }: ControlsProps) {
  const t = useForecastWords();
  const by = byOf(view);
  return (
    <>
      <Subjects view={view} onChange={onChange} />
      <Segmented
        aria-label={t('step')}
        value={by}
        onChange={(next) => onChange({ by: next, horizon: '' })}
        options={(['day', 'week'] as const).map((value) => ({ value, label: t(`by-${value}`) }))}
      />
      <Select
        aria-label={t('horizon')}
        value={view.horizon || (by === 'week' ? '8' : '28')}
        onChange={(horizon) => onChange({ horizon })}
        options={horizons[by].map((value) => ({
          ...{ value: value as string, label: t(by === 'week' ? 'weeks' : 'days', { count: Number(value) }) },
        }))}
        popupMatchSelectWidth={false}
      />
    </>
  );
}

function Subjects({ view, onChange }: ControlsProps) {
  const t = useForecastWords();
  const { slug: shop } = useShop();
  const query = view.as_of === '' ? {} : { as_of: view.as_of };
  const { data } = useAsk(path, { path: { shop }, query }, { fresh: 300_000, keep: true });
  const options = [
    { label: t('whole-shop'), value: '' },
    {
      label: t('categories'),
      options: (data?.categories ?? []).map((it) => ({
        ...{ value: `category:${it.category}`, label: it.category || t('no-category') },
      })),
    },
    {
      label: t('products'),
      options: (data?.products ?? []).map((it) => ({
        ...{ value: `product:${it.product_id}`, label: it.title || String(it.product_id) },
      })),
    },
  ];
  return (
    <Select
      className={styles.subject!}
      aria-label={t('subject')}
      value={view.subject}
      onChange={(subject) => onChange({ subject })}
      options={options}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
    />
  );
}

const services = ['0.8', '0.9', '0.95', '0.98', '0.99'] as const;

/** How orders are placed, and for how many products. */
export function SupplyControls({ view, onChange }: ControlsProps) {
  const t = useForecastWords();
  const amount = (name: 'lead_days' | 'review_days', label: string, least: number) => (
    <span className={styles.named}>
      {label}
      <InputNumber
        aria-label={label}
        className={styles.number!}
        min={least}
        max={name === 'lead_days' ? 90 : 30}
        precision={0}
        value={Number(view[name])}
        onChange={(it) => it !== null && onChange({ [name]: String(it) })}
      />
    </span>
  );
  const chosen = (name: 'service' | 'limit', label: string, options: { value: string; label: string }[]) => (
    <span className={styles.named}>
      {label}
      <Select
        aria-label={label}
        value={view[name]}
        onChange={(it) => onChange({ [name]: it })}
        options={options}
      />
    </span>
  );
  const percents = services.map((value) => ({ value: value as string, label: `${Number(value) * 100}%` }));
  const limits = ['50', '100', '200', '500'].map((value) => ({ value, label: value }));
  return (
    <>
      {amount('lead_days', t('lead-days'), 0)}
      {amount('review_days', t('review-days'), 1)}
      {chosen('service', t('service'), percents)}
      {chosen('limit', t('limit'), limits)}
    </>
  );
}
