import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { type ContactCap, consentChannels, purposeCodes } from '../../../contract/consent.ts';
import { api } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { Choice } from '../../kit/choice.tsx';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import styles from './consents.module.css';
import { capsPath } from './paths.ts';
import { useConsentCodes } from './use-consent-codes.ts';
import { useConsentWords } from './words.ts';

interface CapsProps {
  readonly caps: readonly ContactCap[];
}

/** Every cap as a sentence. */
export function Caps({ caps }: CapsProps) {
  const t = useConsentWords();
  const codes = useConsentCodes();
  if (caps.length === 0) return <>{t('no-caps')}</>;
  return (
    <ul>
      {caps.map((it) => (
        <li key={`${it.channel} ${it.purpose} ${it.days}`}>
          {codes.channel(it.channel)} · {codes.purpose(it.purpose)} ·{' '}
          {t('cap', { days: it.days, most: it.most })}
        </li>
      ))}
    </ul>
  );
}

const fresh: ContactCap = { channel: 'any', purpose: 'marketing', days: 7, most: 2 };

/** All caps of the shop in one form; they take effect together. */
export function EditCaps({ caps }: CapsProps) {
  const t = useConsentWords();
  const shop = useShop();
  const [rows, setRows] = useState<readonly ContactCap[]>(caps);
  const put = (at: number, change: Partial<ContactCap>) =>
    setRows(rows.map((it, n) => (n === at ? { ...it, ...change } : it)));
  const act = async () => {
    await api.PUT(capsPath, { params: { path: { shop: shop.slug } }, body: { caps: [...rows] } });
    await queryClient.invalidateQueries({ queryKey: [capsPath] });
  };
  return (
    <ConfirmAction
      label={t('change')}
      title={t('caps')}
      confirm={t('save')}
      button={{ size: 'small' }}
      ready={areApart(rows)}
      act={act}
    >
      <p>{t('caps-hint')}</p>
      {rows.map((it, at) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place, and keep it
          key={at}
          cap={it}
          put={(change) => put(at, change)}
          remove={() => setRows(rows.filter((_, n) => n !== at))}
        />
      ))}
      {!areApart(rows) && <p className={styles.warn}>{t('caps-same')}</p>}
      <div>
        <Button size="small" onClick={() => setRows([...rows, fresh])}>
          {t('add-cap')}
        </Button>
      </div>
    </ConfirmAction>
  );
}

/** Of two caps on the same channel, purpose and days the server would keep the stricter: better said than done. */
const areApart = (rows: readonly ContactCap[]): boolean =>
  new Set(rows.map((it) => `${it.channel} ${it.purpose} ${it.days}`)).size === rows.length;

interface RowProps {
  readonly cap: ContactCap;
  readonly put: (change: Partial<ContactCap>) => void;
  readonly remove: () => void;
}

function Row({ cap, put, remove }: RowProps) {
  const t = useConsentWords();
  const codes = useConsentCodes();
  const number = (name: 'days' | 'most', least: number, greatest: number) => (
    <InputNumber
      aria-label={t(`cap-${name}`)}
      className={styles.number!}
      min={least}
      max={greatest}
      precision={0}
      value={cap[name]}
      onChange={(value) => value !== null && put({ [name]: value })}
    />
  );
  return (
    <div className={styles.cap}>
      <Choice
        label={t('channel')}
        value={cap.channel}
        options={consentChannels.map((it) => [it, codes.channel(it)] as const)}
        onChange={(channel) => put({ channel })}
      />
      <Choice
        label={t('purpose')}
        value={cap.purpose}
        options={(['any', ...purposeCodes] as const).map((it) => [it, codes.purpose(it)] as const)}
        onChange={(purpose) => put({ purpose })}
      />
      <span className={styles.inline}>
        {number('days', 1, 366)} {t('cap-days-at-most')} {number('most', 0, 10_000)} {t('cap-times')}
      </span>
      <Button size="small" type="text" onClick={remove}>
        {t('remove')}
      </Button>
    </div>
  );
}
