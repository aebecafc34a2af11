import type { Rule } from '@yichuang/kernel';
import { agentRules } from './agent-rules.js';
import { capitalRules } from './capital-rules.js';
import type { Examined } from './facts.js';
import { formRules } from './form-rules.js';
import { identityRules } from './identity-rules.js';
import { jurisdictionRules } from './jurisdiction-rules.js';
import { ownerRules } from './owner-rules.js';
import { peopleRules } from './people-rules.js';
import { postRules } from './post-rules.js';
import { scopeRules } from './scope-rules.js';
import { seatRules } from './seat-rules.js';

/** The law of this desk as of 2026, subject by subject. */
export const rules2026: readonly Rule<Examined>[] = [
  ...jurisdictionRules,
  ...formRules,
  ...capitalRules,
  ...identityRules,
  ...peopleRules,
  ...postRules,
  ...agentRules,
  ...ownerRules,
  ...seatRules,
  ...scopeRules,
];
