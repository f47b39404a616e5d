import { Button, Input } from 'antd';
import { useState } from 'react';
import type { JobView } from '../../../contract/jobs.ts';
import { useShop } from '../../client/me.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Field } from '../../kit/field.tsx';
import { useJobWords } from './words.ts';

type Again = NonNullable<JobView['again']>;

/** The same export once more, as whoever presses the button may see it: in clear only with the right and a reason. */
export function ExportAgain({ job: { again, state } }: { readonly job: JobView }) {
  const t = useJobWords();
  const shop = useShop();
  if (again === null || state === 'running') return null;
  if (again.needs_reason) return shop.may('export:personal') && <InClear again={again} />;
  return (
    <Button size="small" href={addressOf(shop.slug, again)} download="">
      {t('export-again')}
    </Button>
  );
}

function InClear({ again }: { readonly again: Again }) {
  const t = useJobWords();
  const shop = useShop();
  const [reason, setReason] = useState('');
  const query = { ...again.query, personal: 'true', reason: reason.trim() };
  return (
    <ConfirmAction
      label={t('export-again')}
      title={t('export-again-clear')}
      button={{ size: 'small' }}
      ready={reason.trim().length >= 4}
      act={async () => location.assign(addressOf(shop.slug, { ...again, query }))}
    >
      <Field label={t('reason')} hint={t('reason-hint')}>
        {(id) => (
          <Input id={id} value={reason} maxLength={500} onChange={(it) => setReason(it.target.value)} />
        )}
      </Field>
    </ConfirmAction>
  );
}

const addressOf = (slug: string, { noun, query }: Pick<Again, 'noun' | 'query'>): string =>
  `/api/shops/${slug}/exports/${noun}?${new URLSearchParams(query)}`;
