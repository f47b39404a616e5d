import CalendarOutlined from '@ant-design/icons/CalendarOutlined';
import { Input } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useKitWords } from '../words.ts';
import { Calendar } from './calendar.tsx';
import styles from './day.module.css';
import { isWithin, readDay } from './day-rules.ts';

interface DayFieldProps {
  /** `YYYY-MM-DD`, or empty. */
  readonly value: string;
  /** A whole day within the bounds, or empty once the field is emptied. */
  readonly onChange: (day: string) => void;
  readonly min?: string;
  readonly max?: string;
  /** What it is called: by the label that points at the id, unseen, or in the field before the day. */
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly prefix?: string;
}

const whole = /^\d{4}-\d{2}-\d{2}$/;

/** A day, typed or chosen from a calendar. Our own: the browser's field speaks the browser's language, not the reader's. */
export function DayField({ value, onChange, min = '', max = '', prefix, ...named }: DayFieldProps) {
  const t = useKitWords();
  const [draft, setDraft] = useState<string>();
  const { place, calendar, isOpen, open, close, onToggle } = useCalendar();
  const read = (text: string) => {
    const day = text.trim() === '' ? '' : readDay(text);
    if (day !== undefined && day !== value && (day === '' || isWithin(day, min, max))) onChange(day);
  };
  const type = (text: string) => {
    setDraft(text);
    if (text === '' || whole.test(text)) read(text);
  };
  const leave = () => {
    if (draft !== undefined) read(draft);
    setDraft(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') leave();
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    open();
  };
  return (
    <span ref={place} className={`${styles.place} ${prefix === undefined ? '' : styles.prefixed}`}>
      <Input
        {...named}
        {...(prefix !== undefined && { prefix, 'aria-label': prefix })}
        className={styles.field!}
        autoComplete="off"
        placeholder={t('day-as')}
        value={draft ?? value}
        onChange={(event) => type(event.target.value)}
        onBlur={leave}
        onKeyDown={onKeyDown}
        suffix={
          <button type="button" className={styles.opener} aria-label={t('day-choose')} onClick={open}>
            <CalendarOutlined />
          </button>
        }
      />
      <div ref={calendar} popover="auto" className={styles.calendar} onToggle={onToggle}>
        {isOpen && (
          <Calendar
            {...{ value, min, max }}
            onChoose={(day) => {
              close();
              onChange(day);
            }}
          />
        )}
      </div>
    </span>
  );
}

/** The calendar of a field, above everything, a dialog too; it closes on Escape, on a click elsewhere, and when what it stands at moves. */
function useCalendar() {
  const place = useRef<HTMLSpanElement>(null);
  const calendar = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const close = () => calendar.current?.hidePopover();
  const open = () => {
    const at = place.current!.getBoundingClientRect();
    const { style } = calendar.current!;
    const fits = at.bottom + HEIGHT < window.innerHeight || at.top < HEIGHT;
    style.top = `${fits ? at.bottom + 4 : at.top - HEIGHT}px`;
    style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - WIDTH))}px`;
    setOpen(true);
    calendar.current!.showPopover();
    addEventListener('scroll', close, { capture: true, once: true });
  };
  const onToggle = (event: { readonly newState: string }) => setOpen(event.newState === 'open');
  return { place, calendar, isOpen, open, close, onToggle };
}

/** Room the calendar takes, in pixels. */
const HEIGHT = 330;
const WIDTH = 290;
