import {
  actionWords,
  permissionFor,
  type Action,
  type Actor,
  type CaseBelonging,
  type Condition,
  type Permission,
} from '@yichuang/contracts';
import { text, type Text } from '@yichuang/kernel';
import { Problem } from './problem.js';

/** The code of whatever a person may not do. */
export const NOT_PERMITTED = 'NOT_PERMITTED';

export const notPermitted = (action: Action): Text => {
  const what = actionWords[action].text;
  return text(`您无权对此办件${what['zh-CN']}`, `you may not do this to this case: ${what.en}`);
};

/**
 * By what an actor may do this to this case.
 *
 * @param met what comes with it; a permission that needs more does not count. Absent: whoever asks judges that himself
 * @throws Problem 403 when his reach does not go so far
 */
export function permitted(
  actor: Actor | null,
  action: Action,
  belonging: CaseBelonging,
  met?: readonly Condition[],
): Permission {
  const permission = permissionFor(actor, action, belonging, met);
  if (permission === null) throw new Problem(403, NOT_PERMITTED, notPermitted(action));
  return permission;
}
