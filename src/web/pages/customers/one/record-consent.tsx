import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { consentChannels, purposeCodes } from '../../../../contract/consent.ts';
import { api } from '../../../client/api.ts';
import { useAsk } from '../../../client/ask.ts';
import { Choice } from '../../../kit/choice.tsx';
import { ConfirmAction } from '../../../kit/confirm-action.tsx';
import { Field } from '../../../kit/field.tsx';
import { tellDone } from '../../../kit/toast.tsx';
import { useCodeWords } from '../code-words.ts';
import { useCustomerWords } from '../words.ts';
import { useCustomer } from './use-customer.ts';

interface Draft {
  readonly purpose: string;
  readonly channel: string;
  readonly state: 'granted' | 'withdrawn';
  readonly source: string;
  /** `privacy 2`; empty: none. */
  readonly notice: string;
  readonly reference: string;
  readonly guardian: boolean;
}

const blank: Draft = {
  ...{ purpose: 'marketing', channel: 'any', state: 'granted', source: 'phone-call' },
  ...{ notice: '', reference: '', guardian: false },
};

const sources = ['phone-call', 'message', 'agent', 'paper', 'screen'] as const;

/** What the server takes as the number of a proof: no words, so that nothing personal gets in. */
const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,119}$/;

interface RecordConsentProps {
  readonly label: string;
  readonly first?: Partial<Draft>;
}

/** Writes down that they consented or withdrew, with what proves it; it stands in the audit log. */
export function RecordConsent({ label, first }: RecordConsentProps) {
  const t = useCustomerWords();
  const { path, again } = useCustomer();
  const start = { ...blank, ...first };
  const [it, setIt] = useState<Draft>(start);
  const put = (change: Partial<Draft>) => setIt((now) => ({ ...now, ...change }));
  const act = async () => {
    await api.POST('/api/shops/{shop}/compliance/customers/{customer}/consents', {
      params: { path },
      body: bodyOf(it) as never,
    });
    await again();
    setIt(start);
    tellDone(t('consent-recorded'));
  };
  return (
    <ConfirmAction
      label={label}
      title={t('record-consent')}
      confirm={t('record')}
      button={{ size: 'small', ...(first && { type: 'link' }) }}
      ready={REFERENCE.test(it.reference.trim())}
      act={act}
    >
      <p className="muted">{t('record-consent-hint')}</p>
      <What it={it} put={put} />
      <Proof it={it} put={put} />
    </ConfirmAction>
  );
}

function bodyOf({ notice: chosen, reference, guardian, ...said }: Draft) {
  const [notice, version] = chosen.split(' ');
  return {
    ...{ ...said, evidence: { reference: reference.trim() } },
    ...(chosen !== '' && { notice: { notice, version: Number(version) } }),
    ...(guardian && { by_guardian: true }),
  };
}

interface PartProps {
  readonly it: Draft;
  readonly put: (change: Partial<Draft>) => void;
}

function What({ it, put }: PartProps) {
  const t = useCustomerWords();
  const codes = useCodeWords();
  return (
    <>
      <Field label={t('answer')}>
        {(id) => (
          <Choice
            id={id}
            value={it.state}
            options={(['granted', 'withdrawn'] as const).map((one) => [one, t(`state-${one}`)])}
            onChange={(state) => put({ state: state as Draft['state'] })}
          />
        )}
      </Field>
      <Field label={t('purpose')}>
        {(id) => (
          <Choice
            id={id}
            value={it.purpose}
            options={purposeCodes.map((one) => [one, codes.purpose(one)])}
            onChange={(purpose) => put({ purpose })}
          />
        )}
      </Field>
      <Field label={t('by-channel')}>
        {(id) => (
          <Choice
            id={id}
            value={it.channel}
            options={consentChannels.map((one) => [one, codes.contact(one)])}
            onChange={(channel) => put({ channel })}
          />
        )}
      </Field>
    </>
  );
}

function Proof({ it, put }: PartProps) {
  const t = useCustomerWords();
  const codes = useCodeWords();
  const { path } = useCustomer();
  const notices = useAsk('/api/shops/{shop}/compliance/notices', { path: { shop: path.shop } }).data?.notices;
  const versions = (notices ?? []).map(
    ({ notice, version }) =>
      [`${notice} ${version}`, `${notice} · ${t('notice-version', { version })}`] as const,
  );
  return (
    <>
      <Field label={t('said-how')}>
        {(id) => (
          <Choice
            id={id}
            value={it.source}
            options={sources.map((one) => [one, codes.source(one)])}
            onChange={(source) => put({ source })}
          />
        )}
      </Field>
      <Field label={t('evidence-reference')} hint={t('reference-hint')}>
        {(id) => (
          <Input
            id={id}
            value={it.reference}
            maxLength={120}
            onChange={(e) => put({ reference: e.target.value })}
          />
        )}
      </Field>
      {versions.length > 0 && (
        <Field label={t('notice')}>
          {(id) => (
            <Choice
              id={id}
              value={it.notice}
              options={[['', t('notice-none')], ...versions]}
              onChange={(notice) => put({ notice })}
            />
          )}
        </Field>
      )}
      <Checkbox checked={it.guardian} onChange={(e) => put({ guardian: e.target.checked })}>
        {t('by-guardian')}
      </Checkbox>
    </>
  );
}
