/** Where the door has a case. */
export const casePath = (id: string): string => `/api/v1/cases/${encodeURIComponent(id)}`;
