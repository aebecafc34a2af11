import { z } from 'zod';

/** What a person reads, in both languages, as answers carry it. */
export const bilingual = z.object({ 'zh-CN': z.string(), en: z.string() });
