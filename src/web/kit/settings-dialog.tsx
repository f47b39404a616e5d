import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { type Answer, type GetPath, type Question, useAsk } from '../client/ask.ts';
import { useShop } from '../client/me.ts';
import { queryClient } from '../client/query-client.ts';
import { Dialog } from './dialog.tsx';
import styles from './settings-dialog.module.css';
import { ProblemView } from './state/problem-view.tsx';
import { tellDone } from './toast.tsx';
import { useKitWords } from './words.ts';

/** Settings that a shop keeps: read with their version, and saved against it, so that nobody overwrites another's. */
interface Kept {
  readonly settings: object;
  readonly version: number;
}

/** Addresses that answer such settings. */
type SettingsPath = { [P in GetPath]: Answer<P> extends Kept ? P : never }[GetPath];
type SettingsOf<P extends SettingsPath> = Answer<P> extends { settings: infer S } ? S : never;

/** What is saved: all of the settings, and the version they were changed from. */
export interface Change<S> {
  readonly settings: S;
  readonly version: number;
}

interface SettingsDialogProps<P extends SettingsPath> {
  readonly path: P;
  /** On the button, and above the form. */
  readonly label: string;
  readonly isSmall?: boolean;
  readonly isWide?: boolean;
  readonly save: (change: Change<SettingsOf<P>>) => Promise<unknown>;
  /** Said once they are saved: when they begin to count. */
  readonly saved: string;
  /** Addresses whose answers another setting changes; the settings' own without saying. */
  readonly stale?: (path: string) => boolean;
  readonly children: (chosen: SettingsOf<P>, set: (change: Partial<SettingsOf<P>>) => void) => ReactNode;
}

/** A button that opens the form of what the shop chose. */
export function SettingsDialog<P extends SettingsPath>(dialog: SettingsDialogProps<P>) {
  const { slug: shop } = useShop();
  const [isOpen, setOpen] = useState(false);
  const question = { path: { shop } } as unknown as Question<P>;
  const kept = useAsk(dialog.path, question, { enabled: isOpen, fresh: 0 }).data as Kept | undefined;
  const close = () => setOpen(false);
  const className = dialog.isWide ? `${styles.dialog} ${styles.wide}` : styles.dialog;
  return (
    <>
      <Button aria-haspopup="dialog" {...(dialog.isSmall && { size: 'small' })} onClick={() => setOpen(true)}>
        {dialog.label}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} className={className} label={dialog.label}>
        <h2>{dialog.label}</h2>
        {kept && <Form key={kept.version} dialog={dialog} kept={kept} onDone={close} />}
      </Dialog>
    </>
  );
}

interface FormProps<P extends SettingsPath> {
  readonly dialog: SettingsDialogProps<P>;
  readonly kept: Kept;
  readonly onDone: () => void;
}

function Form<P extends SettingsPath>({ dialog, kept, onDone }: FormProps<P>) {
  const t = useKitWords();
  const [chosen, setChosen] = useState(kept.settings as SettingsOf<P>);
  const isStale = (path: string) => path === dialog.path || dialog.stale?.(path) === true;
  const save = useMutation({
    mutationFn: () => dialog.save({ settings: chosen, version: kept.version }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => isStale(String(queryKey[0])) });
      tellDone(dialog.saved);
      onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className={styles.fields}>
        {dialog.children(chosen, (change) => setChosen(Object.assign({}, chosen, change)))}
      </div>
      {save.error && <ProblemView error={save.error} />}
      <div className={styles.buttons}>
        <Button onClick={onDone}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
