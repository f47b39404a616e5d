import type { MemberRequest, MemberView } from '../../contract/member.ts';
import { element } from './element.ts';
import { muted, section } from './section.ts';
import { dayText, figure, instantText, words } from './words.ts';

/** The sections of the page, each from what the server said. */

export function points({ points: { available, pending, expiring } }: MemberView): HTMLElement {
  const rows = expiring.map((it) =>
    element(
      'li',
      {},
      `${figure(it.points)} ${words.unit}`,
      element('span', {}, `${words.until} ${dayText(it.last_day)}`),
    ),
  );
  return section(
    words.points,
    element('p', { className: 'figure' }, figure(available)),
    pending > 0 ? muted(`${words.pending} ${figure(pending)}`) : '',
    element('h3', {}, words.expiring),
    rows.length === 0 ? muted(words.none) : element('ul', { className: 'rows' }, ...rows),
  );
}

export function signIn(it: NonNullable<MemberView['sign_in']>, act: () => Promise<void>): HTMLElement {
  const label = it.done ? words.signed : `${words.signInNow} ${figure(it.points)} ${words.unit}`;
  const button = element('button', { disabled: it.done, className: 'primary' }, label);
  button.onclick = () => {
    button.disabled = true;
    void act();
  };
  return section(words.signIn, button);
}

export function inbox(messages: MemberView['inbox'], read: (ids: number[]) => void): HTMLElement {
  if (messages.length === 0) return section(words.inbox, muted(words.empty));
  return section(words.inbox, ...messages.map((it) => message(it, read)));
}

function message(it: MemberView['inbox'][number], read: (ids: number[]) => void): HTMLElement {
  const mark = element('span', { className: 'mark' }, it.read ? '' : words.unread);
  const head = element('summary', {}, it.subject, mark);
  const body = element('p', { className: 'text' }, it.text);
  const whole = element('details', {}, head, body, muted(instantText(it.at)));
  whole.ontoggle = () => {
    if (!whole.open || mark.textContent === '') return;
    mark.textContent = '';
    read([it.message_id]);
  };
  return whole;
}

export function consents(
  given: MemberView['consents'],
  change: (consent: MemberView['consents'][number]) => Promise<void>,
): HTMLElement {
  const rows = given.map((it) => {
    const box = element('input', { type: 'checkbox', checked: it.allowed });
    box.onchange = () => void change({ ...it, allowed: box.checked });
    const isWhole = it.channel === 'any';
    const label = isWhole ? words[it.purpose] : `${words[it.purpose]} · ${words.by[it.channel]}`;
    return element('label', { className: isWhole ? 'switch' : 'switch part' }, label, box);
  });
  return section(words.consents, ...rows);
}

export function data(
  requests: MemberView['requests'],
  ask: (kind: MemberRequest) => Promise<void>,
): HTMLElement {
  return section(words.data, ...(['access', 'delete'] as const).map((kind) => right(kind, requests, ask)));
}

/** One that is under way is not asked for again. */
function right(
  kind: MemberRequest,
  requests: MemberView['requests'],
  ask: (kind: MemberRequest) => Promise<void>,
): HTMLElement {
  const last = requests.find((it) => it.kind === kind);
  const button = element('button', { disabled: last?.state === 'open' }, words[kind]);
  button.onclick = () => {
    if (kind === 'delete' && !confirm(words.sure)) return;
    button.disabled = true;
    void ask(kind);
  };
  const state =
    last && (last.state === 'open' ? `${words.open} ${dayText(last.due_day)}` : stateOf(last.state));
  return element('p', { className: 'right' }, button, state === undefined ? '' : muted(state));
}

const stateOf = (state: string): string => (state === 'done' ? words.done : words.refused);
