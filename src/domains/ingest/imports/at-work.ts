import type { ImportResult } from '../../../contract/imports.ts';
import type { Result } from '../../../platform/errors.ts';
import { faultOf } from '../../../platform/faults/fault.ts';
import type { ImportProgress, ImportRequest } from './import-request.ts';
import type { ImportTools } from './import-run.ts';
import { runImport } from './run-import.ts';
import { sharesFiles } from './shared-files.ts';

type Listener = (progress: ImportProgress) => void;

interface Work {
  readonly listeners: Set<Listener>;
  last: ImportProgress;
  readonly done: Promise<Result<ImportResult>>;
}

/** Imports that run in the background of a server: started by a request, followed by others, stopped with the server. */
export interface ImportsAtWork {
  /** Starts an import; answers as soon as it has a number (or has failed before it got one). */
  start(request: ImportRequest): Promise<Result<number>>;
  /** Calls `listener` with where the import is now and with every step; undefined where it does not run here. */
  follow(importId: number, listener: Listener): { stop(): void; done: Promise<unknown> } | undefined;
  /** Interrupts all of them behind the batch at hand. */
  stop(): Promise<void>;
}

export function importsAtWork(tools: ImportTools): ImportsAtWork {
  const works = new Map<number, Work>();
  const stopping = new AbortController();
  return {
    start: (request) => start({ tools, works, signal: stopping.signal }, request),
    follow(importId, listener) {
      const work = works.get(importId);
      if (work === undefined) return undefined;
      work.listeners.add(listener);
      listener(work.last);
      return { stop: () => work.listeners.delete(listener), done: work.done };
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled([...works.values()].map((work) => work.done));
    },
  };
}

interface Office {
  readonly tools: ImportTools;
  readonly works: Map<number, Work>;
  readonly signal: AbortSignal;
}

async function start({ tools, works, signal }: Office, request: ImportRequest): Promise<Result<number>> {
  const { promise: numbered, resolve: number } = Promise.withResolvers<Result<number>>();
  const listeners = new Set<Listener>();
  const onProgress: Listener = (progress) => {
    const importId = progress.importId!;
    const work = works.get(importId);
    if (work !== undefined) work.last = progress;
    else works.set(importId, { listeners, last: progress, done });
    number({ ok: true, value: importId });
    for (const listener of listeners) listener(progress);
  };
  const done = Promise.resolve().then(() =>
    runImport(tools, { ...request, signal, onProgress, handOver: sharesFiles(tools) }),
  );
  void done
    .then((result) => number(result.ok ? { ok: true, value: result.value.id! } : result))
    .catch((err: unknown) => {
      const fault = faultOf(err);
      if (fault !== undefined) tools.platform.log.warn({ code: fault.code }, 'an import was broken off');
      else tools.platform.log.error({ err }, 'an import broke');
      number({ ok: false, problem: fault ?? BROKEN });
    })
    .finally(() => forget(works, listeners));
  return numbered;
}

function forget(works: Map<number, Work>, listeners: Set<Listener>): void {
  for (const [importId, work] of works) if (work.listeners === listeners) works.delete(importId);
}

const BROKEN = {
  code: 'internal',
  status: 500,
  message: {
    zh: '导入意外中断；服务重启后会继续',
    en: 'The import broke off; it goes on when the server starts again',
  },
};
