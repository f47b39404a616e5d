import type { TSchema } from 'typebox';
import {
  type Condition,
  conditionKinds,
  conditionSchemas,
  conditionsIn,
  deepestTree,
  groupOperators,
  mostConditions,
  type Tree,
} from '../../contract/segment-conditions.ts';
import {
  fail,
  type Issue,
  ok,
  ProblemError,
  problem,
  type Result,
  type Text,
} from '../../platform/errors.ts';
import { makeValidatorCompiler } from '../../platform/http/validator.ts';
import { personalKindOf } from '../compliance/index.ts';
import { kindOf } from './condition-kinds.ts';

/** A tree as it came, checked: everything that is wrong with it, each with its place. Problem: `unusable-tree`. */
export function readTree(raw: unknown): Result<Tree> {
  const issues = issuesIn(raw, '', 1);
  if (issues.length > 0) return unusable(issues);
  const count = conditionsIn(raw as Tree).length;
  if (count > mostConditions) return unusable([issue('', 'too-many-conditions', tooMany)]);
  return ok(raw as Tree);
}

const unusable = (issues: readonly Issue[]) =>
  fail(
    problem(
      'unusable-tree',
      422,
      { zh: '人群条件有误，详见 issues', en: 'These conditions cannot be used; see issues' },
      issues,
    ),
  );

const tooMany: Text = { zh: `最多 ${mostConditions} 个条件`, en: `at most ${mostConditions} conditions` };
const tooDeep: Text = { zh: `条件最多嵌套 ${deepestTree} 层`, en: `groups nest ${deepestTree} deep at most` };
const noTree: Text = {
  zh: `应为条件组 {"op": "all|any|none", "of": [...]} 或条件 {"kind": "${conditionKinds.join('|')}", ...}`,
  en: `must be a group {"op": "all|any|none", "of": [...]} or a condition {"kind": "${conditionKinds.join('|')}", ...}`,
};

const issue = (field: string, code: string, message: Text): Issue => ({ code, field: field || '/', message });

const isRecord = (it: unknown): it is Record<string, unknown> =>
  typeof it === 'object' && it !== null && !Array.isArray(it);

function issuesIn(raw: unknown, place: string, depth: number): Issue[] {
  if (!isRecord(raw)) return [issue(place, 'no-tree', noTree)];
  if (!('kind' in raw)) return groupIssues(raw, place, depth);
  const kind = conditionKinds.find((it) => it === raw.kind);
  return kind === undefined ? [issue(place, 'no-tree', noTree)] : conditionIssues(raw, kind, place);
}

function groupIssues(raw: Record<string, unknown>, place: string, depth: number): Issue[] {
  const { op, of, ...more } = raw;
  const isOne = groupOperators.some((it) => it === op) && Array.isArray(of) && of.length > 0;
  if (!isOne || Object.keys(more).length > 0) return [issue(place, 'no-tree', noTree)];
  if (depth >= deepestTree) return [issue(place, 'too-deep', tooDeep)];
  return (of as unknown[]).slice(0, 200).flatMap((it, n) => issuesIn(it, `${place}/of/${n}`, depth + 1));
}

const compile = makeValidatorCompiler();

function conditionIssues(raw: Record<string, unknown>, kind: Condition['kind'], place: string): Issue[] {
  const shaped = shapeIssues(conditionSchemas[kind], raw);
  const issues = shaped.length > 0 ? shaped : meaningIssues(raw as Condition);
  return issues.map((it) => ({ ...it, field: `${place}/${(it.field ?? '').replace(/^\//, '')}` }));
}

function shapeIssues(schema: TSchema, raw: unknown): readonly Issue[] {
  const checked = compile({ schema, httpPart: 'body', method: 'POST', url: '/segments' })(raw);
  if (typeof checked !== 'object' || !('error' in checked)) return [];
  if (checked.error instanceof ProblemError) return checked.error.problem.issues ?? [];
  throw checked.error;
}

/** Rules are kept and read aloud to many: no personal value may stand in one. */
function meaningIssues(it: Condition): Issue[] {
  const texts = Object.entries(it).filter(([, value]) =>
    [value].flat().some((one) => typeof one === 'string' && personalKindOf(one) !== undefined),
  );
  const personal = texts.map(([field]) => issue(field, 'personal-value', noPersonal));
  return [...personal, ...(kindOf(it).issues?.(it) ?? [])];
}

const noPersonal: Text = {
  zh: '条件中请勿填写手机号、邮箱、证件号等个人信息',
  en: 'No phone number, e-mail address, ID number or other personal value may stand in a condition',
};

/** Segments that a tree asks for, or whose look-alikes. */
export const segmentsIn = (tree: Tree): number[] =>
  conditionsIn(tree).flatMap((it) => (it.kind === 'segment' || it.kind === 'alike' ? [it.segment] : []));

/** Uploaded lists that a tree asks for. */
export const listsIn = (tree: Tree): number[] =>
  conditionsIn(tree).flatMap((it) => (it.kind === 'list' ? [it.list] : []));
