import { Button } from 'antd';
import { useState } from 'react';
import { useHasDesk, useSetting } from './settings/use-setting.ts';
import { QueryState } from './state/query-state.tsx';
import styles from './tour.module.css';
import { useCode } from './use-code.ts';
import { useKitWords } from './words.ts';

export interface TourStep {
  /** The element with this `data-tour`; a step whose element is not there is left out. */
  readonly at: string;
  readonly title: string;
  readonly text: string;
  /** Where the words stand; below unless told. */
  readonly beside?: 'right';
}

interface TourProps {
  /** Whoever took or declined it is not asked again. */
  readonly name: string;
  readonly invitation: string;
  readonly steps: readonly TourStep[];
}

const find = (at: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-tour="${at}"]`);

/** Offers a tour the first time; it is a line on the page and never stands in the way. */
export function Tour({ name, invitation, steps }: TourProps) {
  const t = useKitWords();
  const [kept, keep] = useSetting(`tour.${name}`);
  const hasDesk = useHasDesk();
  const [isOpen, setOpen] = useState(false);
  const end = () => keep('over');
  if (kept === 'over' || !hasDesk) return null;
  if (!isOpen)
    return (
      <aside className={styles.invitation} aria-label={invitation}>
        <span>{invitation}</span>
        <Button size="small" type="primary" onClick={() => setOpen(true)}>
          {t('tour-start')}
        </Button>
        <Button size="small" type="text" onClick={end}>
          {t('tour-decline')}
        </Button>
      </aside>
    );
  return <Walk steps={steps} onEnd={end} />;
}

interface WalkProps {
  readonly steps: readonly TourStep[];
  readonly onEnd: () => void;
}

/** Only who takes the tour fetches it. */
function Walk({ steps, onEnd }: WalkProps) {
  const tour = useCode('tour', () => import('antd/es/tour'));
  return (
    <QueryState query={tour} loading={<span />}>
      {({ default: Steps }) => (
        <Steps
          open
          onClose={onEnd}
          onFinish={onEnd}
          steps={steps
            .filter((it) => find(it.at) !== null)
            .map(({ at, title, text, beside }) => ({
              ...{ title, description: text, target: () => find(at)! },
              ...(beside && { placement: beside }),
            }))}
        />
      )}
    </QueryState>
  );
}
