/** At the demo sign-in anybody may be anybody, so nobody but this machine may reach the door. */
export function isLoopback(listen: string): boolean {
  const host = listen.startsWith('/') ? null : listen.slice(0, listen.lastIndexOf(':')).replace(/^\[|\]$/g, '');
  return host === null || host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
