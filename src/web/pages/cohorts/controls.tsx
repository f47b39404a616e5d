import { Segmented, Select } from 'antd';
import { cohortBreakdowns, cohortPeriods, cohortValues } from '../../../contract/cohorts.ts';
import { DayField } from '../../kit/day/day-field.tsx';
import { EventSelect } from '../../kit/events/event-select.tsx';
import { useEventNames } from '../../kit/events/use-event-names.ts';
import styles from './cohorts.module.css';
import { type CohortView, counts } from './view-rules.ts';
import { useCohortWords } from './words.ts';

export interface ControlsProps {
  readonly view: CohortView;
  readonly today: string;
  readonly onChange: (change: Partial<CohortView>) => void;
}

/** What joins a cohort, what is counted, until when; all of it in the address bar. */
export function Controls({ view, today, onChange }: ControlsProps) {
  const t = useCohortWords();
  return (
    <div className={styles.controls}>
      <Named
        label={t('by')}
        value={view.by}
        known={['first-order', 'first-visit']}
        say={(it) => t(`by-${it as 'event'}`)}
        onChange={(by) => onChange({ by })}
      />
      <Segmented
        aria-label={t('period')}
        value={view.period}
        onChange={(period) => onChange({ period })}
        options={cohortPeriods.map((value) => ({ value, label: t(`period-${value}`) }))}
      />
      <Select
        aria-label={t('value')}
        value={view.value}
        onChange={(value) => onChange({ value })}
        options={cohortValues.map((value) => ({ value: value as string, label: t(`value-${value}`) }))}
        popupMatchSelectWidth={false}
      />
      {view.value === 'customers' && (
        <Named
          label={t('activity')}
          value={view.activity}
          known={['order', 'visit']}
          say={(it) => t(`activity-${it as 'event'}`)}
          onChange={(activity) => onChange({ activity })}
        />
      )}
      <Select
        aria-label={t('cohorts')}
        value={view.cohorts}
        onChange={(cohorts) => onChange({ cohorts })}
        options={counts.map((value) => ({
          value: value as string,
          label: t('last-cohorts', { count: Number(value) }),
        }))}
        popupMatchSelectWidth={false}
      />
      <DayField
        prefix={t('as-of')}
        value={view.as_of || today}
        onChange={(day) => onChange({ as_of: day === today ? '' : day })}
      />
      <Select
        aria-label={t('breakdown')}
        value={view.breakdown}
        onChange={(breakdown) => onChange({ breakdown })}
        options={[
          { value: '', label: t('no-breakdown') },
          ...cohortBreakdowns.map((value) => ({ value: value as string, label: t(`breakdown-${value}`) })),
        ]}
        popupMatchSelectWidth={false}
      />
    </div>
  );
}

interface NamedProps {
  readonly label: string;
  readonly value: string;
  /** What has a word of its own; everything else is the name of an event. */
  readonly known: readonly string[];
  readonly say: (code: string) => string;
  readonly onChange: (value: string) => void;
}

/** One of a few, or an event of the shop. */
function Named({ label, value, known, say, onChange }: NamedProps) {
  const t = useCohortWords();
  const isEvent = !known.includes(value);
  return (
    <>
      <Select
        aria-label={label}
        value={isEvent ? 'event' : value}
        onChange={(it) => onChange(it === 'event' ? 'Product Viewed' : it)}
        options={[...known, 'event'].map((it) => ({ value: it, label: say(it) }))}
        popupMatchSelectWidth={false}
      />
      {isEvent && <EventOf label={`${label}: ${t('event-name')}`} value={value} onChange={onChange} />}
    </>
  );
}

function EventOf({ label, value, onChange }: Pick<NamedProps, 'label' | 'value' | 'onChange'>) {
  const { data } = useEventNames('last-365');
  return <EventSelect any names={data?.names ?? []} {...{ label, value, onChange }} />;
}
