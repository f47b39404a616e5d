import { Button } from 'antd';
import { useState } from 'react';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { Actor } from '../../kit/actor.tsx';
import confirm from '../../kit/confirm.module.css';
import { Dialog } from '../../kit/dialog.tsx';
import { Instant } from '../../kit/figures.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { type Message, messagePath } from './paths.ts';
import { useCodes } from './say-reason.ts';
import { useMessageWords } from './words.ts';

/** The state of a message; a click tells how it came to it. */
export function Steps({ message }: { readonly message: Message }) {
  const t = useMessageWords();
  const [isOpen, setOpen] = useState(false);
  const title = t('steps-of', { id: message.message_id });
  return (
    <>
      <Button aria-haspopup="dialog" type="link" size="small" onClick={() => setOpen(true)}>
        {t(`state-${message.state}`)}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} className={confirm.dialog} label={title}>
        <h2>{title}</h2>
        <History message={message} />
        <div className={confirm.buttons}>
          <Button onClick={() => setOpen(false)}>{t('close')}</Button>
        </div>
      </Dialog>
    </>
  );
}

function History({ message }: { readonly message: Message }) {
  const t = useMessageWords();
  const codes = useCodes();
  const shop = useShop();
  const path = { shop: shop.slug, message: message.message_id };
  const detail = useAsk(messagePath, { path }, { fresh: 0 });
  return (
    <QueryState query={detail}>
      {({ steps }) => (
        <ol>
          {steps.map((step) => (
            <li key={`${step.at} ${step.state}`}>
              <Instant at={step.at} seconds /> · {t(`state-${step.state as Message['state']}`)}
              {step.reason && ` · ${codes.reason(step.reason)}`}
              {step.code !== null && ` · ${step.code}`} <Actor by={step.by} name={null} />
            </li>
          ))}
        </ol>
      )}
    </QueryState>
  );
}
