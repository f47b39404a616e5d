import { Button, Input } from 'antd';
import { useState } from 'react';
import confirm from '../../kit/confirm.module.css';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { CopyButton } from '../../kit/copy-button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { useChangeChannel } from './change-channel.ts';
import styles from './messages.module.css';
import type { Channel } from './paths.ts';
import { useMessageWords } from './words.ts';

/** A system of the shop's own that sends; its signing key is made here and shown this once. */
export function SetWebhook({ it }: { readonly it: Channel }) {
  const t = useMessageWords();
  const change = useChangeChannel(it);
  const [url, setUrl] = useState(it.webhook?.url ?? '');
  const [made, setMade] = useState<string>();
  const save = async () => setMade((await change({ on: true, webhook: { url } })).secret);
  return (
    <>
      <ConfirmAction
        label={t('set-webhook')}
        title={t('set-webhook')}
        confirm={t('save')}
        ready={/^https?:\/\/./.test(url)}
        button={{ size: 'small' }}
        act={save}
      >
        <Field label={t('webhook-url')} hint={t('webhook-hint')}>
          {(id) => <Input id={id} value={url} onChange={({ target }) => setUrl(target.value)} />}
        </Field>
      </ConfirmAction>
      <Dialog
        isOpen={made !== undefined}
        onClose={() => setMade(undefined)}
        className={confirm.dialog}
        label={t('signing-key')}
      >
        <h2>{t('signing-key')}</h2>
        <p>{t('signing-key-hint')}</p>
        <p>
          <code className={styles.secret}>{made}</code> <CopyButton text={made ?? ''} />
        </p>
        <div className={confirm.buttons}>
          <Button type="primary" onClick={() => setMade(undefined)}>
            {t('close')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
