import { Button } from 'antd';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useShop } from '../../client/me.ts';
import { Section } from '../../kit/page/section.tsx';
import { Progress } from '../../kit/progress.tsx';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { fileTakenAlong, holdFile } from './file-in-hand.ts';
import styles from './imports.module.css';
import { sendFile } from './send-file.ts';
import { useImportWords } from './words.ts';

interface Sending {
  readonly file: File;
  readonly done: number;
  readonly total: number;
  readonly error?: unknown;
}

/** Step one: a file is dropped or chosen, and goes to the server. */
export function DropFile({ onUploaded }: { readonly onUploaded: (upload: string) => void }) {
  const t = useImportWords();
  const { sending, send, cancel } = useSending(onUploaded);
  return (
    <Section title={t('step-file')}>
      {sending === undefined ? (
        <DropZone onFile={send} />
      ) : sending.error !== undefined ? (
        <>
          <ProblemView error={sending.error} onRetry={() => send(sending.file)} />
          <DropZone onFile={send} />
        </>
      ) : (
        <>
          <Progress
            label={t('sending', { file: sending.file.name })}
            done={sending.done}
            of={sending.total}
          />
          <Button onClick={cancel}>{t('cancel')}</Button>
        </>
      )}
    </Section>
  );
}

function useSending(onUploaded: (upload: string) => void) {
  const shop = useShop();
  const [sending, setSending] = useState<Sending>();
  const leaving = useRef(new AbortController());
  useEffect(() => () => leaving.current.abort(), []);
  const cancel = () => {
    leaving.current.abort();
    setSending(undefined);
  };
  const send = (file: File) => {
    holdFile(file);
    leaving.current = new AbortController();
    const { signal } = leaving.current;
    setSending({ file, done: 0, total: file.size });
    const onProgress = (done: number, total: number) => setSending({ file, done, total });
    sendFile(shop.slug, file, { signal, onProgress }).then(
      ({ upload }) => onUploaded(upload),
      (error: unknown) => signal.aborted || setSending({ file, done: 0, total: file.size, error }),
    );
  };
  const first = useRef(send);
  useEffect(() => {
    const file = fileTakenAlong();
    if (file !== undefined) first.current(file);
  }, []);
  return { sending, send, cancel };
}

function DropZone({ onFile }: { readonly onFile: (file: File) => void }) {
  const t = useImportWords();
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's way; the input inside is everybody's.
    <div onDragOver={over} onDragLeave={() => setOver(false)} onDrop={drop}>
      <label className={`${styles.drop} ${isOver ? styles['over-it'] : ''}`}>
        <strong>{t('drop')}</strong>
        <span className="muted">{t('drop-hint')}</span>
        <input
          type="file"
          onChange={(event) => event.target.files?.[0] !== undefined && onFile(event.target.files[0])}
        />
      </label>
    </div>
  );
}
