import { type EventStep, readSteps, writeSteps } from '../../../../contract/event-steps.ts';
import { EventSelect } from '../../../kit/events/event-select.tsx';
import { StepEditor } from '../../../kit/events/step-editor.tsx';
import { StepFilters } from '../../../kit/events/step-filters.tsx';
import { type EventNames, useEventNames } from '../../../kit/events/use-event-names.ts';
import styles from '../segments.module.css';
import { useSegmentWords } from '../words.ts';
import type { ArgumentProps } from './argument-props.ts';

const none: EventNames = { names: [], properties: [] };

const stepsIn = (value: unknown): EventStep[] => readSteps(String(value ?? '')) ?? [];

/** One event, and what it has to carry. */
export function EventControl({ value, onChange }: ArgumentProps) {
  const t = useSegmentWords();
  const { data = none } = useEventNames('last-90');
  const [step] = stepsIn(value);
  const filters = step?.filters ?? [];
  return (
    <>
      <EventSelect
        any
        names={data.names}
        value={step?.name}
        label={t('argument-event')}
        placeholder={t('argument-event')}
        onChange={(name) => onChange(writeSteps([{ name, filters }]))}
      />
      {step && (
        <StepFilters
          filters={filters}
          properties={data.properties}
          onChange={(next) => onChange(writeSteps([{ ...step, filters: next }]))}
        />
      )}
    </>
  );
}

/** Events one after another, each with what it has to carry. */
export function StepsControl({ value, onChange }: ArgumentProps) {
  const { data = none } = useEventNames('last-90');
  return (
    <div className={styles.line}>
      <StepEditor any steps={stepsIn(value)} events={data} onChange={onChange} />
    </div>
  );
}
