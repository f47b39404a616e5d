import { Segmented, Select } from 'antd';
import type { ReactNode } from 'react';
import { writeSteps } from '../../../contract/event-steps.ts';
import { DaysChoice } from '../../kit/days-choice.tsx';
import type { EventNames } from '../../kit/events/use-event-names.ts';
import { Meaning } from '../../kit/meaning.tsx';
import { useLanguage } from '../../kit/words/language.ts';
import { attempts, orders, stepsIn, windows } from './funnel-view.ts';
import styles from './funnels.module.css';
import type { FunnelView } from './use-funnel.ts';
import { useFunnelWords } from './words.ts';

interface ControlsProps {
  readonly funnel: FunnelView;
  readonly events: EventNames;
}

/** The rules of the funnel, each with what it means. */
export function Controls({ funnel, events }: ControlsProps) {
  const t = useFunnelWords();
  const { view, change, question } = funnel;
  const own = windows.some((it) => it === view.window) ? [] : [view.window];
  return (
    <div className={styles.controls}>
      <Control name={t('days')} meaning={t('days-meaning')}>
        <DaysChoice days={view.days} onChange={(days) => change({ days })} />
      </Control>
      <Control name={t('window')} meaning={t('window-meaning')}>
        <Select
          aria-label={t('window')}
          value={view.window}
          onChange={(window) => change({ window })}
          options={[...windows, ...own].map((value) => ({ value, label: sayWindow(value, t) }))}
          popupMatchSelectWidth={false}
        />
      </Control>
      <Control name={t('order')} meaning={t('order-meaning')}>
        <Segmented
          aria-label={t('order')}
          value={question.order}
          onChange={(order) => change({ order })}
          options={orders.map((value) => ({ value, label: t(`order-${value}`) }))}
        />
      </Control>
      <Control name={t('attempt')} meaning={t('attempt-meaning')}>
        <Select
          aria-label={t('attempt')}
          value={question.attempt}
          onChange={(attempt) => change({ attempt })}
          options={attempts.map((value) => ({ value, label: t(`attempt-${value}`) }))}
          popupMatchSelectWidth={false}
        />
      </Control>
      <Control name={t('exclude')} meaning={t('exclude-meaning')}>
        <Excluded funnel={funnel} events={events} />
      </Control>
    </div>
  );
}

function Excluded({ funnel: { view, change }, events }: ControlsProps) {
  const t = useFunnelWords();
  const language = useLanguage() === 'zh-CN' ? 'zh' : 'en';
  return (
    <Select
      mode="multiple"
      aria-label={t('exclude')}
      style={{ minWidth: 150 }}
      maxCount={5}
      value={stepsIn(view.exclude).map((it) => it.name)}
      placeholder={t('exclude-none')}
      onChange={(names: string[]) =>
        change({
          exclude: names.length === 0 ? '' : writeSteps(names.map((name) => ({ name, filters: [] }))),
        })
      }
      options={events.names.map((it) => ({ value: it.name, label: it.label[language] }))}
      popupMatchSelectWidth={false}
    />
  );
}

type Say = ReturnType<typeof useFunnelWords>;

/** `7d` is 7 days. */
const sayWindow = (text: string, t: Say): string => {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  return unit === undefined ? text : t(`within-${unit as 'd'}`, { count: Number(count) });
};

interface ControlProps {
  readonly name: string;
  readonly meaning: string;
  readonly children: ReactNode;
}

function Control({ name, meaning, children }: ControlProps) {
  return (
    <div className={styles.control}>
      <span className={styles.name}>
        {name}
        <Meaning title={name} text={meaning} />
      </span>
      {children}
    </div>
  );
}
