/**
 * People by what they did, as one text that fits a filter: the kind of analysis, a question mark, and its question with
 * which part of its answer is meant, as in an address.
 *
 *     funnel?steps=A%2CB&window=7d&from=2026-01-01&to=2026-01-31&step=1&side=dropped
 */

const behaviourKinds = ['funnel', 'path', 'drop-off', 'interest', 'growth', 'persona', 'look-alike'] as const;
export type BehaviourKind = (typeof behaviourKinds)[number];

/** `funnel?...`; what is undefined is left out. */
export function writeBehaviour(
  kind: BehaviourKind,
  question: Readonly<Record<string, string | number | undefined>>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(question))
    if (value !== undefined) search.set(name, String(value));
  return `${kind}?${search}`;
}

/** The kind and the question as texts by name; undefined for a text of another form. */
export function readBehaviour(
  text: string,
): { kind: BehaviourKind; question: Record<string, string> } | undefined {
  const [kind = '', ...rest] = text.split('?');
  if (!(behaviourKinds as readonly string[]).includes(kind) || rest.length === 0) return undefined;
  return {
    kind: kind as BehaviourKind,
    question: Object.fromEntries(new URLSearchParams(rest.join('?'))),
  };
}
