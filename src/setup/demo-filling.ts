import type { DemoFilling } from '../contract/setup.ts';
import { demoShopIsMissing, fillDemoShop } from '../demo/index.ts';
import { findShop } from '../platform/auth/index.ts';
import { ProblemError } from '../platform/errors.ts';
import { faultOf } from '../platform/faults/fault.ts';
import type { Platform } from '../platform/platform.ts';

/** The shop the first run fills: enough for every chart to have a shape, made in well under a minute. */
export const firstDemo = { slug: 'demo', seed: 1, customers: 2000 } as const;

export interface DemoFiller {
  /** Begins unless it is under way; a filling that broke off goes on where it was. */
  begin(): void;
  state(): DemoFilling;
  /** Behind the batch at hand: what is left is done when it is asked for again, or at the next start. */
  stop(): Promise<void>;
}

const nothing: DemoFilling = { state: 'none', done: 0, total: 0, problem: null };

const made = new WeakMap<Platform, DemoFiller>();

/** One for each open platform: what goes on after a restart is what a page asks about. */
export function demoFiller(platform: Platform): DemoFiller {
  const there = made.get(platform) ?? openFiller(platform);
  made.set(platform, there);
  return there;
}

/** Fills the demo shop beside requests; how far it is stands in this process, which is the only one that does. */
function openFiller(platform: Platform): DemoFiller {
  let stopping = new AbortController();
  let now = nothing;
  let running: Promise<void> | undefined;
  const onProgress = (step: 'generate' | 'store', done: number, total: number) => {
    now = { state: step === 'generate' ? 'generating' : 'storing', done, total, problem: null };
  };
  return {
    begin() {
      if (running !== undefined) return;
      stopping = new AbortController();
      now = { ...nothing, state: 'generating' };
      running = fill(platform, { signal: stopping.signal, onProgress })
        .then((end) => {
          now = { ...now, ...end };
        })
        .finally(() => {
          running = undefined;
        });
    },
    state: () => now,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

type Filling = Pick<Parameters<typeof fillDemoShop>[1], 'signal' | 'onProgress'>;

async function fill(platform: Platform, filling: Filling): Promise<Pick<DemoFilling, 'state' | 'problem'>> {
  try {
    await fillDemoShop(platform, { ...firstDemo, ...filling });
    return { state: 'done', problem: null };
  } catch (error) {
    const problem = error instanceof ProblemError ? error.problem : faultOf(error);
    if (problem === undefined) platform.log.error({ err: error }, 'the demo shop could not be filled');
    const { code, message } = problem ?? broken;
    return { state: 'failed', problem: { code, message } };
  }
}

/** Whether a stop left the demo shop half filled. */
export async function goOnWithDemo(platform: Platform): Promise<boolean> {
  const there = await findShop(platform.db, firstDemo.slug);
  return there?.isDemo === true && (await demoShopIsMissing(platform, firstDemo.slug));
}

const broken = {
  code: 'internal',
  message: {
    zh: '演示店铺未能填充；原因在服务日志里',
    en: 'The demo shop could not be filled; the log of the server says why',
  },
};
