import type { Masking, Permission } from '../../contract/auth.ts';
import type { Shop } from '../auth/index.ts';
import { notPermitted } from '../auth/problems.ts';
import { fail, type Issue, ok, type Problem, problem, type Result } from '../errors.ts';
import type { Platform } from '../platform.ts';
import { chosenColumns } from './chosen-columns.ts';
import type { ExportAsk, ExportFilter, ExportNoun } from './export-noun.ts';
import type { Encoding, Format, HeaderStyle, Plan } from './writers/plan.ts';

/** Who asks: `user:<id>`, `key:<id>`, `cli:<account>`, what they may do, and how personal fields look to them. */
export interface ExportCaller {
  readonly actor: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly masking: Masking;
}

export interface ExportRequest {
  readonly format: Format;
  /** Codes; all that are neither sensitive nor only in clear unless told. */
  readonly columns?: readonly string[] | undefined;
  readonly headers?: HeaderStyle | undefined;
  readonly encoding?: Encoding | undefined;
  /** Personal fields in clear: takes the permission `export:personal` and a reason. */
  readonly personal: boolean;
  readonly reason?: string | undefined;
  readonly filters: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly platform: Platform;
  readonly shop: Shop;
  readonly caller: ExportCaller;
  readonly noun: ExportNoun;
  readonly request: ExportRequest;
  readonly signal: AbortSignal;
}

/** An export that may begin. */
export interface PreparedExport extends Asked {
  readonly plan: Plan;
  readonly ask: ExportAsk;
}

/** Problems: not-permitted, reason-missing, unusable-export (every issue: columns, encoding, headers, days). */
export async function prepareExport(asked: Asked): Promise<Result<PreparedExport>> {
  const refused = refusal(asked);
  if (refused !== undefined) return fail(refused);
  const { platform, shop, caller, noun, request, signal } = asked;
  const { columns, issues } = chosenColumns(await noun.columns(platform, shop), request);
  const all = [...issues, ...formatIssues(request), ...dayIssues(request.filters)];
  if (all.length > 0) return fail(problem('unusable-export', 422, UNUSABLE, all));
  const { headers = 'code', encoding = 'utf-8-bom', filters, personal } = request;
  const plan: Plan = { columns, headers, encoding, timeZone: shop.timeZone };
  const masking = personal ? 'clear' : caller.masking;
  const codes = new Set(columns.map(({ code }) => code));
  return ok({ ...asked, plan, ask: { platform, shop, masking, columns: codes, filters, signal } });
}

function refusal({ caller, noun, request }: Asked): Problem | undefined {
  if (!caller.permissions.has(noun.permission)) return notPermitted(noun.permission);
  const shut = Object.keys(request.filters).find((name) => !mayFilter(noun.filters[name], caller));
  if (shut !== undefined) return notPermitted(noun.filters[shut]!.permission!);
  if (!request.personal) return undefined;
  if (!caller.permissions.has('export:personal')) return notPermitted('export:personal');
  return (request.reason ?? '').trim().length < 4 ? REASON_MISSING : undefined;
}

const mayFilter = (filter: ExportFilter | undefined, { permissions }: ExportCaller): boolean =>
  filter?.permission === undefined || permissions.has(filter.permission);

function formatIssues({ format, encoding, headers }: ExportRequest): Issue[] {
  const issues: Issue[] = [];
  if (encoding !== undefined && format !== 'csv') issues.push(onlyFor('encoding', 'CSV'));
  if (headers !== undefined && format !== 'csv' && format !== 'xlsx')
    issues.push(onlyFor('headers', 'CSV, XLSX'));
  return issues;
}

const onlyFor = (field: string, kinds: string): Issue => ({
  ...{ code: 'not-for-this-format', field },
  message: { zh: `只适用于 ${kinds}`, en: `only for ${kinds}` },
});

/** `from` and `to` are days of a range wherever a noun takes both. */
const dayIssues = ({ from, to }: ExportRequest['filters']): Issue[] =>
  from !== undefined && to !== undefined && from > to
    ? [{ code: 'from-after-to', field: 'from', message: { zh: '晚于 to', en: 'is after to' } }]
    : [];

const UNUSABLE = { zh: '无法这样导出，详见 issues', en: 'This cannot be exported so; see issues' };

const REASON_MISSING = problem('reason-missing', 400, {
  zh: '导出个人信息明文须说明理由 (至少 4 个字符)',
  en: 'Exporting personal fields in clear needs a reason of at least 4 characters',
});
