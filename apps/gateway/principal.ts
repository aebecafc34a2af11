/** Who asks. Until sign-in exists the door listens on loopback only and everybody is the machine's own user. */
export const LOCAL_PRINCIPAL = 'local';
