const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** What is said, so that nothing of it becomes markup. */
export const escaped = (said: string): string => said.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
