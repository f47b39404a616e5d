import { Button } from 'antd';
import { type DragEvent, useEffect, useState } from 'react';
import { useShop } from '../../client/me.ts';
import { Section } from '../../kit/page/section.tsx';
import { Progress } from '../../kit/progress.tsx';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { fileTakenAlong } from './file-in-hand.ts';
import styles from './imports.module.css';
import { send, stopSending, useAwaited } from './sending.ts';
import { useImportWords } from './words.ts';

/** Step one: a file is dropped or chosen, and goes to the server. */
export function DropFile({ onUploaded }: { readonly onUploaded: (upload: string) => void }) {
  const t = useImportWords();
  const { slug } = useShop();
  const sending = useAwaited(slug, onUploaded);
  const begin = (file: File) => send(slug, file);
  useEffect(() => {
    const file = fileTakenAlong();
    if (file !== undefined) send(slug, file);
  }, [slug]);
  return (
    <Section title={t('step-file')}>
      {sending === undefined ? (
        <DropZone onFile={begin} />
      ) : sending.error !== undefined ? (
        <>
          <ProblemView error={sending.error} onRetry={() => begin(sending.file)} />
          <DropZone onFile={begin} />
        </>
      ) : (
        <>
          <Progress
            label={t('sending', { file: sending.file.name })}
            done={sending.done}
            of={sending.total}
            leave={t('sending-leave')}
          />
          <Button onClick={stopSending}>{t('cancel')}</Button>
        </>
      )}
    </Section>
  );
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
