import { Input } from 'antd';
import { useState } from 'react';
import { levelsOf, levelsText } from './category-levels.ts';

interface CategoryFieldProps {
  readonly label: string;
  /** From the root down; none: all products. */
  readonly value: readonly string[];
  readonly onChange: (levels: string[]) => void;
}

/** A category, its levels parted by slashes. What is typed stays as it is typed: a slash begins the next level. */
export function CategoryField({ label, value, onChange }: CategoryFieldProps) {
  const [typed, setTyped] = useState('');
  const whole = levelsText(value);
  const text = levelsText(levelsOf(typed)) === whole ? typed : whole;
  const type = (next: string) => {
    setTyped(next);
    onChange(levelsOf(next));
  };
  return (
    <Input
      aria-label={label}
      placeholder={label}
      maxLength={400}
      style={{ width: 240 }}
      value={text}
      onChange={({ target }) => type(target.value)}
    />
  );
}
