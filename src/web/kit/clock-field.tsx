import { Input } from 'antd';
import { isClock, readClock } from './clock-rules.ts';

interface ClockFieldProps {
  readonly id: string;
  readonly disabled: boolean;
  /** What is typed; a time of day once `isClock` says so. */
  readonly value: string;
  readonly onChange: (time: string) => void;
}

/** A time of day, 00:00 to 23:59, typed. The browser's own field says a.m. and p.m. by the browser's language. */
export function ClockField({ value, onChange, ...field }: ClockFieldProps) {
  return (
    <Input
      {...field}
      inputMode="numeric"
      maxLength={5}
      placeholder="22:00"
      value={value}
      {...(!isClock(value) && { status: 'error' as const })}
      onChange={(event) => onChange(event.target.value)}
      onBlur={() => onChange(readClock(value) ?? value)}
    />
  );
}
