/** Names of pages as lines of text: `/goods/* = 商品页`. Pure. */

export interface PageRule {
  readonly pattern: string;
  readonly name: string;
}

export const writeRules = (rules: readonly PageRule[]): string =>
  rules.map(({ pattern, name }) => `${pattern} = ${name}`).join('\n');

/** The rules of the lines, empty ones left out; undefined where a line is none, or there are more than 50. */
export function readRules(text: string): PageRule[] | undefined {
  const lines = text.split('\n').filter((it) => it.trim() !== '');
  const rules = lines.map((line) => {
    const at = line.lastIndexOf('=');
    return { pattern: line.slice(0, Math.max(0, at)).trim(), name: line.slice(at + 1).trim() };
  });
  const isFine = ({ pattern, name }: PageRule) =>
    pattern !== '' && pattern.length <= 200 && name !== '' && name.length <= 60;
  return rules.length <= 50 && rules.every(isFine) ? rules : undefined;
}
