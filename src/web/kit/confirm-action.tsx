import { Button, type ButtonProps } from 'antd';
import { type ReactNode, useState } from 'react';
import styles from './confirm.module.css';
import { Dialog } from './dialog.tsx';
import { ProblemView } from './state/problem-view.tsx';
import { useKitWords } from './words.ts';

interface ConfirmActionProps {
  /** On the button that asks. */
  readonly label: ReactNode;
  readonly title: string;
  /** What will happen, and whether it can be undone; or a field, such as a reason. */
  readonly children?: ReactNode;
  /** On the button that does it; "OK" unless told. */
  readonly confirm?: string;
  readonly danger?: boolean;
  /** False while a field of the children lacks what it needs. */
  readonly ready?: boolean;
  readonly button?: ButtonProps;
  /** Does it; a rejection is shown in the dialog, which stays. */
  readonly act: () => Promise<unknown>;
}

interface State {
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly error?: unknown;
}

const closed: State = { isOpen: false, isBusy: false };

/** A button that asks before it acts, shows that it is acting, and says why it failed. */
export function ConfirmAction({ label, button, danger = false, ready = true, ...it }: ConfirmActionProps) {
  const t = useKitWords();
  const [state, setState] = useState(closed);
  const close = () => setState(closed);
  const act = async () => {
    setState({ isOpen: true, isBusy: true });
    try {
      await it.act();
      close();
    } catch (error) {
      setState({ isOpen: true, isBusy: false, error });
    }
  };
  return (
    <>
      <Button
        aria-haspopup="dialog"
        danger={danger}
        {...button}
        onClick={() => setState({ isOpen: true, isBusy: false })}
      >
        {label}
      </Button>
      <Dialog isOpen={state.isOpen} onClose={close} className={styles.dialog} label={it.title}>
        <h2>{it.title}</h2>
        <div className={styles.body}>{it.children}</div>
        {state.error !== undefined && <ProblemView error={state.error} />}
        <div className={styles.buttons}>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button
            type="primary"
            danger={danger}
            loading={state.isBusy}
            disabled={!ready}
            onClick={() => void act()}
          >
            {it.confirm ?? t('confirm')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
