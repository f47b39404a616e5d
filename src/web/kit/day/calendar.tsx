import LeftOutlined from '@ant-design/icons/LeftOutlined';
import RightOutlined from '@ant-design/icons/RightOutlined';
import { Button } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useShop } from '../../client/me.ts';
import { addDays, addMonths, dayOf, formatDay } from '../format/dates.ts';
import { datesIn } from '../format/formatters.ts';
import { useLanguage } from '../words/language.ts';
import { useKitWords } from '../words.ts';
import styles from './day.module.css';
import { isWithin, weeksOf } from './day-rules.ts';

interface CalendarProps {
  readonly value: string;
  readonly min: string;
  readonly max: string;
  readonly onChoose: (day: string) => void;
}

/** Where each key leads from a day. */
const moves: Readonly<Record<string, (day: string) => string>> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
  Home: (day) => `${day.slice(0, 7)}-01`,
  End: (day) => addDays(addMonths(`${day.slice(0, 7)}-01`, 1), -1),
};

/** One month of days, gone through by arrows, by Page Up and Page Down, and chosen by Enter. */
export function Calendar({ value, min, max, onChoose }: CalendarProps) {
  const t = useKitWords();
  const language = useLanguage();
  const today = dayOf(new Date(), useShop().time_zone);
  const [at, setAt] = useState(value || (isWithin(today, min, max) ? today : max || min));
  const weeks = weeksOf(at);
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    setAt(move(at));
  };
  return (
    <>
      <Head at={at} onTurn={(months) => setAt(addMonths(at, months))} />
      <table className={styles.days} onKeyDown={onKeyDown} aria-label={t('day-choose')}>
        <thead>
          <tr>
            {weeks[0]!.map((day) => (
              <th key={day} scope="col">
                {datesIn(language, { timeZone: 'UTC', weekday: 'narrow' }).format(new Date(day))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day}>
                  <DayButton
                    {...{ day, at, isChosen: day === value, isToday: day === today }}
                    isOff={!isWithin(day, min, max)}
                    label={formatDay(day, language)}
                    onChoose={onChoose}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

interface HeadProps {
  readonly at: string;
  readonly onTurn: (months: number) => void;
}

function Head({ at, onTurn }: HeadProps) {
  const t = useKitWords();
  const month = datesIn(useLanguage(), { timeZone: 'UTC', year: 'numeric', month: 'long' });
  return (
    <div className={styles.head}>
      <Button
        type="text"
        size="small"
        aria-label={t('month-before')}
        icon={<LeftOutlined />}
        onClick={() => onTurn(-1)}
      />
      <strong aria-live="polite">{month.format(new Date(at))}</strong>
      <Button
        type="text"
        size="small"
        aria-label={t('month-after')}
        icon={<RightOutlined />}
        onClick={() => onTurn(1)}
      />
    </div>
  );
}

interface DayButtonProps {
  readonly day: string;
  /** Where the keyboard stands. */
  readonly at: string;
  readonly label: string;
  readonly isChosen: boolean;
  readonly isToday: boolean;
  readonly isOff: boolean;
  readonly onChoose: (day: string) => void;
}

function DayButton({ day, at, label, isChosen, isToday, isOff, onChoose }: DayButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const isAt = day === at;
  useEffect(() => {
    if (isAt) button.current?.focus();
  }, [isAt]);
  return (
    <button
      ref={button}
      type="button"
      className={day.slice(0, 7) === at.slice(0, 7) ? '' : styles.beside}
      aria-label={label}
      aria-pressed={isChosen}
      aria-disabled={isOff}
      {...(isToday && { 'aria-current': 'date' })}
      tabIndex={isAt ? 0 : -1}
      onClick={() => !isOff && onChoose(day)}
    >
      {Number(day.slice(8))}
    </button>
  );
}
