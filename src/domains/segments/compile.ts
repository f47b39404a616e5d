import { type Condition, conditionsIn, isGroup, type Tree } from '../../contract/segment-conditions.ts';
import { inShop } from '../analytics/index.ts';
import { customerOf } from '../customers/index.ts';
import { kindOf } from './condition-kinds.ts';
import { type Column, type Compiled, folds, type Part, type Writing } from './conditions/condition-kind.ts';

/** Trees as one statement over everybody, or over some persons. */
export interface CompileOptions {
  /** SQL of an Array(UInt32): only these persons are read; they must be all persons of their customers. */
  readonly only?: string | undefined;
}

/**
 * A SELECT of customer_id and s0, s1, ... (1: in the tree of that place), a row a customer, all trees in one pass. Each source
 * is read once, in one flat question by person (only such a one runs where its rows lie on a cluster), with an aggregate
 * for each condition; the few rows a person are put together by customer, and the trees are answered on those.
 * Conditions that say the same are counted once, whichever trees they stand in.
 */
export function compileTrees(
  trees: readonly Tree[],
  writing: Writing,
  { only }: CompileOptions = {},
): string {
  const { leaves, columns } = compileLeaves(trees, writing);
  const answers = trees.map((tree, n) => `toUInt8(${answerSql(tree, leaves)}) AS s${n}`);
  return `SELECT customer_id, ${answers.join(', ')} FROM (${customersSql(columns, only)}) WHERE known = 1`;
}

/** A condition with its columns' names in the statement. */
interface Leaf {
  readonly compiled: Compiled;
  readonly names: Readonly<Record<string, string>>;
}

/**
 * Each condition once, and each column once: "looked twice in 30 days" and "looked five times in 30 days" count the same. Fifty
 * segments of a shop have some twenty columns so, where they had ninety, and the engine thinks about a statement for longer than
 * it reads the rows of a few people.
 */
function compileLeaves(trees: readonly Tree[], writing: Writing) {
  const leaves = new Map<string, Leaf>();
  const columns = new Map<string, Named>();
  const nameOf = (column: Column): string => {
    const key = JSON.stringify([column.fold, column.parts]);
    const named = columns.get(key) ?? { ...column, name: `c${columns.size}` };
    columns.set(key, named);
    return named.name;
  };
  for (const condition of trees.flatMap(conditionsIn)) {
    const key = keyOf(condition);
    if (leaves.has(key)) continue;
    const compiled = kindOf(condition).compile(condition, writing);
    const names = Object.entries(compiled.columns).map(([local, column]) => [local, nameOf(column)]);
    leaves.set(key, { compiled, names: Object.fromEntries(names) });
  }
  return { leaves, columns: [...columns.values()] };
}

const keyOf = (condition: Condition): string => JSON.stringify(Object.entries(condition).sort());

/** Whether the tree sorts people by what they do or by scores: then nobody who objected to profiling is in it. */
export const profiles = (tree: Tree): boolean => conditionsIn(tree).some((it) => kindOf(it).profiles);

const answerSql = (tree: Tree, leaves: ReadonlyMap<string, Leaf>): string =>
  profiles(tree) ? `barred = 0 AND ${treeSql(tree, leaves)}` : treeSql(tree, leaves);

function treeSql(tree: Tree, leaves: ReadonlyMap<string, Leaf>): string {
  if (!isGroup(tree)) {
    const { compiled, names } = leaves.get(keyOf(tree))!;
    return `(${compiled.verdict(names)})`;
  }
  const parts = tree.of.map((it) => treeSql(it, leaves));
  if (tree.op === 'all') return `(${parts.join(' AND ')})`;
  return `${tree.op === 'none' ? 'NOT ' : ''}(${parts.join(' OR ')})`;
}

interface Named extends Column {
  readonly name: string;
}

function customersSql(columns: readonly Named[], only: string | undefined): string {
  const all = [known, barred, ...columns];
  return `SELECT ${customerOf('member')} AS customer_id, ${all
    .map(({ name, fold }) => `${folds[fold].fold(name)} AS ${name}`)
    .join(', ')}
FROM (
${branches(all, only).join('\nUNION ALL\n')}
)
GROUP BY customer_id`;
}

/** Everybody stands in `persons`: whoever never did anything is known by it. */
const persons = { from: 'persons', where: inShop };
const known: Named = { name: 'known', fold: 'latest', parts: [{ source: persons, sql: 'toInt64(1)' }] };
const barred: Named = {
  ...{ name: 'barred', fold: 'latest' },
  parts: [{ source: persons, sql: 'toInt64(max(profiling_barred))' }],
};

interface Placed {
  readonly name: string;
  readonly part: Part;
}

function branches(all: readonly Named[], only: string | undefined): string[] {
  const placed = all.flatMap(({ name, parts }) => parts.map((part): Placed => ({ name, part })));
  const bySource = Map.groupBy(placed, ({ part: { source } }) => JSON.stringify(source));
  return [...bySource.values()].map((own) => branchSql(all, own, only));
}

function branchSql(all: readonly Named[], own: readonly Placed[], only: string | undefined): string {
  const { from, where, person = 'person_id' } = own[0]!.part.source;
  const sqlOf = new Map(own.map(({ name, part }) => [name, part.sql]));
  const columns = all.map(({ name, fold }) => `${sqlOf.get(name) ?? folds[fold].none} AS ${name}`);
  const narrow = own.map(({ part }) => part.narrow);
  const needed = narrow.every((it) => it !== undefined)
    ? ` AND (${[...new Set(narrow)].map((it) => `(${it})`).join(' OR ')})`
    : '';
  const some = only === undefined ? '' : ` AND ${person} IN ${only}`;
  return `SELECT ${person} AS member, ${columns.join(', ')} FROM ${from} WHERE ${where}${some}${needed} GROUP BY member`;
}
