import { Input } from 'antd';
import { useState } from 'react';
import { api, take } from '../../../client/api.ts';
import { newKey } from '../../../client/new-key.ts';
import { queryClient } from '../../../client/query-client.ts';
import { ConfirmAction } from '../../../kit/confirm-action.tsx';
import { Field } from '../../../kit/field.tsx';
import { tellDone } from '../../../kit/toast.tsx';
import { useCustomerWords } from '../words.ts';
import { entriesPath, pointsPath } from './points-paths.ts';
import { useCustomer } from './use-customer.ts';

/** Points more or fewer by hand. One key an opening: pressed again after a lost answer, it is done once. */
export function AdjustPoints() {
  const t = useCustomerWords();
  const { path } = useCustomer();
  const [points, setPoints] = useState('');
  const [reason, setReason] = useState('');
  const [key, setKey] = useState(newKey);
  const number = Number(points);
  const act = async () => {
    const body = { points: number, reason, key };
    const done = await take(api.POST(`${pointsPath}/adjust`, { params: { path }, body }));
    for (const stale of [pointsPath, entriesPath]) await queryClient.invalidateQueries({ queryKey: [stale] });
    setKey(newKey());
    setPoints('');
    setReason('');
    tellDone(t(done.act === null ? 'points-waits' : 'points-adjusted'));
  };
  return (
    <ConfirmAction
      label={t('points-adjust')}
      title={t('points-adjust')}
      ready={Number.isInteger(number) && number !== 0 && reason.trim().length >= 4}
      button={{ size: 'small' }}
      act={act}
    >
      <p>{t('points-adjust-hint')}</p>
      <Field label={t('points-adjust-number')}>
        {(id) => (
          <Input id={id} inputMode="numeric" value={points} onChange={(e) => setPoints(e.target.value)} />
        )}
      </Field>
      <Field label={t('points-adjust-reason')}>
        {(id) => <Input id={id} maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />}
      </Field>
    </ConfirmAction>
  );
}
