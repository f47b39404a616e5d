import { Popover } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import styles from './aside.module.css';

interface AsideProps {
  readonly icon: ReactNode;
  /** What the button does, for who cannot see it. */
  readonly label: string;
  readonly title: string;
  /** Drawn, and asked for, when it is opened. */
  readonly children: ReactNode;
}

/**
 * A small button that opens a few words beside it. A page has dozens and a reader opens one: what opens is made at the
 * first click, because a closed popover costs as much to draw as a row of a table.
 */
export function Aside({ icon, label, title, children }: AsideProps) {
  const [isUsed, setUsed] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // The button stands in the popover from now on: another element, which the keyboard must not lose.
  useEffect(() => {
    if (isUsed) button.current?.focus();
  }, [isUsed]);
  const face = (
    <button
      ref={button}
      type="button"
      className={styles.button}
      aria-label={label}
      onClick={() => setUsed(true)}
    >
      {icon}
    </button>
  );
  if (!isUsed) return face;
  return (
    <Popover trigger="click" defaultOpen destroyOnHidden title={title} content={children}>
      {face}
    </Popover>
  );
}
