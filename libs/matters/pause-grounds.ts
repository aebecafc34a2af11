import type { PauseReason } from '@yichuang/working-time';

/** * What follows from a reason to pause, beside its words and its article in `pauseReasons`. */
export interface PauseGround {
  /** Whose the time is meanwhile. `house`: nobody's, as of an outage. */
  readonly holder: 'applicant' | 'department' | 'house';
  /** It stops the statutory term too: the law itself does not count that time (行政许可法 a.45). */
  readonly stopsStatutory: boolean;
  /** It may also stop the limit for notice or acceptance. */
  readonly beforeAcceptance: boolean;
  /** The applicant is told in writing how long it will take (行政许可法 a.45), or until when something is owed. */
  readonly tellsHowLong: boolean;
}

const waiting: PauseGround = {
  holder: 'applicant',
  stopsStatutory: false,
  beforeAcceptance: false,
  tellsHowLong: false,
};
const special: PauseGround = {
  holder: 'department',
  stopsStatutory: true,
  beforeAcceptance: false,
  tellsHowLong: true,
};

/** Every listed reason, and no other: handing a file over inside the office, and having too many, are none. */
export const pauseGrounds: Readonly<Record<PauseReason, PauseGround>> = {
  CORRECTION: waiting,
  APPLICANT: waiting,
  TOLERANCE: { ...waiting, tellsHowLong: true },
  HEARING: special,
  EXPERT_REVIEW: special,
  INSPECTION: special,
  TESTING: special,
  UTILITY_OUTAGE: { ...waiting, holder: 'house', beforeAcceptance: true },
};
