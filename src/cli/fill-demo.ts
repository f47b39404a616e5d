import { type FilledDemoShop, fillDemoShop } from '../demo/index.ts';
import type { Platform } from '../platform/platform.ts';
import type { Invocation, Language } from './command.ts';
import type { Options } from './option.ts';

export interface DemoWish {
  readonly slug: string;
  readonly seed: number;
  readonly customers: number;
  readonly until?: string | undefined;
}

const steps: Readonly<Record<'generate' | 'store', Record<Language, string>>> = {
  generate: { zh: '生成演示店铺', en: 'making the demo shop' },
  store: { zh: '写入演示店铺', en: 'filling the demo shop' },
};

/** Fills a demo shop with a bar for each step. Problems are thrown, as those of an import. */
export function fillWithBar(
  platform: Platform,
  { until, ...wish }: DemoWish,
  { output, language, signal }: Pick<Invocation<Options>, 'output' | 'language' | 'signal'>,
): Promise<FilledDemoShop> {
  return fillDemoShop(platform, {
    ...wish,
    ...(until === undefined ? {} : { until }),
    signal,
    onProgress: (step, done, total) => output.progress({ label: steps[step][language], done, total }),
  });
}
