import { bgNbd, mbgNbd } from './beta-geometric.ts';
import type { CountModel } from './count-model.ts';
import { paretoNbd } from './pareto-nbd.ts';

/** Models of when customers buy, by name. */
export const countModels: readonly CountModel[] = [bgNbd, paretoNbd, mbgNbd];

export const findCountModel = (name: string): CountModel | undefined =>
  countModels.find((it) => it.name === name);
