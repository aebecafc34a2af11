/**
 * Until sign-in exists everybody who reaches the door is let in, so nobody but this machine may reach it.
 * @throws Error saying so, for an address that others could reach
 */
export function requireLoopback(listen: string): void {
  const host = listen.startsWith('/') ? null : listen.slice(0, listen.lastIndexOf(':')).replace(/^\[|\]$/g, '');
  if (host === null || host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)) return;
  throw new Error(
    `LISTEN ${listen}: sign-in does not exist yet, so the gateway listens on loopback only (127.0.0.1, ::1, a Unix socket)`,
  );
}
