import { writeBehaviour } from '../../../contract/behaviour-people.ts';
import { customersAddress } from '../../kit/customers-address.ts';
import type { FunnelView } from './use-funnel.ts';

interface Part {
  /** 1 for the first. */
  readonly step: number;
  readonly side: 'reached' | 'dropped';
  readonly value?: string | undefined;
  readonly begun_from?: string | undefined;
  readonly begun_to?: string | undefined;
}

/** The address of the people behind a part of a funnel. */
export const peopleOf = (shop: string, question: FunnelView['question'], part: Part): string =>
  customersAddress(shop, { behaviour: writeBehaviour('funnel', { ...question, ...part }) });
