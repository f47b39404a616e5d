import { InputNumber, Tag } from 'antd';
import type { SegmentAnswer } from '../../../../contract/segment.ts';
import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { Instant, Money, Num } from '../../../kit/figures.tsx';
import { useView } from '../../../kit/list/view.ts';
import { Section } from '../../../kit/page/section.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useText } from '../../../kit/words/language.ts';
import styles from '../segments.module.css';
import { useSegmentWords } from '../words.ts';

/** Why a customer is in, or is not: each condition with the facts. The number stands in the address. */
export function Why({ segment }: { readonly segment: number }) {
  const t = useSegmentWords();
  const [view, change] = useView({ customer: '' });
  const customer = Number(view.customer);
  return (
    <Section title={t('why')}>
      <div className={styles.row}>
        <InputNumber
          aria-label={t('customer-number')}
          placeholder={t('customer-number')}
          min={1}
          max={2 ** 32 - 1}
          precision={0}
          style={{ width: 180 }}
          value={customer > 0 ? customer : null}
          onChange={(it) => change({ customer: it === null ? '' : String(it) })}
        />
      </div>
      {customer > 0 ? (
        <Explained segment={segment} customer={customer} />
      ) : (
        <p className="muted">{t('why-hint')}</p>
      )}
    </Section>
  );
}

function Explained({ segment, customer }: { readonly segment: number; readonly customer: number }) {
  const t = useSegmentWords();
  const { slug: shop } = useShop();
  const path = { shop, segment, customer };
  const query = useAsk('/api/shops/{shop}/segments/{segment}/members/{customer}', { path }, { fresh: 0 });
  return (
    <QueryState query={query}>
      {(it) => (
        <>
          <p>
            <strong>{it.member ? t('is-in') : t('is-out')}</strong> {it.barred && t('barred')}
            {it.member !== it.is_in && !it.barred && <span className="muted">{t('not-yet')}</span>}
          </p>
          <Part answer={it.answer as unknown as SegmentAnswer} />
        </>
      )}
    </QueryState>
  );
}

function Part({ answer }: { readonly answer: SegmentAnswer }) {
  const t = useSegmentWords();
  const say = useText();
  const mark = (
    <span aria-label={answer.met ? t('met') : t('not-met')} role="img">
      {answer.met ? '✓' : '✗'}
    </span>
  );
  if (answer.op !== null)
    return (
      <div>
        <div className={styles.answer}>
          {mark} {t(`op-${answer.op}`)}
        </div>
        <div className={styles.why}>
          {answer.of.map((it, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place.
            <Part key={n} answer={it} />
          ))}
        </div>
      </div>
    );
  const [last] = answer.times;
  return (
    <div className={styles.answer}>
      {mark} <span>{answer.sentence && say(answer.sentence)}</span>
      {answer.value !== null && (
        <Tag>
          <Found answer={answer} />
        </Tag>
      )}
      {last !== undefined && (
        <span className="muted">
          <Instant at={last} seconds />
        </span>
      )}
    </div>
  );
}

/** What was compared. */
function Found({ answer: { value, is_money: isMoney } }: { readonly answer: SegmentAnswer }) {
  if (typeof value !== 'number') return value;
  return isMoney ? <Money value={value} /> : <Num value={Math.round(value * 100) / 100} />;
}
