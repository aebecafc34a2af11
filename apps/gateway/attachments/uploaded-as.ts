/** As what bytes may come; what they are is judged by themselves. */
export const UPLOADED_AS = [
  'application/octet-stream',
  'application/pdf',
  'application/ofd',
  'image/jpeg',
  'image/png',
  'image/heic',
];
