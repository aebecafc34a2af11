/** Until sign-in exists everybody who reaches the door is let in, so nobody but this machine may reach it. */
export function isLoopback(listen: string): boolean {
  const host = listen.startsWith('/') ? null : listen.slice(0, listen.lastIndexOf(':')).replace(/^\[|\]$/g, '');
  return host === null || host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
