import type { ImportResult } from '../contract/imports.ts';
import type { Language } from './command.ts';
import { amountText } from './money.ts';

const count = (value: number): string => value.toLocaleString('en-US');

/** What came in, for a reader: amounts as people write them (`4,182.26 CNY`); `--json` has minor units. */
export function importSummary(it: ImportResult, slug: string, language: Language = 'en'): string {
  const lines = language === 'zh' ? inChinese(it, slug) : inEnglish(it, slug);
  return `${lines.join('\n')}\n`;
}

/** A line of the summary: left out where nothing of its kind came in. */
interface Line {
  readonly text: string;
  readonly of: readonly number[];
}

const filled = (lines: readonly Line[]): string[] =>
  lines.filter((line) => line.of.some((it) => it !== 0)).map((line) => `  ${line.text}`);

function inEnglish(it: ImportResult, slug: string): string[] {
  const { customers, orders, lines, refunds } = it;
  const head = it.id === null ? `dry run, nothing stored in ${slug}` : `import ${it.id} into ${slug}`;
  const changes = ({ created, updated }: Changed) => `${count(created)} new, ${count(updated)} changed`;
  const rows = `${count(it.accepted)} accepted, ${count(it.duplicates)} already there, ${count(it.rejected)} rejected`;
  const parts = `${count(lines)} lines, ${count(refunds)} refunds`;
  return [
    `${head}: ${count(it.rows)} rows in ${it.seconds.toFixed(1)} s`,
    `  rows       ${rows}`,
    ...filled([
      { text: `customers  ${changes(customers)}`, of: Object.values(customers) },
      { text: `orders     ${changes(orders)}; ${parts}`, of: [...Object.values(orders), lines, refunds] },
      { text: `events     ${count(it.events)}`, of: [it.events] },
      { text: `amount     ${amountsOf(it)}`, of: Object.values(it.amount_minor) },
    ]),
    ...namesOf('  left out   traits that do not fit: ', it.unfit_traits),
    ...namesOf('  left out   values of columns: ', it.left_out),
    ...namesOf('  undeclared traits left out: ', it.undeclared_traits),
    ...(isEmpty(it.undeclared_traits)
      ? []
      : [
          `             to keep them: shuke traits add NAME --shop ${slug} --type TYPE --class CLASS, then import again`,
        ]),
    ...(it.reject_file === null ? [] : [`  rejects    ${it.reject_file}`]),
  ];
}

function inChinese(it: ImportResult, slug: string): string[] {
  const { customers, orders, lines, refunds } = it;
  const head = it.id === null ? `试运行，未写入 ${slug}` : `导入 ${it.id} -> ${slug}`;
  const changes = ({ created, updated }: Changed) => `新增 ${count(created)}, 更新 ${count(updated)}`;
  const rows = `接受 ${count(it.accepted)}, 已存在 ${count(it.duplicates)}, 拒收 ${count(it.rejected)}`;
  const parts = `明细 ${count(lines)}, 退款 ${count(refunds)}`;
  return [
    `${head}: ${count(it.rows)} 行, ${it.seconds.toFixed(1)} 秒`,
    `  行        ${rows}`,
    ...filled([
      { text: `客户      ${changes(customers)}`, of: Object.values(customers) },
      { text: `订单      ${changes(orders)}; ${parts}`, of: [...Object.values(orders), lines, refunds] },
      { text: `行为事件  ${count(it.events)}`, of: [it.events] },
      { text: `金额      ${amountsOf(it)}`, of: Object.values(it.amount_minor) },
    ]),
    ...namesOf('  未入库    不合类型的属性: ', it.unfit_traits),
    ...namesOf('  未入库    各列的值: ', it.left_out),
    ...namesOf('  未声明    未入库的属性: ', it.undeclared_traits),
    ...(isEmpty(it.undeclared_traits)
      ? []
      : [
          `            如需保留: shuke traits add 名称 --shop ${slug} --type 类型 --class 级别，然后重新导入`,
        ]),
    ...(it.reject_file === null ? [] : [`  拒收文件  ${it.reject_file}`]),
  ];
}

type Named = Readonly<Record<string, number>>;

const isEmpty = (names: Named): boolean => Object.keys(names).length === 0;

/** The commonest names with how often each; a terminal line has room for a dozen. */
function namesOf(head: string, names: Named): string[] {
  const sorted = Object.entries(names).sort(([, a], [, b]) => b - a);
  const shown = sorted.slice(0, 12).map(([name, n]) => `${name} (${count(n)})`);
  if (sorted.length > shown.length) shown.push(`+ ${sorted.length - shown.length}`);
  return shown.length === 0 ? [] : [head + shown.join(', ')];
}

type Changed = ImportResult['customers'];

const amountsOf = ({ amount_minor }: ImportResult): string =>
  Object.entries(amount_minor)
    .map(([currency, minor]) => amountText(currency, minor))
    .join(', ');
