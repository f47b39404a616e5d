import { type Group, isGroup, type Tree } from '../../contract/segment-conditions.ts';
import type { Text } from '../../platform/errors.ts';
import { kindOf } from './condition-kinds.ts';
import type { Wording } from './conditions/condition-kind.ts';

/** A tree, read aloud in both languages: 客户「…」，且「…」. */
export const sayTree = (tree: Tree, words: Wording): Text => say(tree, words, true);

function say(tree: Tree, words: Wording, isWhole: boolean): Text {
  if (!isGroup(tree)) return kindOf(tree).sentence(tree, words);
  const parts = tree.of.map((it) => say(it, words, false));
  if (tree.op === 'none') return sayNone(parts);
  const joined = joinedBy(tree, parts);
  return isWhole || parts.length === 1 ? joined : { zh: `(${joined.zh})`, en: `(${joined.en})` };
}

const between = {
  all: { zh: '，且', en: ' and ' },
  any: { zh: '，或', en: ' or ' },
} as const;

const joinedBy = ({ op }: Group, parts: readonly Text[]): Text => ({
  zh: parts.map(({ zh }) => zh).join(between[op as 'all' | 'any'].zh),
  en: parts.map(({ en }) => en).join(between[op as 'all' | 'any'].en),
});

const sayNone = (parts: readonly Text[]): Text => ({
  zh: `不满足 (${parts.map(({ zh }) => zh).join(' 或 ')})`,
  en: `not (${parts.map(({ en }) => en).join(' or ')})`,
});
