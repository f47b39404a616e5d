import {
  exposureData,
  firstChannelData,
  lookData,
  peopleData,
  scoreData,
} from './domains/analytics/index.ts';
import { type ComplianceHandlers, complianceData } from './domains/compliance/index.ts';
import {
  customerData,
  identityData,
  liftTombstones,
  markMirrored,
  readPersonsOf,
} from './domains/customers/index.ts';
import { eventData, rejectData } from './domains/ingest/index.ts';
import { pointsData } from './domains/ledgers/index.ts';
import { benefitData, mallData, plusData, pointsRulesData, tierData } from './domains/loyalty/index.ts';
import { messagingData } from './domains/messaging/index.ts';
import { orderData } from './domains/orders/index.ts';
import { segmentData } from './domains/segments/index.ts';

/**
 * What compliance asks of the domains to its right. `personalData` in the order of erasure: first the rejects of
 * imports, which are found only by what a person is recognised by; then that, so that nothing more comes in; then the persons,
 * whom everything else points at, and last what was counted of them. Products hold nobody.
 */
export const complianceHandlers: ComplianceHandlers = {
  findPersons: readPersonsOf,
  standingChanged: markMirrored,
  consentGiven: liftTombstones,
  personalData: [
    rejectData,
    identityData,
    eventData,
    firstChannelData,
    orderData,
    pointsRulesData,
    mallData,
    plusData,
    tierData,
    benefitData,
    pointsData,
    messagingData,
    complianceData,
    customerData,
    scoreData,
    exposureData,
    lookData,
    peopleData,
    segmentData,
  ],
};
