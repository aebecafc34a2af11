/** Named defaults of the demo sign-in and of those who ask for tokens, each with its reason. */

/** Long enough to work with, short enough that a token that got away is soon worth nothing. */
export const ACCESS_TOKEN_SECONDS = 10 * 60;
/** One working day with its lunch: who signs in in the morning is not asked again before the evening. */
export const SESSION_SECONDS = 10 * 60 * 60;
/** Time to choose an account, or to type a code that another machine shows. */
export const INTERACTION_SECONDS = 10 * 60;
/** A redirect takes milliseconds; RFC 6749 §4.1.2 allows ten minutes at most. */
export const CODE_SECONDS = 60;
/** Sessions, grants and codes kept at once. A demo has some dozen people. */
export const KEPT_MAX = 10_000;
/** The key that signs, and the one before it: its tokens are over long before there is a third. */
export const SIGNING_KEYS_MAX = 2;
/** A form of these pages has three short fields. */
export const FORM_BYTES_MAX = 4_096;

/** A token is asked for anew while the old one still holds, so that no call finds it run out on the way. */
export const RENEW_SECONDS = 30;
