import { type ComplianceHandlers, complianceData } from './domains/compliance/index.ts';
import {
  customerData,
  identityData,
  liftTombstones,
  markMirrored,
  readPersonsOf,
} from './domains/customers/index.ts';
import { eventData } from './domains/ingest/index.ts';
import { orderData } from './domains/orders/index.ts';

/**
 * What compliance asks of the domains to its right. `personalData` in the order of erasure: first what a person is
 * recognised by, so that nothing more comes in; last the persons, whom everything else points at. Products hold nobody.
 */
export const complianceHandlers: ComplianceHandlers = {
  findPersons: readPersonsOf,
  standingChanged: markMirrored,
  consentGiven: liftTombstones,
  personalData: [identityData, eventData, orderData, complianceData, customerData],
};
