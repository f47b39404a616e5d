import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { formatOf } from '../../format/format-of.ts';
import type { Tokens } from '../../theme/tokens.ts';
import type { Prepared } from '../chart-data.ts';

/** How a picture is prepared for these tests: in Chinese and yuan, with words and colours that say where they stand. */
export const goldenLook = {
  format: formatOf('CNY', 'zh-CN'),
  tokens: {
    ...{ accent: '<accent>', muted: '<muted>', warn: '<warn>', series: ['<series 0>', '<series 1>'] },
  } as never as Tokens,
  names: new Proxy({}, { get: (_, name) => `<${String(name)}>` }) as never,
};

/** The picture and its table are those of test/golden/charts/NAME.json. Rewrite with `vitest run FILE --update=all`. */
export async function expectGoldenChart({ option, table }: Prepared, name: string): Promise<void> {
  const text = JSON.stringify({ option, table }, (_, it) => (typeof it === 'function' ? 'function' : it), 1);
  const file = fileURLToPath(new URL(`../../../../../test/golden/charts/${name}.json`, import.meta.url));
  await expect(`${text}\n`).toMatchFileSnapshot(file);
}
