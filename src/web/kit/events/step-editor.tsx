import ArrowDownOutlined from '@ant-design/icons/ArrowDownOutlined';
import ArrowUpOutlined from '@ant-design/icons/ArrowUpOutlined';
import DeleteOutlined from '@ant-design/icons/DeleteOutlined';
import { Button } from 'antd';
import { type EventStep, writeSteps } from '../../../contract/event-steps.ts';
import { RemoveButton } from '../remove-button.tsx';
import { EventSelect } from './event-select.tsx';
import styles from './events.module.css';
import { StepFilters } from './step-filters.tsx';
import { moved, replaced, without } from './step-rules.ts';
import type { EventNames } from './use-event-names.ts';
import { useEventWords } from './words.ts';

interface StepEditorProps {
  readonly steps: readonly EventStep[];
  readonly events: EventNames;
  /** Also events that the shop does not have yet. */
  readonly any?: boolean;
  /** The steps as they stand in an address. */
  readonly onChange: (steps: string) => void;
}

const mostSteps = 10;

/** The steps in their order: an event each, narrowed, moved, taken out. */
export function StepEditor({ steps, events, any = false, onChange }: StepEditorProps) {
  const t = useEventWords();
  const set = (next: readonly EventStep[]) => onChange(writeSteps(next));
  return (
    <ol className={styles.steps} aria-label={t('steps')}>
      {steps.map((step, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place; two may be alike.
        <li key={n}>
          <span className={styles.place}>{n + 1}</span>
          <EventSelect
            names={events.names}
            any={any}
            value={step.name}
            label={t('step-n', { n: n + 1 })}
            onChange={(name) => set(replaced(steps, n, { ...step, name }))}
          />
          <StepFilters
            filters={step.filters}
            properties={events.properties}
            onChange={(filters) => set(replaced(steps, n, { ...step, filters }))}
          />
          <StepButtons n={n} steps={steps} onSet={set} />
        </li>
      ))}
      {steps.length < mostSteps && (
        <li>
          <span className={styles.place}>+</span>
          <EventSelect
            key={steps.length}
            names={events.names}
            any={any}
            value={undefined}
            label={t('add-step')}
            placeholder={t('add-step')}
            onChange={(name) => set([...steps, { name, filters: [] }])}
          />
        </li>
      )}
    </ol>
  );
}

interface StepButtonsProps {
  readonly n: number;
  readonly steps: readonly EventStep[];
  readonly onSet: (steps: readonly EventStep[]) => void;
}

function StepButtons({ n, steps, onSet }: StepButtonsProps) {
  const t = useEventWords();
  const buttons = [
    {
      name: t('step-up', { n: n + 1 }),
      icon: <ArrowUpOutlined />,
      is: n > 0,
      act: () => onSet(moved(steps, n, -1)),
    },
    {
      name: t('step-down', { n: n + 1 }),
      icon: <ArrowDownOutlined />,
      is: n < steps.length - 1,
      act: () => onSet(moved(steps, n, 1)),
    },
  ];
  const out = t('step-out', { n: n + 1 });
  return (
    <span className={styles.buttons}>
      {buttons.map((it) => (
        <Button
          key={it.name}
          type="text"
          size="small"
          icon={it.icon}
          aria-label={it.name}
          title={it.name}
          disabled={!it.is}
          onClick={it.act}
        />
      ))}
      <RemoveButton
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        aria-label={out}
        title={out}
        disabled={steps.length <= 2}
        onRemove={() => onSet(without(steps, n))}
      />
    </span>
  );
}
