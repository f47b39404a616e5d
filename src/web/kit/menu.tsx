import { Button } from 'antd';
import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import styles from './menu.module.css';

interface Choice<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
}

interface MenuProps<T extends string> {
  /** For screen readers, and the tooltip. */
  readonly name: string;
  readonly face: ReactNode;
  readonly choices: readonly Choice<T>[];
  readonly chosen?: T;
  readonly onChoose: (value: T) => void;
}

/** Steps of the arrow keys through the choices. */
const moves: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => (at === last ? 0 : at + 1),
  ArrowUp: (at, last) => (at === 0 ? last : at - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * A button that opens a few choices; arrows move, Escape and leaving close. Our own, because antd's Dropdown brings 20 KB
 * of menus within menus to every first load.
 */
export function Menu<T extends string>({ name, face, choices, chosen, onChoose }: MenuProps<T>) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const items = () => [...(list.current?.querySelectorAll('button') ?? [])];
  useEffect(() => {
    if (isOpen)
      (
        list.current?.querySelector<HTMLElement>('[aria-checked=true]') ??
        list.current?.querySelector('button')
      )?.focus();
  }, [isOpen]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return close();
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const all = items();
    all[move(all.indexOf(document.activeElement as HTMLButtonElement), all.length - 1)]?.focus();
  };
  const onBlur = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  };
  const choose = (value: T) => {
    close();
    onChoose(value);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the focus leave; what is interacted with is inside.
    <div className={styles.place} onBlur={onBlur}>
      <Button
        ref={button}
        type="text"
        aria-label={name}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        title={name}
        onClick={() => setOpen(!isOpen)}
      >
        {face}
      </Button>
      {isOpen && (
        <div
          ref={list}
          className={styles.list}
          role="menu"
          aria-label={name}
          tabIndex={-1}
          onKeyDown={onKeyDown}
        >
          {choices.map(({ value, label }) => (
            <button
              key={value}
              type="button"
              className={styles.choice}
              onClick={() => choose(value)}
              {...(chosen === undefined
                ? { role: 'menuitem' }
                : { role: 'menuitemradio', 'aria-checked': value === chosen })}
            >
              {label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
