import type { Tx } from '../../../platform/db/postgres.ts';
import { customersOf } from '../../customers/index.ts';
import { chooseAgent } from './agent-rules.ts';
import { benefitsOfPersons } from './benefits-of.ts';

/** How service routes somebody. */
export interface AgentOf {
  /** Their tier has an agent of its own. */
  readonly isDedicated: boolean;
  /** As the shop's service system names them; null: it chooses. */
  readonly agent: string | null;
}

/** Whom this person is routed to now, by the tier of their customer: what service asks before it gives a conversation to somebody. */
export async function agentOf(tx: Tx, shopId: number, personId: number): Promise<AgentOf> {
  const own = (await benefitsOfPersons(tx, shopId, [personId])).get(personId);
  const benefit = own?.benefits.find((it) => it.kind === 'dedicated-agent');
  if (benefit === undefined) return { isDedicated: false, agent: null };
  const customerId = (await customersOf(tx, shopId, [personId])).get(personId) ?? personId;
  return { isDedicated: true, agent: chooseAgent(benefit.agents ?? [], customerId) };
}
