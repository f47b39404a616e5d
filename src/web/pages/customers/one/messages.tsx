import { Link } from 'react-router';
import { contactLabels } from '../../../../contract/consent.ts';
import {
  type MessageReason,
  type MessageState,
  messageStateTexts,
  reasonTexts,
  templateName,
} from '../../../../contract/messaging.ts';
import { useAsk } from '../../../client/ask.ts';
import { Instant } from '../../../kit/figures.tsx';
import { Section } from '../../../kit/page/section.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCustomerWords } from '../words.ts';
import { useCustomer } from './use-customer.ts';

/** What was sent to them lately, and what came of it. */
export function Messages() {
  const t = useCustomerWords();
  const say = useText();
  const { path } = useCustomer();
  const query = { customer: path.customer, limit: 10 };
  const found = useAsk('/api/shops/{shop}/messages', { path: { shop: path.shop }, query });
  return (
    <Section
      title={t('messages')}
      extra={<Link to={`/shops/${path.shop}/messages?customer=${path.customer}`}>{t('messages-all')}</Link>}
    >
      <QueryState query={found}>
        {({ messages }) =>
          messages.length === 0 ? (
            <p className="muted">{t('messages-none')}</p>
          ) : (
            <ul>
              {messages.map((it) => (
                <li key={it.message_id}>
                  <Instant at={it.queued_at} /> · {say(contactLabels[it.channel])} ·{' '}
                  <span title={it.template}>{say(templateName(it.template))}</span> ·{' '}
                  <Standing state={it.state} reason={it.reason} />
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
    </Section>
  );
}

function Standing({
  state,
  reason,
}: {
  readonly state: MessageState;
  readonly reason: MessageReason | null;
}) {
  const say = useText();
  return (
    <>
      {say(messageStateTexts[state])}
      {reason !== null && <span className="muted"> ({say(reasonTexts[reason])})</span>}
    </>
  );
}
