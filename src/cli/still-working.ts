import type { Language, Output } from './command.ts';

/** Silence after which somebody at a terminal wonders whether anything happens. */
const SILENCE_MS = 1000;

const label: Readonly<Record<Language, string>> = { zh: '正在处理，秒:', en: 'working, seconds:' };

export interface StillWorking {
  /** What a command is to speak through. */
  readonly output: Output;
  stop(): void;
}

/**
 * Says how long a command has been at work, once a second, while it says nothing itself: a model being fitted or a large
 * question cannot count what is left of it. Ends with the first words of the answer.
 */
export function sayStillWorking(output: Output, language: Language): StillWorking {
  const began = performance.now();
  let spokeAt = began;
  const stop = () => clearInterval(timer);
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - spokeAt < SILENCE_MS) return;
    output.progress({ label: label[language], done: Math.floor((now - began) / 1000) });
  }, SILENCE_MS).unref();
  const answered =
    <Args extends unknown[], R>(say: (...args: Args) => R) =>
    (...args: Args): R => {
      stop();
      return say(...args);
    };
  return {
    stop,
    output: {
      ...output,
      stdout: answered(output.stdout),
      flow: answered(output.flow),
      progress: (progress) => {
        spokeAt = performance.now();
        output.progress(progress);
      },
    },
  };
}
