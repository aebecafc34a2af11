/** A sentence a person may see. Every one exists in both languages; zh-CN comes first. */
export interface Text {
  readonly 'zh-CN': string;
  readonly en: string;
}

export const text = (chinese: string, english: string): Text => ({ 'zh-CN': chinese, en: english });
