import { type ReactNode, useEffect, useRef } from 'react';

interface DialogProps {
  readonly isOpen: boolean;
  /** Also after Escape, and after a click beside it while nothing was typed in it: a slip loses no work. */
  readonly onClose: () => void;
  readonly className: string | undefined;
  readonly label: string;
  readonly children: ReactNode;
}

/** The browser's own modal dialog: it keeps the focus inside and gives it back. What is in it exists only while it is open. */
export function Dialog({ isOpen, onClose, className, label, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const typed = useRef(false);
  useEffect(() => {
    typed.current = false;
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard's way, and the browser's own.
    <dialog
      ref={dialog}
      className={className}
      aria-label={label}
      onClose={onClose}
      onInput={() => {
        typed.current = true;
      }}
      onClick={(event) => event.target === dialog.current && !typed.current && onClose()}
    >
      {isOpen && children}
    </dialog>
  );
}
